using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Statistics;
using LeNetLab.Sweeps;

namespace LeNetLab.Reports;

/// <summary>The report's section about what was tried for each variant, what was taken, and what that changed.</summary>
internal static class TuningSection
{
    /// <summary>The section; empty where nothing is tuned.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="trials">The experiment's trials, in its order.</param>
    public static string Of(IReadOnlyList<DatasetFindings> findings, IReadOnlyList<TrialSummary> trials)
    {
        if (trials.Count == 0)
            return "";
        (string Variant, IReadOnlyList<TriedSetting> Tried)[] variants = [.. TriedSetting.ByVariant(trials)];
        string[] seeds = [.. trials.Select(trial => trial.Seed).Distinct().Select(seed => $"{seed}")];
        return "\n## Tuning\n\n"
            + $"For each variant {Counted.Of(variants.Max(variant => variant.Tried.Count), "setting")} were tried, "
            + $"each with {Counted.Of(seeds.Length, "seed")} that the experiment itself has not "
            + $"({string.Join(", ", seeds)}), and judged on images held out of the training set. The lowest mean "
            + "validation error was taken, of equal ones the first; what diverged with any seed was not. The test images "
            + "chose nothing.\n\n"
            + string.Concat(findings.Select(found => SideBySide(found, variants)))
            + $"\nWhat was tried:\n\n{Table(variants)}";
    }

    private static string SideBySide(
        DatasetFindings found, (string Variant, IReadOnlyList<TriedSetting> Tried)[] variants) => Markdown.Table(
        ["Variant", "Taken", "Own settings, test error %", "Tuned, test error %", "Change, points"],
        variants.Select(variant =>
        {
            VariantSummary? own = found.Variants.FirstOrDefault(summary => summary.Variant == variant.Variant);
            VariantSummary? tuned = found.Variants.FirstOrDefault(summary => summary.TunedFrom == variant.Variant);
            Comparison? change = found.Family.Tuning.FirstOrDefault(comparison => comparison.B == tuned);
            return new[]
            {
                Markdown.Code(variant.Variant), Taken(variant.Variant, variant.Tried),
                Figures.MeanAndSpread(own?.TestError), Figures.MeanAndSpread(tuned?.TestError),
                tuned is not null && tuned.IsSameAs(own) ? "the same runs" : Figures.Points(change?.Differences.Mean),
            };
        }));

    private static string Taken(string variant, IReadOnlyList<TriedSetting> tried)
    {
        if (TriedSetting.Best(tried) is not { } best)
            return tried.All(setting => setting.IsOver) ? "all diverged" : "not chosen yet";
        return Markdown.Code(Settings(variant, best))
            + (TriedSetting.IsBestAtAnEnd(tried) ? ", at an end of the list" : "");
    }

    private static string Table((string Variant, IReadOnlyList<TriedSetting> Tried)[] variants) => Markdown.Table(
        ["Variant", "Tried", "Trials", "Validation error %", "Diverged", "Taken"],
        variants.SelectMany(variant => variant.Tried.Select(setting => new[]
        {
            Markdown.Code(variant.Variant), Markdown.Code(Settings(variant.Variant, setting)),
            $"{setting.Trials.Count}",
            Figures.MeanAndSpread(Sample.OfAny(
                [.. setting.Trials.Select(trial => trial.ValidationErrorPct).OfType<double>()])),
            $"{setting.Diverged}", setting == TriedSetting.Best(variant.Tried) ? "taken" : "",
        })));

    private static string Settings(string variant, TriedSetting setting) =>
        setting.Name[(variant.Length + Tuning.TriedMark.Length)..];
}
