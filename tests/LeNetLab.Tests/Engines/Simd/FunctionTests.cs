using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Tests.Engines.Simd;

/// <summary>The stated error bounds, over about every ten-thousandth float of the range and its ends.</summary>
public sealed unsafe class FunctionTests
{
    [Fact]
    public void Exponential_stays_within_2_ulp() =>
        AssertWithin(2, -87f, 88f, Math.Exp, x => Exponential.Of(x));

    [Fact]
    public void Hyperbolic_tangent_stays_within_6_ulp() =>
        AssertWithin(6, -20f, 20f, Math.Tanh, x => HyperbolicTangent.Of(x));

    [Theory]
    [InlineData(float.NegativeInfinity, -1)]
    [InlineData(-1e30f, -1)]
    [InlineData(0f, 0)]
    [InlineData(1e30f, 1)]
    [InlineData(float.PositiveInfinity, 1)]
    [InlineData(float.NaN, float.NaN)]
    public void Hyperbolic_tangent_of_special_values(float x, float expected) =>
        Assert.Equal(expected, First(HyperbolicTangent.Of(Lane8.Broadcast(x))));

    [Fact]
    public void NaN_passes_through_every_squashing_function()
    {
        Lane8 nan = Lane8.Broadcast(float.NaN);

        Assert.True(float.IsNaN(First(default(Sigmoid<Lane8>).Value(nan))));
        Assert.True(float.IsNaN(First(default(Tanh<Lane8>).Value(nan))));
        Assert.True(float.IsNaN(First(default(ScaledTanh<Lane8>).Value(nan))));
        Assert.True(float.IsNaN(First(new Rectifier<Lane8>(0.1f).Value(nan))));
    }

    private static void AssertWithin(
        double ulps, float low, float high, Func<double, double> truth, Func<Lane8, Lane8> function)
    {
        for (float x = low; x <= high; x = Next(x))
        {
            double expected = truth(x);
            float actual = First(function(Lane8.Broadcast(x)));
            double ulp = MathF.BitIncrement(Math.Abs((float)expected)) - Math.Abs((float)expected);
            Assert.True(
                Math.Abs(actual - expected) <= ulps * ulp,
                $"f({x:R}) = {actual:R}, should be {expected:R}: {Math.Abs(actual - expected) / ulp:F2} ulp");
        }
    }

    /// <summary>9,970 floats further, through 0 by way of ±10⁻³⁰.</summary>
    private static float Next(float x)
    {
        if (x is > -1e-30f and < 0)
            return 1e-30f;
        int bits = BitConverter.SingleToInt32Bits(x);
        return BitConverter.Int32BitsToSingle(x < 0 ? bits - 9_970 : bits + 9_970);
    }

    private static float First(Lane8 lanes)
    {
        float* values = stackalloc float[8];
        lanes.Store(values);
        return values[0];
    }
}
