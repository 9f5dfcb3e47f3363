using System.Text;
using LeNetLab.Naming;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>
/// The report's section about how the gap shrinks with the training set, where an experiment varies that.
/// </summary>
internal static class GapSection
{
    /// <summary>The section; nothing unless some variants differ in three sizes of the training set or more.</summary>
    /// <param name="curves">The curves on one dataset.</param>
    /// <param name="on">What tells the heading from that of another dataset.</param>
    public static string Of(IReadOnlyList<GapCurve> curves, string on)
    {
        if (curves.Count == 0)
            return "";
        var text = new StringBuilder($"\n## Gap and training-set size{on}\n\n");
        text.Append(Markdown.Table(
            ["Network", "Images", "n", "Train error %", "Test error %", "Gap %", "Gap % by the fit"],
            curves.SelectMany(curve => curve.Points.Select(point => new[]
            {
                Name(curve), point.Images.ToString("#,0"), $"{point.Models}", Figures.MeanAndSpread(point.Train),
                Figures.MeanAndSpread(point.Test), Figures.MeanAndSpread(point.Gap),
                Figures.Error(curve.Fit?.At(point.Images)),
            }))));
        text.Append('\n');
        foreach (GapCurve curve in curves)
            text.Append($"- {Name(curve)}: {Sentence(curve)}\n");
        text.Append("\nThe fit is E_test − E_train = k·(h/P)^α (LeCun et al. 1998, eq. 1), P the number of training "
            + "images: least squares through the logarithms of the mean gaps; k and h cannot be told apart by it. The "
            + "interval is of the seeds, by the jackknife and Student's t. The paper expects α between 0.5 and 1, and its "
            + "Fig. 6 (15,000 to 60,000 images) gives about 0.73.\n");
        return text.ToString();
    }

    /// <summary>α and its interval, and whose they are.</summary>
    public static string InWords(GapCurve curve, GapFit fit)
    {
        string interval = fit is { Low: { } low, High: { } high } ? $" ({low:0.00} to {high:0.00})" : "";
        string network = curve.Name.Length == 0 ? "" : $" with {Name(curve)}";
        return $"α = {fit.Alpha:0.00}{interval}{network}";
    }

    private static string Sentence(GapCurve curve) => curve.Fit switch
    {
        null => "a mean gap is not positive, so no power law fits.",
        { Low: { } low, High: { } high } fit =>
            $"α = {fit.Alpha:0.00}, 95 % interval {low:0.00} to {high:0.00}, "
            + $"over {Counted.Of(curve.Seeds, "seed")}.",
        var fit => $"α = {fit.Alpha:0.00}, without an interval from {Counted.Of(curve.Seeds, "seed")}.",
    };

    private static string Name(GapCurve curve) => curve.Name.Length == 0 ? "all" : Markdown.Code(curve.Name);
}
