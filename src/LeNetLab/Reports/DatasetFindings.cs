using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>A variant against the best one, over the seeds that both have done.</summary>
/// <param name="Variant">The other variant.</param>
/// <param name="Differences">Best as A, the other as B.</param>
/// <param name="P">The sign-flip p.</param>
/// <param name="AdjustedP">The same by Holm's adjustment over all comparisons with the best.</param>
public sealed record ComparisonWithBest(
    VariantSummary Variant, PairedDifferences Differences, double P, double AdjustedP);

/// <summary>What an experiment found on one dataset; datasets are never mixed.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Sha256">Its sum.</param>
/// <param name="Variants">In the order of the spec.</param>
/// <param name="Best">The variant of the lowest mean test error; null if no run is done.</param>
/// <param name="Comparisons">The others that share a seed with it, by their mean test error.</param>
public sealed record DatasetFindings(
    string Dataset, string Sha256, IReadOnlyList<VariantSummary> Variants, VariantSummary? Best,
    IReadOnlyList<ComparisonWithBest> Comparisons)
{
    /// <summary>The name of the built-in digits.</summary>
    public const string BuiltIn = "strokes";

    /// <summary>The findings on each dataset, in the order in which they appear.</summary>
    public static IReadOnlyList<DatasetFindings> Of(IEnumerable<RunSummary> runs, IEnumerable<EpochRow> epochs)
    {
        ILookup<string, EpochRow> byRun = epochs.ToLookup(epoch => epoch.RunId);
        return
        [
            .. runs.GroupBy(run => run.DatasetSha256).Select(ofDataset => Of(
                ofDataset.First().Dataset, ofDataset.Key,
                [.. ofDataset.GroupBy(run => run.Variant).Select(group => VariantSummary.Of([.. group], byRun))])),
        ];
    }

    /// <summary>Runs that are done.</summary>
    public int Done => Variants.Sum(variant => variant.Done);

    /// <summary>Runs whose loss stopped being finite: a result too.</summary>
    public int Diverged => Variants.Sum(variant => variant.Diverged);

    /// <summary>All runs.</summary>
    public int Total => Variants.Sum(variant => variant.Runs.Count);

    private static DatasetFindings Of(string dataset, string sum, IReadOnlyList<VariantSummary> variants)
    {
        VariantSummary? best = variants.Where(variant => variant.TestError is not null)
            .MinBy(variant => variant.TestError!.Mean);
        if (best is null)
            return new DatasetFindings(dataset, sum, variants, null, []);
        (VariantSummary Variant, PairedDifferences Differences)[] pairs =
        [
            .. variants.Where(variant => variant != best)
                .OrderBy(variant => variant.TestError?.Mean ?? double.PositiveInfinity)
                .Select(variant => (variant, PairedDifferences.Of(best.Runs, variant.Runs)))
                .Where(pair => pair.Item2.Pairs.Count > 0),
        ];
        double[] p = [.. pairs.Select(pair => pair.Differences.P!.Value)];
        double[] adjusted = Holm.Adjust(p);
        return new DatasetFindings(dataset, sum, variants, best,
            [.. pairs.Select((pair, i) => new ComparisonWithBest(pair.Variant, pair.Differences, p[i], adjusted[i]))]);
    }
}
