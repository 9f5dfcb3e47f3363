using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Tests.Engines.Simd;

/// <summary>
/// The engine's functions over about every ten-thousandth float, at every width; <see cref="ExhaustiveFunctionTests"/>
/// goes through them all.
/// </summary>
public sealed unsafe class FunctionTests
{
    private const uint Stride = 9_970;

    [Fact]
    public void Exponential_stays_within_1_1_ulp() =>
        AssertWithin(1.1, -87f, 88f, Math.Exp, x => Exponential.Of(x));

    [Fact]
    public void Hyperbolic_tangent_stays_within_5_ulp() =>
        AssertWithin(5, -20f, 20f, Math.Tanh, x => HyperbolicTangent.Of(x));

    [Fact]
    public void Sigmoid_stays_within_2_5_ulp() =>
        AssertWithin(2.5, -88f, 87f, x => 1 / (1 + Math.Exp(-x)), x => default(Sigmoid<Lane8>).Value(x));

    [Fact]
    public void Logarithm_of_one_plus_stays_within_1_5_ulp() =>
        AssertWithin(1.5, 0f, 1e38f, LogOfOnePlus.Of, x => LogarithmOfOnePlus.Of(x));

    [Fact]
    public void Slope_of_the_logarithmic_rectifier_is_that_of_its_argument()
    {
        var rectifier = default(LogarithmicRectifier<Lane8>);
        Assert.Equal(0f, First(rectifier.Slope(rectifier.Value(Lane8.Broadcast(-3f)))));
        Assert.Equal(0f, First(rectifier.Value(Lane8.Broadcast(-3f))));
        foreach (float a in new[] { 1e-30f, 1e-3f, 1f, 7.5f, 1e4f })
            Assert.Equal(1, First(rectifier.Slope(rectifier.Value(Lane8.Broadcast(a)))) * (1.0 + a), 2e-6);
    }

    [Theory]
    [InlineData(float.NegativeInfinity, -1)]
    [InlineData(-1e30f, -1)]
    [InlineData(0f, 0)]
    [InlineData(1e30f, 1)]
    [InlineData(float.PositiveInfinity, 1)]
    [InlineData(float.NaN, float.NaN)]
    public void Hyperbolic_tangent_of_special_values(float x, float expected) =>
        Assert.Equal(expected, First(HyperbolicTangent.Of(Lane8.Broadcast(x))));

    /// <summary>NaN as arithmetic makes it, of either sign, without a payload.</summary>
    [Theory]
    [InlineData(0x7FC0_0000)]
    [InlineData(0xFFC0_0000)]
    public void NaN_passes_through_every_squashing_function(uint bits)
    {
        Lane8 nan = Lane8.Broadcast(BitConverter.UInt32BitsToSingle(bits));

        Assert.True(float.IsNaN(First(default(Sigmoid<Lane8>).Value(nan))));
        Assert.True(float.IsNaN(First(default(Tanh<Lane8>).Value(nan))));
        Assert.True(float.IsNaN(First(default(ScaledTanh<Lane8>).Value(nan))));
        Assert.True(float.IsNaN(First(new Rectifier<Lane8>(0.1f).Value(nan))));
        Assert.True(float.IsNaN(First(default(LogarithmicRectifier<Lane8>).Value(nan))));
        Assert.True(float.IsNaN(First(Exponential.Of(nan))));
    }

    /// <summary>From −∞ to ∞; <c>Goldens/functions.txt</c> has the sums of what every width must give.</summary>
    [Fact]
    public void Every_width_gives_the_bits_on_record()
    {
        var text = new StringBuilder();
        Record(text, "exponential", Exponential.Of, Exponential.Of);
        Record(text, "sigmoid", default(Sigmoid<Lane8>).Value, default(Sigmoid<Lane16>).Value);
        Record(text, "tanh", default(Tanh<Lane8>).Value, default(Tanh<Lane16>).Value);
        Record(text, "scaled_tanh", default(ScaledTanh<Lane8>).Value, default(ScaledTanh<Lane16>).Value);
        Record(text, "leaky_relu", new Rectifier<Lane8>(0.1f).Value, new Rectifier<Lane16>(0.1f).Value);
        Record(
            text, "log_relu", default(LogarithmicRectifier<Lane8>).Value, default(LogarithmicRectifier<Lane16>).Value);

        Golden.Matches(text.ToString(), "functions");
    }

    private static void Record(
        StringBuilder text, string name, Func<Lane8, Lane8> eight, Func<Lane16, Lane16> sixteen)
    {
        float[] results = Results(eight);
        Assert.Equal(results, Results(sixteen));
        byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes<float>(results));
        text.Append($"{name} of {results.Length} floats: {Convert.ToHexStringLower(hash)}\n");
    }

    private static float[] Results<TLane>(Func<TLane, TLane> function)
        where TLane : struct, ILane<TLane>
    {
        uint infinity = BitConverter.SingleToUInt32Bits(float.PositiveInfinity);
        int half = (int)(infinity / Stride / 16 * 16);
        var values = new float[2 * half];
        for (int i = 0; i < half; i++)
        {
            values[i] = BitConverter.UInt32BitsToSingle(infinity - ((uint)i * Stride));
            values[half + i] = -values[i];
        }

        fixed (float* x = values)
        {
            for (int i = 0; i < values.Length; i += TLane.Count)
                function(TLane.Load(x + i)).Store(x + i);
        }

        return values;
    }

    private static void AssertWithin(
        double ulps, float low, float high, Func<double, double> truth, Func<Lane8, Lane8> function)
    {
        for (float x = low; x <= high; x = Next(x))
        {
            double expected = truth(x);
            float actual = First(function(Lane8.Broadcast(x)));
            double ulp = Math.Max(float.Epsilon, Math.ScaleB(1, Math.ILogB(expected) - 23));
            Assert.True(
                Math.Abs(actual - expected) <= ulps * ulp,
                $"f({x:R}) = {actual:R}, should be {expected:R}: {Math.Abs(actual - expected) / ulp:F2} ulp");
        }
    }

    /// <summary>As many floats further as the stride, through 0 by way of ±10⁻³⁰.</summary>
    private static float Next(float x)
    {
        if (x is > -1e-30f and < 0)
            return 1e-30f;
        uint bits = BitConverter.SingleToUInt32Bits(x);
        return BitConverter.UInt32BitsToSingle(x < 0 ? bits - Stride : bits + Stride);
    }

    private static float First(Lane8 lanes)
    {
        float* values = stackalloc float[8];
        lanes.Store(values);
        return values[0];
    }
}
