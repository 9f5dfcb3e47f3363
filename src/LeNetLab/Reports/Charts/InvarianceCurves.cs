using System.Text.Json.Nodes;
using LeNetLab.Data.Distortions;
using LeNetLab.Results;
using LeNetLab.Sweeps.Robustness;

namespace LeNetLab.Reports.Charts;

/// <summary>Test error by how far the test images were altered.</summary>
internal static class InvarianceCurves
{
    /// <summary>The chart; null where nothing was measured.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="measured">Those of each run.</param>
    public static Chart? Of(DatasetFindings findings, ILookup<string, RobustnessRow> measured)
    {
        JsonObject[] rows =
        [
            .. from transform in ImageTransform.All
               from variant in findings.Variants
               from amount in transform.Amounts.Append(transform.Neutral).Order()
               let errors = Errors(variant, measured, transform, amount)
               where errors.Length > 0
               select new JsonObject
               {
                   ["transform"] = $"{transform.Name}, {transform.Unit}",
                   ["variant"] = variant.Variant,
                   ["amount"] = amount,
                   ["error"] = errors.Average(),
               },
        ];
        if (rows.Length == 0)
            return null;
        const string Description = "Mean test error of each variant's trained networks, in per cent, on test images that "
            + "were shifted, scaled, rotated, sheared, thickened or made noisy, by how much.";
        return new Chart(
            "invariance", "Invariance", Description, ChartTemplate.Fill("invariance", Description, findings.Names, ("altered", rows)));
    }

    private static double[] Errors(
        VariantSummary variant, ILookup<string, RobustnessRow> measured, ImageTransform transform, double amount)
    {
        (string kind, double by) = amount == transform.Neutral
            ? (RobustnessMeter.Untouched, 0)
            : (transform.Name, amount);
        return
        [
            .. variant.Runs.SelectMany(run => measured[run.RunId])
                .Where(row => row.Transform == kind && row.Amount == by).Select(row => row.TestErrorPct),
        ];
    }
}
