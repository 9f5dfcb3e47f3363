using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Numerics;

/// <summary>Against the platform's library, which is right to about one unit in the last place.</summary>
public sealed class PortableMathTests
{
    private const int Draws = 200_000;

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true);

    [Fact]
    public void Exp_is_right_to_four_units_in_the_last_place()
    {
        SeedStream stream = SeedStream.Open(1, "exp");
        foreach (double range in new[] { 708, 30, 1, 1e-3, 1e-9 })
        {
            for (int draw = 0; draw < Draws / 5; draw++)
            {
                double x = stream.NextDouble(-range, range);
                AssertClose(Math.Exp(x), PortableMath.Exp(x), $"exp({x:R})");
            }
        }
    }

    [Fact]
    public void Log_is_right_to_four_units_in_the_last_place()
    {
        SeedStream stream = SeedStream.Open(1, "log");
        for (int draw = 0; draw < Draws; draw++)
        {
            // All magnitudes, subnormal ones too; and close around 1, where the logarithm vanishes.
            double wide = BitConverter.UInt64BitsToDouble(Bits(stream) % 0x7FF0_0000_0000_0000);
            double near = 1 + (stream.NextDouble(-0.5, 0.5) * PortableMath.Exp(stream.NextDouble(-35, 0)));
            AssertClose(Math.Log(wide), PortableMath.Log(wide), $"log({wide:R})");
            AssertClose(Math.Log(near), PortableMath.Log(near), $"log({near:R})");
        }
    }

    [Fact]
    public void The_arc_tangent_is_right_to_four_units_in_the_last_place()
    {
        SeedStream stream = SeedStream.Open(1, "atan");
        for (int draw = 0; draw < Draws; draw++)
        {
            double x = PortableMath.Exp(stream.NextDouble(-40, 40)) * (draw % 2 == 0 ? 1 : -1);
            AssertClose(Math.Atan(x), PortableMath.Atan(x), $"atan({x:R})");
        }

        Assert.Equal(Math.PI / 2, PortableMath.Atan(double.PositiveInfinity));
        Assert.Equal(0, PortableMath.Atan(0));
        Assert.True(double.IsNaN(PortableMath.Atan(double.NaN)));
    }

    [Fact]
    public void Sine_and_cosine_are_right_to_four_units_and_absolutely_near_their_zeros()
    {
        SeedStream stream = SeedStream.Open(1, "sine");
        foreach (double range in new[] { 1e5, 100, 4, 1e-3, 1e-9 })
        {
            for (int draw = 0; draw < Draws / 5; draw++)
            {
                double x = stream.NextDouble(-range, range);
                double scale = Math.Min(1, Math.Abs(x));
                AssertClose(Math.Sin(x), PortableMath.Sin(x), $"sin({x:R})", absolute: 1e-16 * scale);
                AssertClose(Math.Cos(x), PortableMath.Cos(x), $"cos({x:R})", absolute: 1e-16);
            }
        }
    }

    [Fact]
    public void Sine_and_cosine_hold_where_the_quadrants_meet()
    {
        for (int k = -63_661; k <= 63_661; k += 7)
        {
            foreach (double near in new[] { 0, -1e-9, 1e-9, 0.25 * Math.PI })
            {
                double x = (k * (Math.PI / 2)) + near;
                AssertClose(Math.Sin(x), PortableMath.Sin(x), $"sin({x:R})", absolute: 1e-16);
                AssertClose(Math.Cos(x), PortableMath.Cos(x), $"cos({x:R})", absolute: 1e-16);
            }
        }
    }

    [Fact]
    public void Sine_and_cosine_lie_on_the_unit_circle() =>
        Check.One(Thorough, Prop.ForAll(Gen.Choose(-100_000_000, 100_000_000).ToArbitrary(), thousandth =>
        {
            double x = thousandth / 1000.0, sine = PortableMath.Sin(x), cosine = PortableMath.Cos(x);
            return Math.Abs((sine * sine) + (cosine * cosine) - 1) <= 1e-15;
        }));

    [Fact]
    public void Exp_undoes_log() =>
        Check.One(Thorough, Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), x =>
            Math.Abs((PortableMath.Exp(PortableMath.Log(x)) / x) - 1) <= 1e-14));

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(1e308, double.PositiveInfinity)]
    [InlineData(709.79, double.PositiveInfinity)]
    [InlineData(-746.0, 0.0)]
    [InlineData(-1e308, 0.0)]
    public void Exp_at_special_values(double x, double expected) => Assert.Equal(expected, PortableMath.Exp(x));

    [Fact]
    public void Exp_reaches_both_ends_of_the_doubles()
    {
        AssertClose(Math.Exp(709.782712893383), PortableMath.Exp(709.782712893383), "the largest");
        foreach (double x in new[] { -709.0, -720, -740, -745 })
            Assert.Equal(Math.Exp(x), PortableMath.Exp(x), tolerance: 4 * Math.BitIncrement(Math.Exp(x) * 1e-16));
        Assert.Equal(double.Epsilon, PortableMath.Exp(-744.5));
    }

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(0.0, double.NegativeInfinity)]
    [InlineData(-1.0, double.NaN)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Log_at_special_values(double x, double expected) => Assert.Equal(expected, PortableMath.Log(x));

    [Fact]
    public void Log_reaches_both_ends_of_the_doubles()
    {
        AssertClose(Math.Log(double.Epsilon), PortableMath.Log(double.Epsilon), "the smallest");
        AssertClose(Math.Log(double.MaxValue), PortableMath.Log(double.MaxValue), "the largest");
    }

    [Fact]
    public void Minus_zero_is_zero()
    {
        Assert.Equal(1, PortableMath.Exp(-0.0));
        Assert.Equal(double.NegativeInfinity, PortableMath.Log(-0.0));
        Assert.Equal(0, PortableMath.Sin(-0.0));
    }

    [Fact]
    public void Sine_and_cosine_at_zero()
    {
        Assert.Equal(0, PortableMath.Sin(0));
        Assert.Equal(1, PortableMath.Cos(0));
        Assert.Equal(-double.Epsilon, PortableMath.Sin(-double.Epsilon));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(100_001.0)]
    [InlineData(-1e300)]
    public void An_angle_out_of_range_is_refused(double x)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Sin(x));
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Cos(x));
    }

    private static ulong Bits(SeedStream stream) => ((ulong)stream.NextUInt32() << 32) | stream.NextUInt32();

    /// <summary>Within four units in the last place of the expected value, or within an absolute bound.</summary>
    private static void AssertClose(double expected, double actual, string what, double absolute = 0)
    {
        double unit = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
        double error = Math.Abs(actual - expected);
        Assert.True(error <= Math.Max(4 * unit, absolute), $"{what} = {actual:R}, expected {expected:R}");
    }
}
