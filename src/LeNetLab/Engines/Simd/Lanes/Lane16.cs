using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LeNetLab.Engines.Simd.Lanes;

/// <summary>Sixteen images or runs: one 512-bit register (AVX-512).</summary>
internal unsafe struct Lane16(Vector512<float> value) : ILane<Lane16>
{
    private Vector512<float> value = value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target) => value.Store(target);

    // Emulated where x86 has vectors but not the instruction. Both conditions are constants to the compiler, and must
    // stand here: asked in a method of their own, they leave the inner loops without registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 MultiplyAdd(Lane16 a, Lane16 b, Lane16 c) =>
        Fma.IsSupported || !Sse41.IsSupported
            ? new(Vector512.FusedMultiplyAdd(a.value, b.value, c.value))
            : new(EmulatedMultiplyAdd.Of(a.value, b.value, c.value));

    // Assigns to the field itself: the compiler then keeps the sum in its register instead of copying it back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(Lane16 a, Lane16 b)
    {
        if (Fma.IsSupported || !Sse41.IsSupported)
            value = Vector512.FusedMultiplyAdd(a.value, b.value, value);
        else
            value = EmulatedMultiplyAdd.Of(a.value, b.value, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Max(Lane16 a, Lane16 b) =>
        Avx512F.IsSupported ? new(Avx512F.Max(a.value, b.value)) : WhereGreater(a, b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Min(Lane16 a, Lane16 b) =>
        Avx512F.IsSupported ? new(Avx512F.Min(a.value, b.value)) : WhereGreater(b, a, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 SquareRoot(Lane16 a) => new(Vector512.Sqrt(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 WhereGreater(Lane16 a, Lane16 b, Lane16 then, Lane16 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a.value, b.value), then.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 ScaleByPowerOfTwo(Lane16 value, Lane16 shifted) =>
        new((value.value.AsInt32() + Vector512.ShiftLeft(shifted.value.AsInt32(), 23)).AsSingle());

    // Counted from √½ on, the bits above the significand are the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lane16 Exponent, Lane16 Significand) Split(Lane16 a)
    {
        const int RootOfHalf = 0x3F3504F3, SignificandBits = 0x007FFFFF;
        Vector512<int> above = a.value.AsInt32() - Vector512.Create(RootOfHalf);
        Vector512<int> significand = (above & Vector512.Create(SignificandBits)) + Vector512.Create(RootOfHalf);
        return (
            new(Vector512.ConvertToSingle(Vector512.ShiftRightArithmetic(above, 23))), new(significand.AsSingle()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator +(Lane16 left, Lane16 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator -(Lane16 left, Lane16 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator *(Lane16 left, Lane16 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator /(Lane16 left, Lane16 right) => new(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator -(Lane16 value) => new(-value.value);
}
