using System.Text;
using LeNetLab.Results;

namespace LeNetLab.Reports;

/// <summary>The report's sections about what was found on one dataset.</summary>
internal static class FindingsSections
{
    /// <summary>Answer, variants, values by seed, comparisons, failures.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="on">What tells the headings from those of another dataset; mostly empty.</param>
    public static string Of(DatasetFindings findings, string on)
    {
        var text = new StringBuilder();
        text.Append($"\n## Answer{on}\n\n{Answer.Of(findings)}\n");
        text.Append($"\n## Variants{on}\n\n{Variants(findings)}");
        text.Append($"\n## Test error by seed{on}\n\n{BySeed(findings, run => run.TestErrorPct)}");
        text.Append($"\n## Training error by seed{on}\n\n{BySeed(findings, run => run.TrainErrorPct)}");
        if (findings.Comparisons.Count > 0)
            text.Append($"\n## Paired comparisons{on}\n\n{Comparisons(findings)}");
        return text.ToString();
    }

    private static string Variants(DatasetFindings findings) =>
        Markdown.Table(
            ["Variant", "n", "Train error %", "Test error %", "Gap %", "Best (seed)", "Worst (seed)", "Epochs to 98 %",
             "Seconds", "Images/s", "Parameters", "Diverged", "Failed"],
            findings.Variants.Select(variant => new[]
            {
                Markdown.Code(variant.Variant), $"{variant.Done}",
                Figures.MeanAndSpread(variant.TrainError), Figures.MeanAndSpread(variant.TestError),
                Figures.MeanAndSpread(variant.Gap), WithSeed(variant.Best), WithSeed(variant.Worst), ToTarget(variant),
                Figures.MeanAndSpread(variant.Seconds, "0.0"),
                variant.ImagesPerSecond?.Mean.ToString("#,0") ?? Figures.None,
                variant.Parameters.ToString("#,0"), $"{variant.Diverged}", $"{variant.Failed}",
            }))
        + "\nMean ± SD (n − 1 in its denominator) over the n seeds that are done, at the last epoch; gap is test minus "
        + "training error. Epochs to 98 % is the mean over the seeds that came to 98 % of the test images right; those "
        + "that never did are counted, not averaged. Seconds are of training alone, evaluation left out, with "
        + "whatever else the machine was doing.\n";

    private static string ToTarget(VariantSummary variant)
    {
        if (variant.Done == 0)
            return Figures.None;
        string mean = variant.EpochsToTarget?.Mean.ToString("0.0") ?? "never";
        return variant.NeverReached == 0 ? mean
            : variant.EpochsToTarget is null ? $"never ({variant.Done} of {variant.Done})"
            : $"{mean} ({variant.NeverReached} of {variant.Done} never)";
    }

    private static string WithSeed(RunSummary? run) =>
        run is null ? Figures.None : $"{Figures.Error(run.TestErrorPct)} ({run.Seed})";

    private static string BySeed(DatasetFindings findings, Func<RunSummary, double?> error)
    {
        long[] seeds =
            [.. findings.Variants.SelectMany(variant => variant.Runs).Select(run => run.Seed).Distinct().Order()];
        return Markdown.Table(
            ["Variant", .. seeds.Select(seed => $"seed {seed}")],
            findings.Variants.Select(variant => new[] { Markdown.Code(variant.Variant) }
                .Concat(seeds.Select(seed => Cell(variant.Runs.FirstOrDefault(run => run.Seed == seed), error)))
                .ToArray()));
    }

    private static string Cell(RunSummary? run, Func<RunSummary, double?> error) => run switch
    {
        null => Figures.None,
        { Status: RunStatus.Done } => Figures.Error(error(run)),
        _ => run.Status.ToString().ToLowerInvariant(),
    };

    private static string Comparisons(DatasetFindings findings)
    {
        bool exact = findings.Comparisons.All(comparison => comparison.Differences.IsExact);
        return $"Each variant against {Markdown.Code(findings.Best!.Variant)}, seed by seed.\n\n"
            + Markdown.Table(
                ["Variant", "Pairs", "Mean difference, points", "p", "p, Holm-adjusted"],
                findings.Comparisons.Select(comparison => new[]
                {
                    Markdown.Code(comparison.Variant.Variant), $"{comparison.Differences.Pairs.Count}",
                    Figures.Points(comparison.Differences.Mean), Figures.P(comparison.P),
                    Figures.P(comparison.AdjustedP),
                }))
            + $"\nTwo-sided {(exact ? "exact sign-flip test" : "sign-flip test, sampled beyond 40 pairs")}. "
            + "The best was picked by the same runs, which favours it: among variants that are all alike, five to eight experiments in a hundred would claim a difference at 5 %. A close call wants fresh seeds.\n";
    }
}
