using LeNetLab.Reports.Charts;
using LeNetLab.Reports.Factors;
using LeNetLab.Results;

namespace LeNetLab.Reports;

/// <summary>The report's sections about what was found on one dataset.</summary>
internal static class FindingsSections
{
    private const int MostSeedsAcross = 20;

    /// <summary>Answer, variants, values by seed, factors, comparisons.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="on">What tells the headings from those of another dataset; mostly empty.</param>
    public static IEnumerable<ReportSection> Of(DatasetFindings findings, string on)
    {
        var comparisons = new ReportSection(ComparisonSection.Of(findings, on), findings.Charts.Confusion);
        Chart? alone = comparisons.Markdown.Length == 0 ? findings.Charts.Confusion : null;
        return
        [
            new(
                $"\n## Answer{on}\n\n{Answer.Of(findings)}\n{Sure(findings)}", findings.Charts.Errors,
                findings.Charts.Curves)
            {
                Kind = "answer",
            },
            new($"\n## Variants{on}\n\n{Variants(findings)}", findings.Charts.Time, alone),
            new($"\n## Test error by seed{on}\n\n{BySeed(findings, run => run.TestErrorPct)}"),
            new($"\n## Training error by seed{on}\n\n{BySeed(findings, run => run.TrainErrorPct)}"),
            new(FactorSection.Of(findings.Factors, on)),
            comparisons,
        ];
    }

    private static string Sure(DatasetFindings findings) =>
        Certainty.Of(findings) is { Length: > 0 } sure ? $"\n{sure}\n" : "";

    private static string Variants(DatasetFindings findings) =>
        Markdown.Table(
            ["Variant", "n", "Train error %", "Test error %", "Gap %", "Best (seed)", "Worst (seed)", "Epochs to 98 %",
             "Seconds", "Images/s", "Prediction s", "Parameters", "Diverged", "Failed"],
            findings.Variants.Select(variant => new[]
            {
                Markdown.Code(variant.Variant), $"{variant.Models}",
                Figures.MeanAndSpread(variant.TrainError), Figures.MeanAndSpread(variant.TestError),
                Figures.MeanAndSpread(variant.Gap), WithSeed(variant.Best), WithSeed(variant.Worst), ToTarget(variant),
                Figures.MeanAndSpread(variant.Seconds, "0.0"),
                variant.ImagesPerSecond?.Mean.ToString("#,0") ?? Figures.None,
                variant.PredictSeconds?.Mean.ToString("0.00") ?? Figures.None,
                variant.Parameters.ToString("#,0"), $"{variant.Diverged}", $"{variant.Failed}",
            }))
        + "\nMean ± SD (n − 1 in its denominator) over the n seeds that are done, at the last epoch; gap is test minus "
        + "training error. Epochs to 98 % is the mean over the seeds that came to 98 % of the test images right; those "
        + "that never did are counted, not averaged. Seconds are of training alone, evaluation left out, with "
        + "whatever else the machine was doing; prediction is of all test images, once. Both are of one core."
        + Fixed(findings.Variants) + "\n";

    private static string Fixed(IReadOnlyList<VariantSummary> variants) =>
        FixedVariants.Of(variants) is { Length: > 0 } names
            ? $" The seed does not change {names}: their runs are one and the same model, and n is 1."
            : "";

    private static string ToTarget(VariantSummary variant)
    {
        if (variant.Done == 0)
            return Figures.None;
        string mean = variant.EpochsToTarget?.Mean.ToString("0.0") ?? "never";
        return variant.NeverReached == 0 ? mean
            : variant.EpochsToTarget is null ? $"never ({variant.Models} of {variant.Models})"
            : $"{mean} ({variant.NeverReached} of {variant.Models} never)";
    }

    private static string WithSeed(RunSummary? run) =>
        run is null ? Figures.None : $"{Figures.Error(run.TestErrorPct)} ({run.Seed})";

    private static string BySeed(DatasetFindings findings, Func<RunSummary, double?> error)
    {
        long[] seeds =
            [.. findings.Variants.SelectMany(variant => variant.Runs).Select(run => run.Seed).Distinct().Order()];
        if (seeds.Length > Math.Max(MostSeedsAcross, findings.Variants.Count))
            return DownTheSeeds(findings, seeds, error);
        return Markdown.Table(
            ["Variant", .. seeds.Select(seed => $"seed {seed}")],
            findings.Variants.Select(variant => new[] { Markdown.Code(variant.Variant) }
                .Concat(seeds.Select(seed => Cell(variant.Runs.FirstOrDefault(run => run.Seed == seed), error)))
                .ToArray()));
    }

    private static string DownTheSeeds(
        DatasetFindings findings, long[] seeds, Func<RunSummary, double?> error)
    {
        Dictionary<long, RunSummary>[] bySeed =
        [
            .. findings.Variants.Select(variant => variant.Runs.DistinctBy(run => run.Seed).ToDictionary(run => run.Seed)),
        ];
        return Markdown.Table(
            ["Seed", .. findings.Variants.Select(variant => Markdown.Code(variant.Variant))],
            seeds.Select(seed => new[] { $"{seed}" }
                .Concat(bySeed.Select(runs => Cell(runs.GetValueOrDefault(seed), error))).ToArray()));
    }

    private static string Cell(RunSummary? run, Func<RunSummary, double?> error) => run switch
    {
        null => Figures.None,
        { Status: RunStatus.Done } => Figures.Error(error(run)),
        _ => run.Status.ToString().ToLowerInvariant(),
    };
}
