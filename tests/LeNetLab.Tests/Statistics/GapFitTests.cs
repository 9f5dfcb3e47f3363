using LeNetLab.Numerics;
using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class GapFitTests
{
    private static readonly double[] Sizes = [1000, 3000, 10_000, 30_000, 60_000];

    [Fact]
    public void A_power_law_is_found_exactly()
    {
        GapFit fit = GapFit.Of(
            [.. Sizes.Select(size => new GapAtSize(size, [.. Enumerable.Repeat(250 * Math.Pow(size, -0.6), 6)]))])!;

        Assert.Equal(0.6, fit.Alpha, 1e-9);
        Assert.Equal(250, fit.Coefficient, 1e-6);
        Assert.Equal(0.6, fit.Low!.Value, 1e-9);
        Assert.Equal(0.6, fit.High!.Value, 1e-9);
        Assert.Equal(250 * Math.Pow(20_000, -0.6), fit.At(20_000), 1e-9);
    }

    /// <summary>LeCun et al. 1998, Fig. 6: test 1.68, 1.14, 0.94 %, training 0.05, 0.31, 0.35 %.</summary>
    [Fact]
    public void The_papers_figure_6_has_an_exponent_of_about_0_73()
    {
        GapFit fit = GapFit.Of(
            [new GapAtSize(15_000, [1.63]), new GapAtSize(30_000, [0.83]), new GapAtSize(60_000, [0.59])])!;

        Assert.Equal(Math.Log(1.63 / 0.59) / Math.Log(4), fit.Alpha, 1e-9);
        Assert.Equal(0.733, fit.Alpha, 5e-4);
        Assert.Null(fit.Low);
    }

    [Fact]
    public void Least_squares_are_those_of_the_textbook()
    {
        // logs to the base 10: x 1, 2, 3; y 1, 1, 4: slope 3/2.
        GapFit fit = GapFit.Of(
            [new GapAtSize(10, [10]), new GapAtSize(100, [10]), new GapAtSize(1000, [10_000])])!;

        Assert.Equal(-1.5, fit.Alpha, 1e-9);
        Assert.Equal(0.1, fit.Coefficient, 1e-9);
    }

    // R 4.2: slopes of lm(log(rowMeans(gaps)) ~ log(P)) without each seed, their pseudo-values, qt(0.975, 3)*sd/2.
    [Fact]
    public void The_interval_is_the_jackknifes()
    {
        GapFit fit = GapFit.Of(
        [
            new GapAtSize(1000, [5.1, 4.8, 5.6, 5.0]), new GapAtSize(10_000, [1.9, 2.0, 1.7, 2.1]),
            new GapAtSize(60_000, [0.80, 0.74, 0.86, 0.79]),
        ])!;

        Assert.Equal(0.45302869664825, fit.Alpha, 1e-9);
        Assert.Equal(0.444055879241703, fit.Low!.Value, 1e-9);
        Assert.Equal(0.462001514054797, fit.High!.Value, 1e-9);
    }

    [Fact]
    public void Gaps_that_are_no_power_have_no_fit_and_those_near_0_no_interval()
    {
        Assert.Null(GapFit.Of(
            [new GapAtSize(1, [1, 1]), new GapAtSize(2, [1, -1]), new GapAtSize(3, [1, 1])]));
        GapFit unsure = GapFit.Of(
            [new GapAtSize(1, [1, 1]), new GapAtSize(2, [3, -1]), new GapAtSize(3, [1, 1])])!;
        Assert.Null(unsure.Low);
        Assert.Null(unsure.High);
    }

    [Fact]
    public void Too_few_sizes_and_seeds_that_do_not_match_are_refused()
    {
        Assert.Throws<ArgumentException>(
            () => GapFit.Of([new GapAtSize(1, [1]), new GapAtSize(2, [1]), new GapAtSize(2, [1])]));
        Assert.Throws<ArgumentException>(
            () => GapFit.Of([new GapAtSize(1, [1]), new GapAtSize(2, [1, 2]), new GapAtSize(3, [1])]));
        Assert.Throws<ArgumentException>(
            () => GapFit.Of([new GapAtSize(1, []), new GapAtSize(2, []), new GapAtSize(3, [])]));
    }

    // Each seed's gaps differ from the law by 5 %, those of one seed alike and each by itself.
    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(40)]
    public void The_interval_covers_what_it_says(int seeds)
    {
        const int Experiments = 4000;
        SeedStream random = SeedStream.Open(seeds, "gap simulation");
        int covered = 0;
        for (int experiment = 0; experiment < Experiments; experiment++)
        {
            double[] alike = [.. Enumerable.Range(0, seeds).Select(_ => random.NextGaussian())];
            GapAtSize[] sizes =
            [
                .. Sizes.Take(3).Select(size => new GapAtSize(
                    size,
                    [
                        .. alike.Select(shared => 250 * Math.Pow(size, -0.6) * (1 + (0.05 * shared)
                            + (0.05 * random.NextGaussian()))),
                    ])),
            ];
            GapFit fit = GapFit.Of(sizes)!;
            covered += fit.Low <= 0.6 && 0.6 <= fit.High ? 1 : 0;
        }

        Assert.InRange((double)covered / Experiments, 0.94, 0.96);
    }
}
