using System.Text.Json.Nodes;
using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports.Charts;

/// <summary>Training error, test error and gap of each variant: every seed, the mean and its interval.</summary>
internal static class ErrorsByVariant
{
    // More dots than this make a page slow, and hide each other.
    private const int MostDots = 6_000;

    // Of a name on the axis, in pixels.
    private const int LineHeight = 12;

    private static readonly (string Name, Func<RunSummary, double?> Percent)[] Figures =
    [
        ("Training error", run => run.TrainErrorPct), ("Test error", run => run.TestErrorPct),
        ("Gap", run => run.GapPct),
    ];

    /// <summary>The chart; null where no run is done.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="marked">
    /// Those that other charts show: they have the same colour and shape here, and all others are grey.
    /// </param>
    public static Chart? Of(DatasetFindings findings, IReadOnlyList<string> marked)
    {
        if (findings.Done == 0)
            return null;
        bool dots = findings.Done * Figures.Length <= MostDots;
        string description = "Training error, test error and gap of each variant, in per cent: "
            + (dots ? "a dot for each seed, " : "")
            + "a tick for the mean over the seeds and a line for its 95 % interval by Student's t."
            + (dots && marked.Count < findings.Variants.Count
                ? $" The {marked.Count} that other charts show have their colours and shapes; the others are grey."
                : "");
        IEnumerable<JsonObject> rows =
            from variant in findings.Variants
            from figure in Figures
            from row in Rows(variant, figure.Name, figure.Percent, marked.Contains(variant.Variant))
            where dots || row.ContainsKey("mean")
            select row;
        JsonObject specification = ChartTemplate.Fill("errors-by-variant", description, marked, ("runs", rows));
        JsonNode height = specification["spec"]!["height"]!;
        height["step"] = Math.Max(height["step"]!.GetValue<int>(), LineHeight * (1 + findings.Names.Max(Lines)));
        return new Chart("errors-by-variant", "Errors and gap", description, specification);
    }

    // The axis gives each part of a name a line.
    private static int Lines(string name) => name.Split(", ").Length;

    private static IEnumerable<JsonObject> Rows(
        VariantSummary variant, string figure, Func<RunSummary, double?> percent, bool marked)
    {
        RunSummary[] done = [.. variant.Runs.Where(run => percent(run) is not null).DistinctBy(run => run.Outcome)];
        foreach (RunSummary run in done)
        {
            yield return new JsonObject
            {
                ["figure"] = figure,
                ["variant"] = variant.Variant,
                ["look"] = marked ? variant.Variant : null,
                ["seed"] = run.Seed,
                ["percent"] = percent(run),
                ["run"] = run.RunId,
            };
        }

        if (Sample.OfAny([.. done.Select(run => percent(run)!.Value)]) is not { } sample)
            yield break;
        Interval? interval = MeanInterval.Of(sample);
        yield return new JsonObject
        {
            ["figure"] = figure,
            ["variant"] = variant.Variant,
            ["mean"] = sample.Mean,
            ["low"] = interval?.Low ?? sample.Mean,
            ["high"] = interval?.High ?? sample.Mean,
            ["seeds"] = sample.Count,
        };
    }
}
