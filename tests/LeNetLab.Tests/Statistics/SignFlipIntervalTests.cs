using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Numerics;
using LeNetLab.Statistics;
using Interval = LeNetLab.Statistics.Interval;

namespace LeNetLab.Tests.Statistics;

public sealed class SignFlipIntervalTests
{
    // Student's sleep data, R: with(sleep, extra[group == 2] - extra[group == 1]). Bisecting over the shifts that the
    // test over all 2^10 patterns does not reject at 0.05 ends at 0.8333333 and 2.4666667 (to 1e-8).
    private static readonly double[] Sleep = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];

    [Fact]
    public void The_sleep_data_give_what_inverting_the_test_gives()
    {
        Interval interval = SignFlipInterval.Exact(Sleep, 0.05)!.Value;

        Assert.Equal(2.5 / 3, interval.Low, 1e-12);
        Assert.Equal(7.4 / 3, interval.High, 1e-12);
        Assert.Equal(0.00390625, SignFlipTest.ExactP(Sleep));
    }

    [Theory]
    [InlineData(5, 0.0)]
    [InlineData(6, 1 - (2.0 / 64))]
    [InlineData(10, 1 - (50.0 / 1024))]
    public void It_covers_what_the_test_of_so_many_pairs_leaves(int pairs, double coverage)
    {
        Assert.Equal(coverage, SignFlipInterval.Coverage(pairs, 0.05));
        Assert.Equal(coverage == 0, SignFlipInterval.Exact(Sleep[..pairs], 0.05) is null);
    }

    [Fact]
    public void Six_pairs_give_their_extremes() =>
        Assert.Equal(new Interval(0, 2.4), SignFlipInterval.Exact(Sleep[..6], 0.05));

    // Whole numbers, so that sums and means are exact and a tie is one.
    [Fact]
    public void It_leaves_a_shift_out_exactly_where_the_test_rejects_it() =>
        Prop.ForAll(
            Gen.Choose(-20, 60).Select(steps => (double)steps).ArrayOf(9).ToArbitrary(),
            differences =>
            {
                Interval interval = SignFlipInterval.Exact(differences, 0.05)!.Value;
                foreach (int shift in Enumerable.Range(-25, 91))
                {
                    double p = SignFlipTest.ExactP([.. differences.Select(difference => difference - shift)]);
                    Assert.Equal(p > 0.05, interval.Contains(shift));
                }
            }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void Drawing_subsets_comes_near_the_exact_interval()
    {
        SeedStream stream = SeedStream.Open(1, "test");

        Interval drawn = SignFlipInterval.Sampled(Sleep, 19_999, 0.05, stream.NextUInt32)!.Value;

        Assert.Equal(2.5 / 3, drawn.Low, 0.05);
        Assert.Equal(7.4 / 3, drawn.High, 0.05);
    }

    [Fact]
    public void None_or_too_many_pairs_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SignFlipInterval.Exact([], 0.05));
        Assert.Contains(
            "17 pairs",
            Assert.Throws<ArgumentException>(() => SignFlipInterval.Exact(new double[17], 0.05)).Message);
        Assert.Throws<ArgumentException>(() => SignFlipInterval.Sampled([], 10, 0.05, () => 0));
    }
}
