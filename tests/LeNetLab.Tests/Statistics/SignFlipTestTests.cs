using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Numerics;
using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class SignFlipTestTests
{
    // Darwin's maize, the differences on which Fisher worked the test (The Design of Experiments, 1935, §21): of the
    // 32,768 sums, 1,726 are as far from 0 as 314, so that p = 0.05267.
    [Fact]
    public void Fishers_own_example_gives_his_number()
    {
        double[] maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

        Assert.Equal(1726.0 / 32768, SignFlipTest.ExactP(maize));
    }

    [Theory]
    [InlineData(new double[] { 1 }, 1.0)]
    [InlineData(new double[] { 1, 2, 3 }, 0.25)]
    [InlineData(new double[] { 0.3, 0.1, 0.2, 0.4, 0.1, 0.5 }, 0.03125)]
    [InlineData(new double[] { 1, -1 }, 1.0)]
    [InlineData(new double[] { 0, 0, 0 }, 1.0)]
    [InlineData(new double[] { 1, 1, -1 }, 1.0)]
    [InlineData(new double[] { 0.1, 0.2, -0.3, 0.4 }, 0.625)]
    public void Small_cases_come_out_as_counted_by_hand(double[] differences, double expected) =>
        Assert.Equal(expected, SignFlipTest.ExactP(differences));

    [Fact]
    public void Counting_by_halves_agrees_with_trying_every_pattern() =>
        Prop.ForAll(
            Gen.Choose(-40, 40).Select(steps => steps / 100.0).NonEmptyListOf()
                .Where(list => list.Count <= 11).ToArbitrary(),
            differences => Assert.Equal(EveryPattern([.. differences]), SignFlipTest.ExactP([.. differences])))
        .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void Neither_sign_nor_order_nor_scale_matters()
    {
        double[] differences = [0.31, -0.07, 0.22, 0.05, -0.11, 0.4, 0.09];
        double p = SignFlipTest.ExactP(differences);

        Assert.Equal(p, SignFlipTest.ExactP([.. differences.Select(d => -d)]));
        Assert.Equal(p, SignFlipTest.ExactP([.. differences.Reverse()]));
        Assert.Equal(p, SignFlipTest.ExactP([.. differences.Select(d => d * 1024)]));
    }

    [Fact]
    public void Forty_equal_differences_reach_the_smallest_p() =>
        Assert.Equal(SignFlipTest.SmallestP(40), SignFlipTest.ExactP([.. Enumerable.Repeat(0.1, 40)]));

    [Fact]
    public void Drawing_patterns_comes_near_the_exact_value()
    {
        double[] differences = [0.31, -0.07, 0.22, 0.05, -0.11, 0.4, 0.09];
        SeedStream stream = SeedStream.Open(1, "test");

        double p = SignFlipTest.SampledP(differences, 20_000, stream.NextUInt32);

        Assert.Equal(SignFlipTest.ExactP(differences), p, 0.01);
        Assert.NotEqual(1, p);
    }

    [Fact]
    public void Too_many_none_or_infinite_differences_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SignFlipTest.ExactP([]));
        Assert.Throws<ArgumentException>(() => SignFlipTest.ExactP([double.NaN]));
        Assert.Contains(
            "41 pairs", Assert.Throws<ArgumentException>(() => SignFlipTest.ExactP(new double[41])).Message);
    }

    [Fact]
    public void The_smallest_p_halves_with_each_pair()
    {
        Assert.Equal([1, 1, 0.5, 0.0625, 0.03125], new[] { 0, 1, 2, 5, 6 }.Select(SignFlipTest.SmallestP));
    }

    private static double EveryPattern(decimal[] differences)
    {
        decimal seen = Math.Abs(differences.Sum());
        int patterns = 1 << differences.Length, hits = 0;
        for (int pattern = 0; pattern < patterns; pattern++)
        {
            decimal sum = differences.Select((d, i) => (pattern >> i & 1) == 0 ? d : -d).Sum();
            if (Math.Abs(sum) >= seen)
                hits++;
        }

        return (double)hits / patterns;
    }

    private static double EveryPattern(double[] differences) =>
        EveryPattern([.. differences.Select(difference => Math.Round((decimal)difference, 2))]);
}
