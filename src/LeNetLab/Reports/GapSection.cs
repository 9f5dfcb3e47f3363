using System.Text;
using LeNetLab.Numerics;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>
/// The report's section about how the gap shrinks with the training set, where an experiment varies that.
/// </summary>
internal static class GapSection
{
    /// <summary>
    /// What may differ between the sizes of one curve: more epochs for fewer images are still the same question.
    /// </summary>
    private static readonly string[] Varied =
        ["training.train_images", "training.epochs", "training.validation_images"];

    /// <summary>The section; nothing unless some variants differ in three sizes of the training set or more.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="settings">The settings of each variant.</param>
    /// <param name="on">What tells the heading from that of another dataset.</param>
    public static string Of(
        DatasetFindings findings, IReadOnlyList<(string Variant, IReadOnlyList<Setting> Settings)> settings, string on)
    {
        Dictionary<string, IReadOnlyList<Setting>> byVariant =
            settings.ToDictionary(variant => variant.Variant, variant => variant.Settings);
        Curve[] curves =
        [
            .. findings.Variants.Where(variant => variant.Done > 0 && byVariant.ContainsKey(variant.Variant))
                .GroupBy(variant => string.Join('\n', Shared(byVariant[variant.Variant])))
                .Select(group => Curve.Of([.. group], Shared(byVariant[group.First().Variant])))
                .OfType<Curve>(),
        ];
        if (curves.Length == 0)
            return "";
        var text = new StringBuilder($"\n## Gap and training-set size{on}\n\n");
        text.Append(Markdown.Table(
            ["Network", "Images", "n", "Train error %", "Test error %", "Gap %", "Gap % by the fit"],
            curves.SelectMany(curve => curve.Points.Select(point => new[]
            {
                Name(curve, curves), point.Images.ToString("#,0"), $"{point.Seeds}", Figures.MeanAndSpread(point.Train),
                Figures.MeanAndSpread(point.Test), Figures.MeanAndSpread(point.Gap),
                Figures.Error(curve.Fit?.At(point.Images)),
            }))));
        text.Append('\n');
        foreach (Curve curve in curves)
            text.Append($"- {Name(curve, curves)}: {Sentence(curve)}\n");
        text.Append("\nThe fit is E_test − E_train = k·(h/P)^α (LeCun et al. 1998, eq. 1), P the number of training "
            + "images: least squares through the logarithms of the mean gaps; k and h cannot be told apart by it. The "
            + "interval is of the seeds, drawn anew with replacement; with few seeds it is too narrow. The paper "
            + "expects α between 0.5 and 1, and its Fig. 6 (15,000 to 60,000 images) gives about 0.73.\n");
        return text.ToString();
    }

    private static string Sentence(Curve curve) => curve.Fit switch
    {
        null => "a mean gap is not positive, so no power law fits.",
        { Low: { } low, High: { } high } fit =>
            $"α = {fit.Alpha:0.00}, 95 % interval {low:0.00} to {high:0.00}, "
            + $"over {Figures.Count(curve.Seeds, "seed")}.",
        var fit => $"α = {fit.Alpha:0.00}, without an interval from {Figures.Count(curve.Seeds, "seed")}.",
    };

    private static IReadOnlyList<Setting> Shared(IReadOnlyList<Setting> settings) =>
        [.. settings.Where(setting => !Varied.Contains(setting.Path))];

    /// <summary>What tells a curve from the others.</summary>
    private static string Name(Curve curve, Curve[] all)
    {
        string[] own =
        [
            .. curve.Settings.Where(setting => all.Any(other => !other.Settings.Contains(setting)))
                .Select(setting => $"{setting.Path[(setting.Path.IndexOf('.') + 1)..]}={setting.Value}"),
        ];
        return own.Length == 0 ? "all" : Markdown.Code(string.Join(", ", own));
    }

    /// <summary>One size.</summary>
    private sealed record Point(int Images, int Seeds, Sample Train, Sample Test, Sample Gap);

    /// <summary>Variants that differ in the size of their training set alone.</summary>
    private sealed record Curve(IReadOnlyList<Setting> Settings, IReadOnlyList<Point> Points, int Seeds, GapFit? Fit)
    {
        public static Curve? Of(IReadOnlyList<VariantSummary> variants, IReadOnlyList<Setting> settings)
        {
            RunSummary[][] sizes =
            [
                .. variants.Select(variant => variant.Runs.Where(run => run.Status == RunStatus.Done).ToArray())
                    .Where(runs => runs.Length > 0).OrderBy(runs => runs[0].TrainImages),
            ];
            if (sizes.DistinctBy(runs => runs[0].TrainImages).Count() < GapFit.FewestSizes)
                return null;
            long[] seeds =
                [.. sizes.Select(runs => runs.Select(run => run.Seed)).Aggregate((a, b) => a.Intersect(b)).Order()];
            GapAtSize[] gaps =
            [
                .. sizes.Select(runs => new GapAtSize(
                    runs[0].TrainImages,
                    [.. seeds.Select(seed => runs.First(run => run.Seed == seed).GapPct!.Value)])),
            ];
            Point[] points =
            [
                .. sizes.Select(runs => new Point(
                    runs[0].TrainImages, runs.Length, Sample.Of([.. runs.Select(run => run.TrainErrorPct!.Value)]),
                    Sample.Of([.. runs.Select(run => run.TestErrorPct!.Value)]),
                    Sample.Of([.. runs.Select(run => run.GapPct!.Value)]))),
            ];
            return new Curve(
                settings, points, seeds.Length,
                seeds.Length == 0 ? null : GapFit.Of(gaps, SeedStream.Open(0, "gap fit").NextInt32));
        }
    }
}
