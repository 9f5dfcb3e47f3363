using System.Runtime.Intrinsics;

namespace LeNetLab.Tests.Engines.Simd;

/// <summary>
/// The stated error bounds and what lies beyond them, for every float there is. Only where registers are widest: the
/// functions are made of operations that are rounded once at every width, which other tests hold everywhere.
/// </summary>
[Trait("speed", "exhaustive")]
public sealed class ExhaustiveFunctionTests
{
    private static readonly float FirstNaN = BitConverter.UInt32BitsToSingle(0x7F80_0001);
    private static readonly float LastNaN = BitConverter.UInt32BitsToSingle(0x7FFF_FFFF);

    [Fact]
    public void Exponential_stays_within_1_1_ulp()
    {
        AssertWithin(1.1, FloatScan.Measure<NaturalExponential>(0f, 88f));
        AssertWithin(1.1, FloatScan.Measure<NaturalExponential>(-0f, -87f));
    }

    [Fact]
    public void Exponential_beyond_its_range_has_the_value_of_the_nearer_end()
    {
        FloatScan.AssertAll<NaturalExponential>(88f, float.PositiveInfinity, Equals<NaturalExponential>(88f));
        FloatScan.AssertAll<NaturalExponential>(-87f, float.NegativeInfinity, Equals<NaturalExponential>(-87f));
    }

    /// <summary>A softmax adds such powers, one of them e⁰: its sums lie between 1 and the number of classes.</summary>
    [Fact]
    public void Exponential_of_what_is_not_positive_is_at_most_1_and_of_0_is_1()
    {
        FloatScan.AssertAll<NaturalExponential>(
            -0f, float.NegativeInfinity, (_, y) => Vector256.LessThanOrEqual(y, One));
        FloatScan.AssertAll<NaturalExponential>(0f, 0f, Equals<NaturalExponential>(0f));
        Assert.Equal(One, NaturalExponential.Computed(default));
    }

    [Fact]
    public void Sigmoid_stays_within_2_5_ulp()
    {
        AssertWithin(2.5, FloatScan.Measure<Logistic>(0f, 87f));
        AssertWithin(2.5, FloatScan.Measure<Logistic>(-0f, -88f));
    }

    [Fact]
    public void Sigmoid_beyond_its_range_has_the_value_of_the_nearer_end()
    {
        FloatScan.AssertAll<Logistic>(87f, float.PositiveInfinity, Equals<Logistic>(float.PositiveInfinity));
        FloatScan.AssertAll<Logistic>(-88f, float.NegativeInfinity, Equals<Logistic>(float.NegativeInfinity));
        Assert.Equal(One, Logistic.Computed(Vector256.Create(87f)));
    }

    /// <summary>Of the positive numbers; the negative ones mirror them.</summary>
    [Fact]
    public void Hyperbolic_tangent_stays_within_5_5_ulp()
    {
        AssertWithin(5.5, FloatScan.Measure<TangentNearZero>(0f, TangentNearZero.Largest));
        AssertWithin(5.5, FloatScan.Measure<Tangent>(TangentNearZero.Largest, 9.02f));
    }

    /// <summary>Where it is constant, the truth lies between its value at 9.02 and 1.</summary>
    [Fact]
    public void Hyperbolic_tangent_is_constant_where_it_rounds_to_1()
    {
        FloatScan.AssertAll<Tangent>(9.02f, float.PositiveInfinity, Equals<Tangent>(9.02f));
        Assert.Equal(One, Tangent.Computed(Vector256.Create(9.02f)));
        Assert.Equal(1f, (float)Math.Tanh(9.02f));
    }

    [Fact]
    public void Hyperbolic_tangent_mirrors_and_stays_within_1() =>
        FloatScan.AssertAll<Tangent>(0f, float.PositiveInfinity, (x, y) =>
            Vector256.Equals(Tangent.Computed(-x).AsInt32(), (-y).AsInt32()).AsSingle()
            & Vector256.LessThanOrEqual(y, One));

    [Fact]
    public void Hyperbolic_tangent_of_every_NaN_is_NaN()
    {
        FloatScan.AssertAll<Tangent>(FirstNaN, LastNaN, (_, y) => Vector256.IsNaN(y));
        FloatScan.AssertAll<Tangent>(-FirstNaN, -LastNaN, (_, y) => Vector256.IsNaN(y));
    }

    /// <summary>Of every number from a thousandth on; below, <see cref="FunctionTests"/> takes samples.</summary>
    [Fact]
    public void Logarithm_of_one_plus_stays_within_1_5_ulp_and_ends_as_it_says()
    {
        AssertWithin(1.5, FloatScan.Measure<LogOfOnePlus>(1e-3f, 1e38f));
        FloatScan.AssertAll<LogOfOnePlus>(1e38f, float.PositiveInfinity, Equals<LogOfOnePlus>(1e38f));
    }

    /// <summary>The truth of the exponential is vectorised, too: here is its own.</summary>
    [Fact]
    public void The_yardstick_is_right_to_two_units_in_the_last_place_of_a_double()
    {
        for (double x = -88; x <= 88; x += 1.0 / 1024)
        {
            double expected = Math.Exp(x), actual = NaturalExponential.True(Vector256.Create(x))[0];
            double unit = Math.BitIncrement(expected) - expected;
            Assert.True(Math.Abs(actual - expected) <= 2 * unit, $"{x}: {actual:R}");
        }
    }

    private static Vector256<float> One => Vector256<float>.One;

    private static void AssertWithin(double ulps, WorstError worst) =>
        Assert.True(worst.Ulps <= ulps, $"{worst.Ulps:F3} ulp at {worst.At:R}");

    private static Func<Vector256<float>, Vector256<float>, Vector256<float>> Equals<TFunction>(float x)
        where TFunction : struct, IMeasuredFunction
    {
        Vector256<float> value = TFunction.Computed(Vector256.Create(x));
        return (_, y) => Vector256.Equals(y, value);
    }
}
