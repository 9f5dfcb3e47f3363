using System.Text.Json.Nodes;
using LeNetLab.Results;

namespace LeNetLab.Reports.Charts;

/// <summary>Which digits each variant takes for which, the mean over its runs.</summary>
internal static class ConfusionMatrices
{
    private const int Classes = 10;

    /// <summary>The chart; null where no predictions are stored.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="labels">The classes of its test images; null where they are not stored.</param>
    /// <param name="predictions">What a run said of each, by its id; null where that is not stored.</param>
    public static Chart? Of(DatasetFindings findings, byte[]? labels, Func<string, byte[]?> predictions)
    {
        if (labels is null || !AreClasses(labels))
            return null;
        JsonObject[] rows =
            [.. findings.Variants.SelectMany(variant => Rows(variant, labels, predictions))];
        if (rows.Length == 0)
            return null;
        const string Description = "For each variant how many test images of a true class were said to be of another, the "
            + "mean over its runs; what was said rightly is left out.";
        return new Chart(
            "confusion", "What is taken for what", Description,
            ChartTemplate.Fill("confusion", Description, findings.Names, ("counts", rows)));
    }

    // A damaged database is make verify's to name; a report shows what is whole.
    private static bool AreClasses(byte[] stored) =>
        !stored.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)(Classes - 1));

    private static IEnumerable<JsonObject> Rows(
        VariantSummary variant, byte[] labels, Func<string, byte[]?> predictions)
    {
        byte[][] said =
        [
            .. variant.Runs.Where(run => run.Status == RunStatus.Done).Select(run => predictions(run.RunId))
                .OfType<byte[]>()
                .Where(classes => classes.Length == labels.Length && AreClasses(classes)),
        ];
        if (said.Length == 0)
            yield break;
        var counts = new int[Classes, Classes];
        foreach (byte[] classes in said)
        {
            for (int image = 0; image < labels.Length; image++)
                counts[labels[image], classes[image]]++;
        }

        for (int right = 0; right < Classes; right++)
        {
            for (int other = 0; other < Classes; other++)
            {
                yield return new JsonObject
                {
                    ["variant"] = variant.Variant,
                    ["true"] = right,
                    ["said"] = other,
                    ["images"] = counts[right, other] / (double)said.Length,
                };
            }
        }
    }
}
