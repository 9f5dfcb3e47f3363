using System.Text.Json.Nodes;
using LeNetLab.Results;

namespace LeNetLab.Reports.Charts;

/// <summary>Training and test error by epoch: the mean, the range over the seeds, and on demand each seed.</summary>
internal static class LearningCurves
{
    // Beyond this a page grows slow, and nobody tells one line from another.
    private const int MostPoints = 20_000;

    private static readonly (string Name, Func<EpochRow, double?> Error)[] Sets =
        [("Training error", epoch => epoch.TrainErrorPct), ("Test error", epoch => epoch.TestErrorPct)];

    /// <summary>The chart; null where no epoch was recorded.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="epochs">Those of each run.</param>
    public static Chart? Of(DatasetFindings findings, ILookup<string, EpochRow> epochs)
    {
        Point[] points =
        [
            .. from variant in findings.Variants
               from run in variant.Runs
               from epoch in epochs[run.RunId]
               from set in Sets
               let error = set.Error(epoch)
               where error is not null
               select new Point(set.Name, variant.Variant, run.Seed, epoch.Epoch, error.Value),
        ];
        if (points.Length == 0)
            return null;
        const string Description = "Training and test error of each variant after each epoch, in per cent: the mean over "
            + "the seeds as a line, their range as a band.";
        IEnumerable<JsonObject> rows = Means(points);
        if (points.Length <= MostPoints)
            rows = rows.Concat(points.Select(Seed));
        return new Chart(
            "learning-curves", "Learning curves", Description,
            ChartTemplate.Fill("learning-curves", Description, findings.Names, ("epochs", rows)));
    }

    private static IEnumerable<JsonObject> Means(Point[] points) =>
        from point in points
        group point.Error by (point.Set, point.Variant, point.Epoch) into errors
        select new JsonObject
        {
            ["set"] = errors.Key.Set,
            ["variant"] = errors.Key.Variant,
            ["epoch"] = errors.Key.Epoch,
            ["mean"] = errors.Average(),
            ["lowest"] = errors.Min(),
            ["highest"] = errors.Max(),
            ["seeds"] = errors.Count(),
        };

    private static JsonObject Seed(Point point) => new()
    {
        ["set"] = point.Set,
        ["variant"] = point.Variant,
        ["seed"] = point.Seed,
        ["epoch"] = point.Epoch,
        ["error"] = point.Error,
    };

    private readonly record struct Point(string Set, string Variant, long Seed, int Epoch, double Error);
}
