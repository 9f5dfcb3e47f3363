using LeNetLab.Numerics;
using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class VectorSignFlipTestTests
{
    // Counted pattern by pattern in R, over the nine blocks of the warp breaks.
    [Theory]
    [InlineData(16, 0)]
    [InlineData(10, 1)]
    [InlineData(4, 0, 1)]
    public void Patterns_are_as_many_as_R_counts(int patterns, params int[] factors) => Assert.Equal(
        patterns / 512.0, VectorSignFlipTest.ExactP(CrossingTests.WarpBreaks().Effect(factors).Estimates));

    [Fact]
    public void Of_two_levels_it_is_the_paired_test()
    {
        double[] differences = [0.31, -0.07, 0.22, 0.05, -0.11, 0.4, 0.09];

        Assert.Equal(
            SignFlipTest.ExactP(differences),
            VectorSignFlipTest.ExactP([.. differences.Select(difference => new[] { -difference / 2, difference / 2 })]));
    }

    [Fact]
    public void Without_any_difference_p_is_1() =>
        Assert.Equal(1, VectorSignFlipTest.ExactP([.. Enumerable.Repeat(new double[3], 7)]));

    [Fact]
    public void Sixteen_equal_blocks_reach_the_smallest_p() => Assert.Equal(
        SignFlipTest.SmallestP(16), VectorSignFlipTest.ExactP([.. Enumerable.Repeat(new[] { 0.1, 0.2, -0.3 }, 16)]));

    [Fact]
    public void Drawing_patterns_comes_near_the_exact_value()
    {
        IReadOnlyList<double[]> vectors = CrossingTests.WarpBreaks().Effect(1).Estimates;

        Assert.Equal(10.0 / 512, VectorSignFlipTest.SampledP(vectors, 20_000, SeedStream.Open(1, "test").NextUInt32), 0.004);
    }

    [Fact]
    public void Too_few_and_too_many_are_refused()
    {
        Assert.Throws<ArgumentException>(() => VectorSignFlipTest.ExactP([]));
        Assert.Throws<ArgumentException>(() => VectorSignFlipTest.ExactP([.. Enumerable.Repeat(new double[2], 17)]));
        Assert.Throws<ArgumentException>(() => VectorSignFlipTest.SampledP([], 10, () => 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => VectorSignFlipTest.SampledP([[1]], 0, () => 0));
    }

    // Three levels without an effect, in blocks of their own height: at 5 % at most one experiment in twenty finds one.
    // Exponential errors are as skewed as those of a level that sometimes fails.
    [Theory]
    [InlineData(false, 6)]
    [InlineData(false, 9)]
    [InlineData(true, 9)]
    public void It_finds_nothing_where_there_is_nothing(bool skewed, int blocks)
    {
        const int Experiments = 20_000;
        SeedStream stream = SeedStream.Open(3, skewed ? "skewed" : "normal");
        int found = Enumerable.Range(0, Experiments).Count(_ => VectorSignFlipTest.ExactP(new Crossing(
            [3], [.. Enumerable.Range(0, blocks).Select(_ => Block(skewed, stream))]).Effect(0).Estimates) <= 0.05);

        Assert.InRange(found, 0.02 * Experiments, 0.054 * Experiments);
    }

    private static double[] Block(bool skewed, SeedStream stream)
    {
        double height = Uniform(stream);
        return [.. Enumerable.Range(0, 3).Select(_ => height + (skewed
            ? -Math.Log(1 - Uniform(stream))
            : Math.Sqrt(-2 * Math.Log(1 - Uniform(stream))) * Math.Cos(2 * Math.PI * Uniform(stream))))];
    }

    private static double Uniform(SeedStream stream) => stream.NextUInt32() / 4294967296.0;
}
