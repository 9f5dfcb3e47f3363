using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>The report's section about gradients, updates and activations, layer by layer.</summary>
internal static class LayerSection
{
    private const string Output = "output";

    /// <summary>The section; nothing if no layers were recorded.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="rows">Of all the experiment's runs.</param>
    /// <param name="on">What tells the heading from that of another dataset.</param>
    public static string Of(DatasetFindings findings, IReadOnlyList<LayerRow> rows, string on)
    {
        ILookup<string, LayerRow> byRun = rows.ToLookup(row => row.RunId);
        string[][] table =
        [
            .. findings.Variants.Select(variant => Line(
                variant.Variant,
                [
                    .. variant.Runs.Where(run => run.Status == RunStatus.Done).Select(run => Flow.Of(byRun[run.RunId]))
                        .OfType<Flow>(),
                ])).OfType<string[]>(),
        ];
        return table.Length == 0 ? "" : $"\n## Layers{on}\n\n"
            + Markdown.Table(
                ["Variant", "n", "Gradient bottom/top, epoch 1", "last", "Update/weight of the bottom, epoch 1", "last",
                 "Saturated % bottom, epoch 1", "last", "Saturated % top, epoch 1", "last", "Dead units"],
                table)
            + "\nMedians over the seeds that are done. The bottom is the first layer with parameters, the top the last "
            + "before the output; gradients are the norms of their parameters' gradients on 256 training images, an "
            + "update is what a whole epoch adds to the parameters. Dead units are those of all layers that are "
            + "saturated wherever one of those images puts them, after the last epoch. Every layer and epoch is in the "
            + "table `layer_stats`, which docs/database.md describes.\n";
    }

    private static string[]? Line(string variant, Flow[] runs) => runs.Length == 0 ? null :
    [
        Markdown.Code(variant), $"{runs.Length}",
        Ratio(runs, run => run.First.Gradients), Ratio(runs, run => run.Last.Gradients),
        Ratio(runs, run => run.First.Update), Ratio(runs, run => run.Last.Update),
        Share(runs, run => run.First.SaturatedBottom), Share(runs, run => run.Last.SaturatedBottom),
        Share(runs, run => run.First.SaturatedTop), Share(runs, run => run.Last.SaturatedTop),
        Median(runs, run => run.Last.Dead)?.ToString("0.#") ?? Figures.None,
    ];

    private static string Ratio(Flow[] runs, Func<Flow, double?> value) =>
        Median(runs, value)?.ToString("G2").Replace('-', '−') ?? Figures.None;

    private static string Share(Flow[] runs, Func<Flow, double?> value) =>
        Median(runs, value) is { } share ? (100 * share).ToString("0.0") : Figures.None;

    private static double? Median(Flow[] runs, Func<Flow, double?> value) =>
        Sample.OfAny([.. runs.Select(value).OfType<double>()])?.Median;

    /// <summary>One run's first and last epoch.</summary>
    private sealed record Flow(Moment First, Moment Last)
    {
        public static Flow? Of(IEnumerable<LayerRow> rows)
        {
            ILookup<int, LayerRow> byEpoch = rows.ToLookup(row => row.Epoch);
            return byEpoch.Count == 0
                ? null
                : new Flow(
                    Moment.Of([.. byEpoch[byEpoch.Min(epoch => epoch.Key)]]),
                    Moment.Of([.. byEpoch[byEpoch.Max(epoch => epoch.Key)]]));
        }
    }

    /// <summary>One epoch's figures.</summary>
    private sealed record Moment(
        double? Gradients, double? Update, double? SaturatedBottom, double? SaturatedTop, double? Dead)
    {
        public static Moment Of(LayerRow[] layers)
        {
            LayerRow bottom = layers.MinBy(layer => layer.Position)!;
            LayerRow top = layers.Where(layer => layer.Layer != Output).MaxBy(layer => layer.Position) ?? bottom;
            return new Moment(
                top.GradientNorm > 0 ? bottom.GradientNorm / top.GradientNorm : null, bottom.UpdateWeightRatio,
                bottom.SaturatedFraction, top.SaturatedFraction,
                layers.Any(layer => layer.DeadUnits is not null) ? layers.Sum(layer => layer.DeadUnits) : null);
        }
    }
}
