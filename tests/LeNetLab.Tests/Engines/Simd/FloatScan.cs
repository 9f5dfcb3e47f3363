using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LeNetLab.Tests.Engines.Simd;

/// <summary>The largest error of a scan, in units of the last place of the true value, and where it is.</summary>
internal readonly record struct WorstError(double Ulps, float At)
{
    /// <summary>NaN counts as worse than anything.</summary>
    public static WorstError Larger(WorstError a, WorstError b) => a.Ulps >= b.Ulps || double.IsNaN(a.Ulps) ? a : b;
}

/// <summary>Goes through every float between two of the same sign, eight at a time, on all cores.</summary>
internal static class FloatScan
{
    private const long BlockLength = 1 << 20;

    /// <summary>The largest error from <paramref name="first"/> away from zero to <paramref name="last"/>.</summary>
    public static WorstError Measure<TFunction>(float first, float last)
        where TFunction : struct, IMeasuredFunction
    {
        Assert.Equal(float.IsNegative(first), float.IsNegative(last));
        var worst = new WorstError(0, first);
        var gate = new Lock();
        ForEachBlock(first, last, (from, to) =>
        {
            WorstError found = MeasureBlock<TFunction>(from, to);
            lock (gate)
                worst = WorstError.Larger(worst, found);
        });
        return worst;
    }

    /// <summary>
    /// Shows that <paramref name="holds"/> gives all ones for every x from <paramref name="first"/> away from zero to
    /// <paramref name="last"/> and the engine's f(x).
    /// </summary>
    public static void AssertAll<TFunction>(
        float first, float last, Func<Vector256<float>, Vector256<float>, Vector256<float>> holds)
        where TFunction : struct, IMeasuredFunction
    {
        string? counterexample = null;
        ForEachBlock(first, last, (from, to) =>
        {
            for (long bits = from; bits <= to; bits += Vector256<float>.Count)
            {
                Vector256<float> x = Floats(bits, to), y = TFunction.Computed(x);
                if (!Vector256.EqualsAll(holds(x, y).AsInt32(), Vector256<int>.AllBitsSet))
                    counterexample = $"x = {x.AsUInt32():X}, f(x) = {y.AsUInt32():X}";
            }
        });
        Assert.Null(counterexample);
    }

    /// <summary>Hands out the bit patterns from one float to another in blocks, on all cores.</summary>
    public static void ForEachBlock(float first, float last, Action<long, long> action)
    {
        long from = BitConverter.SingleToUInt32Bits(first), to = BitConverter.SingleToUInt32Bits(last);
        Assert.True(from <= to, "A scan goes away from zero.");
        Parallel.For(0, ((to - from) / BlockLength) + 1, block =>
        {
            long start = from + (block * BlockLength);
            action(start, Math.Min(start + BlockLength - 1, to));
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static WorstError MeasureBlock<TFunction>(long from, long to)
        where TFunction : struct, IMeasuredFunction
    {
        Vector256<double> worst = default, at = default;
        for (long bits = from; bits <= to; bits += Vector256<float>.Count)
        {
            Vector256<float> x = Floats(bits, to), y = TFunction.Computed(x);
            Update<TFunction>(Vector256.WidenLower(x), Vector256.WidenLower(y), ref worst, ref at);
            Update<TFunction>(Vector256.WidenUpper(x), Vector256.WidenUpper(y), ref worst, ref at);
        }

        var result = new WorstError(worst[0], (float)at[0]);
        for (int i = 1; i < Vector256<double>.Count; i++)
            result = WorstError.Larger(result, new WorstError(worst[i], (float)at[i]));
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Update<TFunction>(
        Vector256<double> x, Vector256<double> y, ref Vector256<double> worst, ref Vector256<double> at)
        where TFunction : struct, IMeasuredFunction
    {
        Vector256<double> truth = TFunction.True(x);
        Vector256<double> error = Vector256.Abs(y - truth) / UlpOf(truth);
        at = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(error, worst), at, x);
        worst = Vector256.Max(worst, error);
    }

    /// <summary>How far floats lie apart around a number: 2⁻²³ of its power of two, but 2⁻¹⁴⁹ at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> UlpOf(Vector256<double> value)
    {
        Vector256<double> power = (value.AsInt64() & Vector256.Create(0x7FF0_0000_0000_0000)).AsDouble();
        return Vector256.Max(power * Vector256.Create(Math.ScaleB(1, -23)), Vector256.Create((double)float.Epsilon));
    }

    /// <summary>Eight floats with neighbouring bit patterns; beyond the last, the last again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Floats(long bits, long last)
    {
        Vector256<uint> further = Vector256.Min(Vector256<uint>.Indices, Vector256.Create((uint)(last - bits)));
        return (Vector256.Create((uint)bits) + further).AsSingle();
    }
}
