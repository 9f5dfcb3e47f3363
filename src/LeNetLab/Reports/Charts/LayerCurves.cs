using System.Text.Json.Nodes;
using LeNetLab.Results;

namespace LeNetLab.Reports.Charts;

/// <summary>Gradients, updates and saturation of each layer by epoch: medians over the seeds.</summary>
internal static class LayerCurves
{
    /// <summary>The chart; null where no layer was looked into.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="layers">Those of each run.</param>
    public static Chart? Of(DatasetFindings findings, ILookup<string, LayerRow> layers)
    {
        JsonObject[] rows =
        [
            .. from variant in findings.Variants
               from run in variant.Runs
               from row in layers[run.RunId]
               group row by (variant.Variant, row.Position, row.Layer, row.Epoch) into same
               orderby same.Key.Position
               select Row(same.Key.Variant, same.Key.Layer, same.Key.Epoch, [.. same]),
        ];
        if (rows.Length == 0)
            return null;
        const string Description = "For each layer with parameters and each variant, after each epoch: the norm of the "
            + "gradient, the norm of what the epoch added to the parameters over theirs, and the share of its outputs that "
            + "is saturated, in per cent; medians over the seeds.";
        return new Chart(
            "layers", "Layers", Description, ChartTemplate.Fill("layers", Description, findings.Names, ("layers", rows)));
    }

    private static JsonObject Row(string variant, string layer, int epoch, LayerRow[] rows) => new()
    {
        ["variant"] = variant,
        ["layer"] = layer,
        ["epoch"] = epoch,
        ["gradient"] = Positive(Median(rows, row => row.GradientNorm)),
        ["update"] = Positive(Median(rows, row => row.UpdateWeightRatio)),
        ["saturated"] = 100 * Median(rows, row => row.SaturatedFraction),
    };

    // A logarithm of 0 has no place on the axis.
    private static double? Positive(double? value) => value > 0 ? value : null;

    private static double? Median(LayerRow[] rows, Func<LayerRow, double?> value)
    {
        double[] sorted = [.. rows.Select(value).OfType<double>().Order()];
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
