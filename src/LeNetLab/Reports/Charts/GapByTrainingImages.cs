using System.Text.Json.Nodes;

namespace LeNetLab.Reports.Charts;

/// <summary>Errors and gap by the number of training images, with the fitted power law.</summary>
internal static class GapByTrainingImages
{
    /// <summary>The chart; null where the size of the training set was not varied.</summary>
    public static Chart? Of(IReadOnlyList<GapCurve> curves)
    {
        if (curves.Count == 0)
            return null;
        const string Description = "On the left the mean training and test error by the number of training images; on "
            + "the right the gap of each seed, both axes logarithmic, with the fitted line, whose slope is −α.";
        JsonObject[] sizes = [.. curves.SelectMany(Sizes)], fits = [.. curves.SelectMany(Fit)];
        JsonObject specification =
            ChartTemplate.Fill("gap-by-training-images", Description, ("sizes", sizes), ("fits", fits));
        bool gaps = sizes.Any(size => size["gap"]?.GetValue<double>() > 0);
        LeaveOutWhatIsEmpty(specification["hconcat"]!.AsArray(), gaps, fits.Length > 0);
        return new Chart("gap-by-training-images", "Gap and training-set size", Description, specification);
    }

    // Axes of nothing have no ends.
    private static void LeaveOutWhatIsEmpty(JsonArray panels, bool gaps, bool fits)
    {
        if (!fits)
            panels[1]!["layer"]!.AsArray().RemoveAt(1);
        if (!gaps)
            panels.RemoveAt(1);
    }

    private static IEnumerable<JsonObject> Sizes(GapCurve curve) =>
        from point in curve.Points
        from run in point.Runs
        select new JsonObject
        {
            ["network"] = curve.Name,
            ["images"] = point.Images,
            ["seed"] = run.Seed,
            ["training"] = run.TrainErrorPct,
            ["test"] = run.TestErrorPct,
            ["gap"] = run.GapPct,
        };

    private static IEnumerable<JsonObject> Fit(GapCurve curve) => curve.Fit is not { } fit ? [] :
        curve.Points.Select(point => new JsonObject
        {
            ["network"] = curve.Name,
            ["images"] = point.Images,
            ["gap"] = fit.At(point.Images),
        });
}
