using System.Globalization;
using System.Text;
using LeNetLab.Data.Distortions;
using LeNetLab.Results;
using LeNetLab.Statistics;
using LeNetLab.Sweeps.Robustness;

namespace LeNetLab.Reports;

/// <summary>The report's section about what the trained networks bear.</summary>
internal static class RobustnessSection
{
    /// <summary>The section; nothing if nothing was measured.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="rows">Of all the experiment's runs.</param>
    /// <param name="on">What tells the heading from that of another dataset.</param>
    public static string Of(DatasetFindings findings, IReadOnlyList<RobustnessRow> rows, string on)
    {
        HashSet<string> ids = [.. findings.Variants.SelectMany(variant => variant.Runs).Select(run => run.RunId)];
        RobustnessRow[] own = [.. rows.Where(row => ids.Contains(row.RunId))];
        if (own.Length == 0)
            return "";
        ILookup<(string, double), RobustnessRow> byKind = own.ToLookup(row => (row.Transform, row.Amount));
        var text = new StringBuilder($"\n## Invariance{on}\n\n");
        text.Append(
            "Test error % of the trained networks on test images that were altered: the mean over the seeds that were "
            + $"measured ({Seeds(findings, own)} each), on the first {Images(own)} test images. None of these images was "
            + "trained on. The columns that stand for no change are those images as they are.\n");
        foreach (ImageTransform transform in ImageTransform.All)
            text.Append(Table(transform, findings, byKind));
        return text.ToString();
    }

    private static string Table(
        ImageTransform transform, DatasetFindings findings, ILookup<(string, double), RobustnessRow> byKind)
    {
        double[] amounts = [.. transform.Amounts.Append(transform.Neutral).Order()];
        return $"\n`{transform.Name}`, {transform.Unit}:\n\n" + Markdown.Table(
            ["Variant", .. amounts.Select(Amount)],
            findings.Variants.Select(variant => new[] { Markdown.Code(variant.Variant) }
                .Concat(amounts.Select(amount => Mean(variant, byKind[amount == transform.Neutral
                    ? (RobustnessMeter.Untouched, 0)
                    : (transform.Name, amount)])))
                .ToArray()));
    }

    private static string Mean(VariantSummary variant, IEnumerable<RobustnessRow> rows)
    {
        HashSet<string> ids = [.. variant.Runs.Select(run => run.RunId)];
        double[] errors = [.. rows.Where(row => ids.Contains(row.RunId)).Select(row => row.TestErrorPct)];
        return errors.Length == 0 ? Figures.None : Figures.Error(Sample.Of(errors).Mean);
    }

    private static string Seeds(DatasetFindings findings, RobustnessRow[] rows)
    {
        HashSet<string> measured = [.. rows.Select(row => row.RunId)];
        return Figures.FromTo(
            findings.Variants.Select(variant => variant.Runs.Count(run => measured.Contains(run.RunId))));
    }

    private static string Images(RobustnessRow[] rows) => Figures.FromTo(rows.Select(row => row.Images));

    private static string Amount(double amount) =>
        amount.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');
}
