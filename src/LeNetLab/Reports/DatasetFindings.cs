using LeNetLab.Reports.Charts;
using LeNetLab.Reports.Factors;
using LeNetLab.Results;

namespace LeNetLab.Reports;

/// <summary>What an experiment found on one dataset; datasets are never mixed.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Sha256">Its sum.</param>
/// <param name="Variants">In the order of the spec.</param>
/// <param name="Family">All that is compared.</param>
public sealed record DatasetFindings(
    string Dataset, string Sha256, IReadOnlyList<VariantSummary> Variants, ComparisonFamily Family)
{
    // Only a report asks for it.
    private Lazy<ComparisonFamily> gaps = new(() => new ComparisonFamily([], []));

    /// <summary>The name of the built-in digits.</summary>
    public const string BuiltIn = "strokes";

    /// <summary>The findings on each dataset, in the order in which they appear.</summary>
    /// <param name="runs">The experiment's runs; trials are none of them.</param>
    /// <param name="epochs">Their epochs.</param>
    /// <param name="baseline">The variant that the others are compared with; null for all pairs.</param>
    /// <param name="tunedLater">Variants that tuning has still to give.</param>
    /// <param name="errors">
    /// What the test images show of variants that the seed does not change; null leaves them without a test.
    /// </param>
    public static IReadOnlyList<DatasetFindings> Of(
        IEnumerable<RunSummary> runs, IEnumerable<EpochRow> epochs, string? baseline = null, int tunedLater = 0,
        ImageErrors? errors = null)
    {
        ILookup<string, EpochRow> byRun = epochs.ToLookup(epoch => epoch.RunId);
        return
        [
            .. runs.GroupBy(run => run.DatasetSha256).Select(ofDataset =>
            {
                VariantSummary[] variants =
                    [.. ofDataset.GroupBy(run => run.Variant).Select(group => VariantSummary.Of([.. group], byRun))];
                return new DatasetFindings(
                    ofDataset.First().Dataset, ofDataset.Key, variants,
                    ComparisonFamily.Of(variants, baseline, tunedLater, errors))
                {
                    gaps = new(() => ComparisonFamily.Of(variants, baseline, tunedLater, measure: Measure.Gap)),
                };
            }),
        ];
    }

    /// <summary>The same comparisons of the gap between test and training error: a family of its own.</summary>
    internal ComparisonFamily GapFamily => gaps.Value;

    /// <summary>The learning rate that variants share which would each want its own; null where there is none.</summary>
    internal SharedRate? SharedRate { get; init; }

    /// <summary>How the gap goes with the size of the training set, where that was varied.</summary>
    internal IReadOnlyList<GapCurve> Gaps { get; init; } = [];

    /// <summary>What each factor does, where every combination of two or more was trained.</summary>
    internal IReadOnlyList<FactorFindings> Factors { get; init; } = [];

    /// <summary>Variants whose tuning took what is at an end of what was tried.</summary>
    internal IReadOnlyList<string> TunedAtAnEnd { get; init; } = [];

    /// <summary>What can be drawn of it.</summary>
    public DatasetCharts Charts { get; init; } = DatasetCharts.None;

    /// <summary>The variants' names.</summary>
    public IReadOnlyList<string> Names => [.. Variants.Select(variant => variant.Variant)];

    /// <summary>Runs that are done.</summary>
    public int Done => Variants.Sum(variant => variant.Done);

    /// <summary>Runs whose loss stopped being finite: a result too.</summary>
    public int Diverged => Variants.Sum(variant => variant.Diverged);

    /// <summary>All runs.</summary>
    public int Total => Variants.Sum(variant => variant.Runs.Count);
}
