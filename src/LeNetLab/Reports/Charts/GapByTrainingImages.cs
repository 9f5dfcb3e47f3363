using System.Text.Json.Nodes;

namespace LeNetLab.Reports.Charts;

/// <summary>Errors and gap by the number of training images, with the fitted power law.</summary>
internal static class GapByTrainingImages
{
    /// <summary>The chart; null where the size of the training set was not varied.</summary>
    /// <param name="all">In the order of the spec.</param>
    /// <param name="most">How many can be told apart.</param>
    public static Chart? Of(IReadOnlyList<GapCurve> all, int most)
    {
        if (all.Count == 0)
            return null;
        GapCurve[] curves = [.. all.Intersect(all.OrderBy(curve => curve.Points[^1].Test.Mean).Take(most))];
        const string Description = "The mean training and test error by the number of training images; and the gap of "
            + "each seed, both axes logarithmic, with the fitted line, whose slope is −α.";
        JsonObject[] sizes = [.. curves.SelectMany(Sizes)], fits = [.. curves.SelectMany(Fit)];
        JsonObject specification = ChartTemplate.Fill(
            "gap-by-training-images", Description, [.. curves.Select(curve => curve.Name)], ("sizes", sizes), ("fits", fits));
        bool gaps = sizes.Any(size => size["gap"]?.GetValue<double>() > 0);
        LeaveOutWhatIsEmpty(specification["concat"]!.AsArray(), gaps, fits.Length > 0);
        string note = curves.Length == all.Count ? ""
            : $" Shown are the {curves.Length} of {all.Count} networks with the lowest mean test errors on most images.";
        return new Chart("gap-by-training-images", "Gap and training-set size", Description, specification).With(note);
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
            ["Training error"] = run.TrainErrorPct,
            ["Test error"] = run.TestErrorPct,
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
