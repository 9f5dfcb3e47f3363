using System.Text.Json.Nodes;
using LeNetLab.Results;

namespace LeNetLab.Reports.Charts;

/// <summary>What each variant costs, and what it gives for that.</summary>
internal static class TimeAgainstError
{
    /// <summary>The chart; null where no run has a time.</summary>
    public static Chart? Of(DatasetFindings findings)
    {
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
        if (rows.Length == 0)
            return null;
        const string Description = "Test error of each run, in per cent, by the seconds that its training took; a diamond "
            + "for each variant's means.";
        return new Chart(
            "time-against-error", "Time against error", Description,
            ChartTemplate.Fill("time-against-error", Description, ("runs", rows)));
    }
}
