using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class SampleTests
{
    [Fact]
    public void A_sample_is_summed_up_as_by_hand()
    {
        Sample sample = Sample.Of([2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.Equal((8, 5.0, 2.0, 9.0, 4.5), (sample.Count, sample.Mean, sample.Min, sample.Max, sample.Median));
        Assert.Equal(Math.Sqrt(32.0 / 7), sample.StandardDeviation, 1e-15);
    }

    [Fact]
    public void One_value_has_no_spread_and_none_is_refused()
    {
        Assert.Equal(double.NaN, Sample.Of([3]).StandardDeviation);
        Assert.Equal(3, Sample.Of([3]).Median);
        Assert.Throws<ArgumentException>(() => Sample.Of([]));
        Assert.Null(Sample.OfAny([]));
    }

    [Fact]
    public void Summing_up_leaves_the_values_in_place()
    {
        double[] values = [3, 1, 2];

        Sample.Of(values);

        Assert.Equal([3, 1, 2], values);
    }
}
