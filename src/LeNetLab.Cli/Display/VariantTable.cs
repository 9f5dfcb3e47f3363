using LeNetLab.Results;
using Spectre.Console;

namespace LeNetLab.Cli.Display;

/// <summary>What came out, mean errors in per cent, a line for each variant; the lowest test error first.</summary>
internal static class VariantTable
{
    // What 80 columns leave beside the figures; a longer name is broken at its spaces.
    private const int LongestUnbroken = 28;

    /// <summary>Draws the table.</summary>
    /// <param name="runs">The runs of one experiment.</param>
    public static Table Of(IReadOnlyList<RunSummary> runs)
    {
        var table = new Table { Border = TableBorder.Simple };
        var names = new TableColumn("variant");
        table.AddColumn(runs.Any(run => run.Variant.Length > LongestUnbroken) ? names : names.NoWrap());
        foreach (string column in new[] { "runs", "test %", "best", "worst", "train %", "gap" })
            table.AddColumn(new TableColumn(new Text(column)).RightAligned().NoWrap());
        foreach (IGrouping<string, RunSummary> variant in runs
            .GroupBy(run => run.Variant).OrderBy(group => group.Average(run => run.TestErrorPct) ?? double.MaxValue))
        {
            double[] errors = [.. variant.Select(run => run.TestErrorPct).OfType<double>()];
            table.AddRow(
                new Text(variant.Key), new Text(Count(variant)), Number(errors.Length > 0 ? errors.Average() : null),
                Number(errors.Length > 0 ? errors.Min() : null), Number(errors.Length > 0 ? errors.Max() : null),
                Number(variant.Average(run => run.TrainErrorPct)), Number(variant.Average(run => run.GapPct)));
        }

        return table;
    }

    private static string Count(IGrouping<string, RunSummary> variant)
    {
        int done = variant.Count(run => run.Status == RunStatus.Done);
        return done == variant.Count() ? $"{done}" : $"{done} of {variant.Count()}";
    }

    private static Text Number(double? value) => new(value is { } number ? $"{number:0.00}" : "–");
}
