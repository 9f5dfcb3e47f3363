using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Reports;

namespace LeNetLab.Tests.Reports;

public sealed class SparklineTests
{
    [Theory]
    [InlineData("█▄▁", 8.0, 4.0, 1.0)]
    [InlineData("▁█", 0.5, 0.75)]
    [InlineData("▁▁▁", 3.0, 3.0, 3.0)]
    [InlineData("█·▁", 2.0, double.NaN, 1.0)]
    [InlineData("··", double.NaN, double.PositiveInfinity)]
    [InlineData("")]
    public void The_highest_is_full_and_the_lowest_an_eighth(string expected, params double[] values) =>
        Assert.Equal(expected, Sparkline.Of([.. values.Select(value => (double?)value)], 40));

    [Fact]
    public void A_longer_curve_is_shown_by_means_of_neighbours() =>
        Assert.Equal("▁▃▆█", Sparkline.Of([.. Enumerable.Range(0, 4000).Select(i => (double?)i)], 4));

    [Fact]
    public void Any_curve_has_its_length_or_the_width_and_nothing_but_bars_and_points() => Prop.ForAll(
        ArbMap.Default.ArbFor<double?[]>(), Gen.Choose(1, 60).ToArbitrary(),
        (values, width) =>
        {
            string curve = Sparkline.Of(values, width);
            Assert.Equal(Math.Min(values.Length, width), curve.Length);
            Assert.All(curve, bar => Assert.Contains(bar, "·▁▂▃▄▅▆▇█"));
        }).QuickCheckThrowOnFailure();
}
