using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LeNetLab.Engines.Simd.Lanes;

/// <summary>Eight images or runs: one 256-bit register (AVX2), or what the runtime makes of it elsewhere.</summary>
internal unsafe struct Lane8(Vector256<float> value) : ILane<Lane8>
{
    private Vector256<float> value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target) => value.Store(target);

    // Emulated where x86 has vectors but not the instruction. Both conditions are constants to the compiler, and must
    // stand here: asked in a method of their own, they leave the inner loops without registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 MultiplyAdd(Lane8 a, Lane8 b, Lane8 c) =>
        Fma.IsSupported || !Sse41.IsSupported
            ? new(Vector256.FusedMultiplyAdd(a.value, b.value, c.value))
            : new(EmulatedMultiplyAdd.Of(a.value, b.value, c.value));

    // Assigns to the field itself: the compiler then keeps the sum in its register instead of copying it back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(Lane8 a, Lane8 b)
    {
        if (Fma.IsSupported || !Sse41.IsSupported)
            value = Vector256.FusedMultiplyAdd(a.value, b.value, value);
        else
            value = EmulatedMultiplyAdd.Of(a.value, b.value, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Max(Lane8 a, Lane8 b) =>
        Avx.IsSupported ? new(Avx.Max(a.value, b.value)) : WhereGreater(a, b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Min(Lane8 a, Lane8 b) =>
        Avx.IsSupported ? new(Avx.Min(a.value, b.value)) : WhereGreater(b, a, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 SquareRoot(Lane8 a) => new(Vector256.Sqrt(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 WhereGreater(Lane8 a, Lane8 b, Lane8 then, Lane8 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a.value, b.value), then.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 ScaleByPowerOfTwo(Lane8 value, Lane8 shifted) =>
        new((value.value.AsInt32() + Vector256.ShiftLeft(shifted.value.AsInt32(), 23)).AsSingle());

    // Counted from √½ on, the bits above the significand are the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lane8 Exponent, Lane8 Significand) Split(Lane8 a)
    {
        const int RootOfHalf = 0x3F3504F3, SignificandBits = 0x007FFFFF;
        Vector256<int> above = a.value.AsInt32() - Vector256.Create(RootOfHalf);
        Vector256<int> significand = (above & Vector256.Create(SignificandBits)) + Vector256.Create(RootOfHalf);
        return (
            new(Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(above, 23))), new(significand.AsSingle()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator +(Lane8 left, Lane8 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator -(Lane8 left, Lane8 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator *(Lane8 left, Lane8 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator /(Lane8 left, Lane8 right) => new(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator -(Lane8 value) => new(-value.value);
}
