using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Tests.Engines.Simd;

/// <summary>One of the engine's functions beside its truth.</summary>
internal interface IMeasuredFunction
{
    /// <summary>What the engine computes.</summary>
    static abstract Vector256<float> Computed(Vector256<float> x);

    /// <summary>The function to some units in a double's last place; one is 2⁻²⁹ of a float's.</summary>
    static abstract Vector256<double> True(Vector256<double> x);
}

/// <summary>e^x.</summary>
internal readonly struct NaturalExponential : IMeasuredFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Computed(Vector256<float> x) => Exponential.Of(new Lane8(x)).ToVector();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> True(Vector256<double> x) => Vector256.Exp(x);
}

/// <summary>1/(1 + e^−x).</summary>
internal readonly struct Logistic : IMeasuredFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Computed(Vector256<float> x) =>
        default(Sigmoid<Lane8>).Value(new Lane8(x)).ToVector();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> True(Vector256<double> x) =>
        Vector256<double>.One / (Vector256<double>.One + Vector256.Exp(-x));
}

/// <summary>tanh x.</summary>
internal readonly struct Tangent : IMeasuredFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Computed(Vector256<float> x) => HyperbolicTangent.Of(new Lane8(x)).ToVector();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> True(Vector256<double> x) =>
        Vector256.Create(Math.Tanh(x[0]), Math.Tanh(x[1]), Math.Tanh(x[2]), Math.Tanh(x[3]));
}

/// <summary>tanh x = x − x³/3 + 2x⁵/15 − …: most floats lie where this is exact to 10⁻¹⁹, and it is faster.</summary>
internal readonly struct TangentNearZero : IMeasuredFunction
{
    /// <summary>As far as it is asked.</summary>
    public const float Largest = 1e-3f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Computed(Vector256<float> x) => Tangent.Computed(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> True(Vector256<double> x)
    {
        Vector256<double> square = x * x;
        return x - (x * square * (Vector256.Create(1.0 / 3) - (square * Vector256.Create(2.0 / 15))));
    }
}

/// <summary>ln(1 + x).</summary>
internal readonly struct LogOfOnePlus : IMeasuredFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Computed(Vector256<float> x) => LogarithmOfOnePlus.Of(new Lane8(x)).ToVector();

    public static Vector256<double> True(Vector256<double> x) =>
        Vector256.Create(Of(x[0]), Of(x[1]), Of(x[2]), Of(x[3]));

    /// <summary>By its series near 0, where 1 + x loses digits of x.</summary>
    public static double Of(double x) =>
        x < 1e-4 ? x - (x * x * (0.5 - (x * ((1.0 / 3) - (x / 4))))) : Math.Log(1 + x);
}

/// <summary>The register of eight lanes.</summary>
internal static class LaneVector
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<float> ToVector(this Lane8 lanes)
    {
        Vector256<float> vector;
        lanes.Store((float*)&vector);
        return vector;
    }
}
