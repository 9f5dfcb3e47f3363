using LeNetLab.Numerics;
using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

/// <summary>
/// How often the intervals hold the truth, of populations where it is known. docs/statistics.md has the same figures;
/// the ordinary ones take a few seconds, the exhaustive ones a minute.
/// </summary>
public sealed class CoverageTests
{
    /// <summary>What paired differences may look like; each has mean 0.</summary>
    public enum Population
    {
        /// <summary>Normal.</summary>
        Normal,

        /// <summary>Errors of both variants are exponential beyond a floor: the differences are symmetric.</summary>
        SkewedErrors,

        /// <summary>One variant's errors are exponential, the other's do not vary: the differences are skewed.</summary>
        SkewedDifferences,
    }

    private const double Alpha = 0.05;

    // Twenty thousand experiments give a coverage near 95 % within 0.15 points of standard error.
    [Theory]
    [InlineData(Population.Normal, 6, 96, 98)]
    [InlineData(Population.Normal, 8, 94, 96)]
    [InlineData(Population.Normal, 10, 94, 96)]
    [InlineData(Population.SkewedErrors, 6, 96, 98)]
    [InlineData(Population.SkewedErrors, 8, 94, 96)]
    [InlineData(Population.SkewedErrors, 10, 94, 96)]
    [InlineData(Population.SkewedDifferences, 10, 90, 92)]
    public void The_sign_flip_interval_covers(Population population, int seeds, double low, double high) =>
        Assert.InRange(
            Coverage(seeds <= 8 ? 20_000 : 10_000, 0, stream =>
                SignFlipInterval.Exact(Differences(population, seeds, stream), Alpha)!.Value),
            low, high);

    [Theory]
    [InlineData(Population.Normal, 20)]
    [InlineData(Population.SkewedErrors, 20)]
    public void It_covers_where_subsets_are_drawn(Population population, int seeds) => Assert.InRange(
        Coverage(5_000, 0, stream => SignFlipInterval.Sampled(
            Differences(population, seeds, stream), 999, Alpha, stream.NextUInt32)!.Value),
        94, 96);

    [Theory]
    [InlineData(Population.Normal, 6, 85, 87.5)]
    [InlineData(Population.SkewedErrors, 6, 81.5, 84.5)]
    [InlineData(Population.SkewedDifferences, 6, 81.5, 84.5)]
    public void Bca_of_few_seeds_covers_less_than_it_says(Population population, int seeds, double low, double high) =>
        Assert.InRange(BcaCoverage(population, seeds, 4_000), low, high);

    [Theory]
    [Trait("speed", "exhaustive")]
    [InlineData(Population.Normal, 10, 89.5, 91)]
    [InlineData(Population.Normal, 20, 92.5, 94)]
    [InlineData(Population.SkewedErrors, 10, 85, 87)]
    [InlineData(Population.SkewedErrors, 20, 89, 90.5)]
    [InlineData(Population.SkewedDifferences, 10, 86.5, 88.5)]
    [InlineData(Population.SkewedDifferences, 20, 90.5, 92.5)]
    public void Bca_covers_more_with_more_seeds(Population population, int seeds, double low, double high) =>
        Assert.InRange(BcaCoverage(population, seeds, 20_000), low, high);

    // The truth is Φ(shift/√2) of two normal populations of variance 1.
    [Theory]
    [InlineData(6, 0.0, 0.5)]
    [InlineData(10, 0.0, 0.5)]
    [InlineData(10, 0.95387255240894, 0.75)]
    [InlineData(20, 0.95387255240894, 0.75)]
    public void The_probability_of_improvement_is_covered(int seeds, double shift, double truth) => Assert.InRange(
        Coverage(10_000, truth, stream => ImprovementInterval(seeds, shift, 0, stream)), 94, 96.5);

    // What the seed gives to both makes the variants alike, and the interval, which knows nothing of it, wide.
    [Theory]
    [Trait("speed", "exhaustive")]
    [InlineData(6, 0.0, 0.5)]
    [InlineData(10, 0.95387255240894, 0.75)]
    [InlineData(20, 0.95387255240894, 0.75)]
    public void Errors_that_rise_and_fall_together_are_covered_more_often(int seeds, double shift, double truth) =>
        Assert.InRange(
            Coverage(20_000, truth, stream => ImprovementInterval(seeds, shift, 0.5, stream)), 98, 99.5);

    // Seeds and images of their own effect; or neither, where the interval errs to the safe side.
    [Theory]
    [Trait("speed", "exhaustive")]
    [InlineData(6, 0.01, 0.0, 94, 96)]
    [InlineData(6, 0.006, 0.05, 94, 96)]
    [InlineData(20, 0.01, 0.0, 94, 96)]
    [InlineData(20, 0.006, 0.05, 93.5, 96)]
    [InlineData(6, 0.0, 0.0, 98, 100)]
    public void The_two_level_bootstrap_covers(int seeds, double ofSeeds, double ofImages, double low, double high) =>
        Assert.InRange(
            Coverage(2_000, 0, stream => TwoLevelBootstrap.Of(
                Wrong(seeds, 1_000, ofSeeds, ofImages, stream), 500, Alpha, stream.NextUInt32)),
            low, high);

    private static double BcaCoverage(Population population, int seeds, int experiments) =>
        Coverage(experiments, 0, stream =>
        {
            double[] differences = Differences(population, seeds, stream);
            BootstrapMeans means = seeds <= BootstrapMeans.MostExactValues
                ? BootstrapMeans.Exact(differences)
                : BootstrapMeans.Drawn(differences, 1_999, stream.NextUInt32);
            return BcaInterval.Of(differences, means, Alpha);
        });

    private static Interval ImprovementInterval(int seeds, double shift, double shared, SeedStream stream)
    {
        var a = new double[seeds];
        var b = new double[seeds];
        for (int seed = 0; seed < seeds; seed++)
        {
            double both = Math.Sqrt(shared) * stream.NextGaussian(), own = Math.Sqrt(1 - shared);
            a[seed] = both + (own * stream.NextGaussian());
            b[seed] = both + (own * stream.NextGaussian()) + shift;
        }

        return ProbabilityOfImprovement.IntervalOf(ProbabilityOfImprovement.Of(a, b), seeds, seeds, Alpha);
    }

    /// <summary>[seed][image], each side alone wrong with the same probability on average.</summary>
    private static sbyte[][] Wrong(int seeds, int images, double ofSeeds, double ofImages, SeedStream stream)
    {
        (double B, double A)[] hard =
            [.. Enumerable.Range(0, images).Select(_ => (Hardness(ofImages, stream), Hardness(ofImages, stream)))];
        return
        [
            .. Enumerable.Range(0, seeds).Select(_ =>
            {
                double seed = ofSeeds * stream.NextGaussian();
                return hard.Select(image =>
                {
                    double u = stream.NextDouble();
                    double onlyB = Math.Clamp(image.B + seed, 0, 0.5), onlyA = Math.Clamp(image.A - seed, 0, 0.5);
                    return (sbyte)(u < onlyB ? 1 : u > 1 - onlyA ? -1 : 0);
                }).ToArray();
            }),
        ];
    }

    private static double Hardness(double spread, SeedStream stream) =>
        spread == 0 ? 0.04 : Math.Max(0, spread * stream.NextGaussian());

    private static double[] Differences(Population population, int seeds, SeedStream stream) =>
        [.. Enumerable.Range(0, seeds).Select(_ => population switch
        {
            Population.Normal => stream.NextGaussian(),
            Population.SkewedErrors => Exponential(stream) - Exponential(stream),
            _ => Exponential(stream) - 1,
        })];

    private static double Exponential(SeedStream stream) => -PortableMath.Log(1 - stream.NextDouble());

    private static double Coverage(int experiments, double truth, Func<SeedStream, Interval> interval)
    {
        int covered = 0;
        for (int experiment = 0; experiment < experiments; experiment++)
        {
            if (interval(SeedStream.Open(experiment, "coverage")).Contains(truth))
                covered++;
        }

        return 100.0 * covered / experiments;
    }
}
