using System.Numerics;

namespace LeNetLab.Engines.Simd.Lanes;

/// <summary>
/// One vector register of single-precision numbers, each lane another image, or another run. Kernels are written once over this
/// interface; every operation rounds each lane as IEEE 754 says, so that the width never shows in a result.
/// </summary>
/// <typeparam name="TSelf">The register type.</typeparam>
internal unsafe interface ILane<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IDivisionOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>Numbers in the register: 8 or 16.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary><see cref="Count"/> numbers from memory.</summary>
    static abstract TSelf Load(float* source);

    /// <summary><see cref="Count"/> numbers to memory.</summary>
    void Store(float* target);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>this ← a·b + this, rounded once.</summary>
    void AddProduct(TSelf a, TSelf b);

    /// <summary>a where a &gt; b, else b: of a pair with a NaN the second, as x86 has it.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The square root.</summary>
    static abstract TSelf SquareRoot(TSelf a);

    /// <summary>a where a &lt; b, else b: of a pair with a NaN the second, as x86 has it.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary><paramref name="then"/> where a &gt; b, else <paramref name="otherwise"/> (also for NaN).</summary>
    static abstract TSelf WhereGreater(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>
    /// value · 2ⁿ, where n stands in the low bits of <paramref name="shifted"/> = n + 1.5·2²³ and the result is normal.
    /// </summary>
    static abstract TSelf ScaleByPowerOfTwo(TSelf value, TSelf shifted);

    /// <summary>n and m of a = m · 2ⁿ, m in [√½, √2), for what is normal and positive; of the rest, anything.</summary>
    static abstract (TSelf Exponent, TSelf Significand) Split(TSelf a);
}
