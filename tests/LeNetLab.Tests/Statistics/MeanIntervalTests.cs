using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class MeanIntervalTests
{
    // R 4.2.2: t.test(x)$conf.int
    [Theory]
    [InlineData(new[] { 0.85, 0.92, 0.99, 0.88, 1.01 }, 0.84442421457522032, 1.01557578542477978)]
    [InlineData(new[] { 2.5, -1, 4, 0.5, 3, 7, -2, 1.25 }, -0.50006717785433996, 4.31256717785434063)]
    [InlineData(new[] { 1.0, 2 }, -4.8531023680873471, 7.8531023680873471)]
    public void It_is_what_R_gives(double[] values, double low, double high)
    {
        Interval interval = MeanInterval.Of(Sample.Of(values))!.Value;

        Assert.Equal(low, interval.Low, 1e-9);
        Assert.Equal(high, interval.High, 1e-9);
    }

    [Fact]
    public void A_single_value_has_none() => Assert.Null(MeanInterval.Of(Sample.Of([0.9])));
}
