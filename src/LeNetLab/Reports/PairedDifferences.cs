using LeNetLab.Numerics;
using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>A figure of two sets of runs, such as the test error, paired by seed.</summary>
public sealed class PairedDifferences
{
    /// <summary>At or under this a difference is called shown; and one less what intervals cover.</summary>
    public const double Significance = 0.05;

    /// <summary>Under this many pairs no two-sided exact test can reach <see cref="Significance"/>.</summary>
    public const int FewestPairs = 6;

    /// <summary>Sign patterns that are drawn where there are too many to count.</summary>
    public const int SampledPatterns = 100_000;

    private readonly double[] differences;

    /// <param name="pairs">See <see cref="Pairs"/>.</param>
    public PairedDifferences(IReadOnlyList<(long Seed, double A, double B)> pairs)
    {
        Pairs = pairs;
        differences = [.. pairs.Select(pair => pair.B - pair.A)];
        Summary = Sample.OfAny(differences);
        P = pairs.Count == 0 ? null
            : IsExact ? SignFlipTest.ExactP(differences)
            : SignFlipTest.SampledP(differences, SampledPatterns, Stream("sign-flip"));
    }

    /// <summary>Pairs what is done of two sets of runs.</summary>
    /// <param name="a">The one set.</param>
    /// <param name="b">The other.</param>
    /// <param name="measure">What is compared; null for the test error.</param>
    /// <exception cref="ArgumentException">The sets are of different datasets, which nothing can pair.</exception>
    public static PairedDifferences Of(
        IReadOnlyList<RunSummary> a, IReadOnlyList<RunSummary> b, Measure? measure = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        IEnumerable<RunSummary> done = a.Concat(b).Where(run => run.Status == RunStatus.Done);
        if (done.Select(run => run.DatasetSha256).Distinct().Skip(1).Any())
            throw new ArgumentException("Runs on different datasets are never compared.");
        Func<RunSummary, double?> value = (measure ?? Measure.TestError).OfRun;
        RunPairs paired = RunPairs.Of(a, b);
        return new PairedDifferences(
            [.. paired.Pairs.Select(pair => (pair.A.Seed, value(pair.A)!.Value, value(pair.B)!.Value))])
        {
            AIsFixed = paired.AIsFixed,
            BIsFixed = paired.BIsFixed,
        };
    }

    /// <summary>
    /// One for each seed that is done on both sides, by seed, in per cent; seeds that change neither side make one pair.
    /// </summary>
    public IReadOnlyList<(long Seed, double A, double B)> Pairs { get; }

    /// <summary>Whether A is the same model with every seed: its error is then a constant.</summary>
    public bool AIsFixed { get; private init; }

    /// <summary>The same of B.</summary>
    public bool BIsFixed { get; private init; }

    /// <summary>Whether the seed changes neither side: no test over seeds is possible then.</summary>
    public bool IsFixed => AIsFixed && BIsFixed;

    /// <summary>B − A in points, in the order of the pairs.</summary>
    public IReadOnlyList<double> Values => differences;

    /// <summary>B − A in points, summed up; null without a pair.</summary>
    public Sample? Summary { get; }

    /// <summary>Mean of B − A in points, or null without a pair.</summary>
    public double? Mean => Summary?.Mean;

    /// <summary>Whether all sign patterns are counted for <see cref="P"/>.</summary>
    public bool IsExact => Pairs.Count <= SignFlipTest.MostExactPairs;

    /// <summary>
    /// The two-sided sign-flip p: exact up to 40 pairs, sampled with a fixed seed beyond; null without a pair.
    /// </summary>
    public double? P { get; }

    /// <summary>The interval of the mean that belongs to the test; null where the test can show nothing.</summary>
    public Interval? SignFlip() => Pairs.Count == 0 ? null
        : Pairs.Count <= SignFlipInterval.MostExactPairs ? SignFlipInterval.Exact(differences, Significance)
        : SignFlipInterval.Sampled(differences, 19_999, Significance, Stream("subsets"));

    /// <summary>The BCa interval of the mean; null without two pairs.</summary>
    public Interval? Bca() => Pairs.Count < 2 ? null : BcaInterval.Of(
        differences,
        Pairs.Count <= BootstrapMeans.MostExactValues
            ? BootstrapMeans.Exact(differences)
            : BootstrapMeans.Drawn(differences, 9_999, Stream("bootstrap")),
        Significance);

    /// <summary>A stream of fixed seed, so that the same results always have the same report.</summary>
    internal static Func<uint> Stream(string purpose) => SeedStream.Open(0, purpose).NextUInt32;
}
