using LeNetLab.Results;

namespace LeNetLab.Reports;

/// <summary>The report's section about how soon each variant came to what accuracy.</summary>
internal static class AccuracySection
{
    private static readonly (string Name, Func<AccuracyRow, int?> Epoch)[] Targets =
    [
        ("90 %", row => row.To90Pct), ("95 %", row => row.To95Pct), ("98 %", row => row.To98Pct),
        ("99 %", row => row.To99Pct),
    ];

    /// <summary>The section; nothing if no run has ended.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="rows">Of all the experiment's runs.</param>
    /// <param name="on">What tells the heading from that of another dataset.</param>
    public static string Of(DatasetFindings findings, IReadOnlyList<AccuracyRow> rows, string on)
    {
        Dictionary<string, AccuracyRow> byRun = rows.ToDictionary(row => row.RunId);
        (string Variant, AccuracyRow[] Runs)[] variants =
        [
            .. findings.Variants.Select(variant => (variant.Variant, variant.Runs
                .Where(run => byRun.ContainsKey(run.RunId)).Select(run => byRun[run.RunId]).ToArray())),
        ];
        if (variants.All(variant => variant.Runs.Length == 0))
            return "";
        return $"\n## Epochs to accuracy{on}\n\n"
            + Markdown.Table(
                ["Variant", "Runs", .. Targets.Select(target => target.Name)],
                variants.Select(variant => new[] { Markdown.Code(variant.Variant), $"{variant.Runs.Length}" }
                    .Concat(Targets.Select(target => Cell(variant.Runs, target.Epoch))).ToArray()))
            + "\nThe first epoch after which so much of the test set was right: the median over the runs that are done "
            + "or diverged, and in brackets how many of them came to it at all. Those that did not are censored: they "
            + "count as later than their last epoch, so a median of \"> 8\" says no more than that. It is told after "
            + "the fact, and nothing was chosen by it.\n";
    }

    private static string Cell(AccuracyRow[] runs, Func<AccuracyRow, int?> epoch)
    {
        if (runs.Length == 0)
            return Figures.None;
        int?[] reached = [.. runs.Select(epoch).OrderBy(value => value ?? int.MaxValue)];
        int count = reached.Count(value => value is not null);

        // The lower of two middle ones: between an epoch and none there is no mean.
        string median = reached[(reached.Length - 1) / 2] is { } middle
            ? $"{middle}"
            : $"> {runs.Max(run => run.Epochs)}";
        return $"{median} ({count})";
    }
}
