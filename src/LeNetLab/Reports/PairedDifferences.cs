using LeNetLab.Numerics;
using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>Test errors of two sets of runs, paired by seed: it gives both the same data order and split.</summary>
/// <param name="Pairs">One for each seed that is done on both sides, by seed; errors in per cent.</param>
public sealed record PairedDifferences(IReadOnlyList<(long Seed, double A, double B)> Pairs)
{
    /// <summary>At or under this a difference is called shown.</summary>
    public const double Significance = 0.05;

    /// <summary>Under this many pairs no two-sided exact test can reach <see cref="Significance"/>.</summary>
    public const int FewestPairs = 6;

    private const int SampledPatterns = 100_000;

    /// <summary>Pairs what is done of two sets of runs.</summary>
    /// <exception cref="ArgumentException">The sets are of different datasets, which nothing can pair.</exception>
    public static PairedDifferences Of(IEnumerable<RunSummary> a, IEnumerable<RunSummary> b)
    {
        RunSummary[] doneA = [.. a.Where(run => run.TestErrorPct is not null)];
        RunSummary[] doneB = [.. b.Where(run => run.TestErrorPct is not null)];
        if (doneA.Concat(doneB).Select(run => run.DatasetSha256).Distinct().Skip(1).Any())
            throw new ArgumentException("Runs on different datasets are never compared.");
        return new PairedDifferences(
        [
            .. doneA.DistinctBy(run => run.Seed)
                .Join(doneB.DistinctBy(run => run.Seed), run => run.Seed, run => run.Seed,
                    (left, right) => (left.Seed, left.TestErrorPct!.Value, right.TestErrorPct!.Value))
                .OrderBy(pair => pair.Seed),
        ]);
    }

    /// <summary>Whether all sign patterns are counted for <see cref="P"/>.</summary>
    public bool IsExact => Pairs.Count <= SignFlipTest.MostExactPairs;

    /// <summary>Mean of B − A in points, or null without a pair.</summary>
    public double? Mean => Pairs.Count == 0 ? null : Sample.Of(Differences).Mean;

    /// <summary>
    /// The two-sided sign-flip p: exact up to 40 pairs, sampled with a fixed seed beyond; null without a pair.
    /// </summary>
    public double? P
    {
        get
        {
            if (Pairs.Count == 0)
                return null;
            if (IsExact)
                return SignFlipTest.ExactP(Differences);
            SeedStream stream = SeedStream.Open(0, "sign-flip");
            return SignFlipTest.SampledP(Differences, SampledPatterns, stream.NextUInt32);
        }
    }

    private double[] Differences => [.. Pairs.Select(pair => pair.B - pair.A)];
}
