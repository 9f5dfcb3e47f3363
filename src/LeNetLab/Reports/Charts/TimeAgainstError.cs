using System.Text.Json.Nodes;
using LeNetLab.Results;

namespace LeNetLab.Reports.Charts;

/// <summary>What each variant costs, and what it gives for that.</summary>
internal static class TimeAgainstError
{
    // Of the dearest variant's mean time to the cheapest's: what differs less says nothing about what errors cost.
    private const double LeastRatio = 1.25;

    /// <summary>The chart; null where no variant takes notably longer than another.</summary>
    public static Chart? Of(DatasetFindings findings)
    {
        double[] means = [.. findings.Variants.Select(variant => variant.Seconds?.Mean ?? 0).Where(mean => mean > 0)];
        if (means.Length < 2 || means.Max() < LeastRatio * means.Min())
            return null;
        JsonObject[] rows =
        [
            .. from variant in findings.Variants
               from run in variant.Runs
               where run.Status == RunStatus.Done && run.TrainSeconds > 0
               select new JsonObject
               {
                   ["variant"] = variant.Variant,
                   ["seed"] = run.Seed,
                   ["seconds"] = run.TrainSeconds,
                   ["error"] = run.TestErrorPct,
                   ["run"] = run.RunId,
               },
        ];
        const string Description = "Test error of each run, in per cent, by the seconds that its training took; a diamond "
            + "for each variant's means.";
        return new Chart(
            "time-against-error", "Time against error", Description,
            ChartTemplate.Fill("time-against-error", Description, findings.Names, ("runs", rows)));
    }
}
