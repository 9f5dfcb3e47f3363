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

    private const string Later = "> ";

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
        string[][] cells =
            [.. variants.Select(variant => Targets.Select(target => Cell(variant.Runs, target.Epoch)).ToArray())];
        return $"\n## Epochs to accuracy{on}\n\n"
            + Markdown.Table(
                ["Variant", "Runs", .. Targets.Select(target => target.Name)],
                variants.Zip(cells, (variant, row) => new[]
                {
                    Markdown.Code(variant.Variant), $"{variant.Runs.Length}",
                }.Concat(row).ToArray()))
            + "\nThe first epoch after which so much of the test set was right: the median over the runs that are done "
            + "or diverged, and in brackets how many of them came to it at all. "
            + Censored(cells.SelectMany(row => row))
            + "It is told after the fact, and nothing was chosen by it.\n";
    }

    // What the table says, not an example of it: a reader looks for the sign in it.
    private static string Censored(IEnumerable<string> cells)
    {
        string[] later =
        [
            .. cells.Where(cell => cell.StartsWith(Later, StringComparison.Ordinal)).Select(cell => cell.Split(" (")[0])
                .Distinct(),
        ];
        return later.Length == 0 ? "" :
            "Runs that never came to it count as later than their last epoch: a median of "
            + string.Join(" or ", later.Select(sign => $"\"{sign}\"")) + " says no more than that. ";
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
            : $"{Later}{runs.Max(run => run.Epochs)}";
        return $"{median} ({count})";
    }
}
