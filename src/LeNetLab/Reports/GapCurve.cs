using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>One size of the training set.</summary>
/// <param name="Images">Images trained on.</param>
/// <param name="Runs">The runs that are done, at least one.</param>
internal sealed record GapPoint(int Images, IReadOnlyList<RunSummary> Runs)
{
    /// <summary>Training error.</summary>
    public Sample Train => Over(run => run.TrainErrorPct);

    /// <summary>Test error.</summary>
    public Sample Test => Over(run => run.TestErrorPct);

    /// <summary>Test − training error.</summary>
    public Sample Gap => Over(run => run.GapPct);

    /// <summary>Different models among them.</summary>
    public int Models => Runs.DistinctBy(run => run.Outcome).Count();

    private Sample Over(Func<RunSummary, double?> figure) =>
        Sample.Of([.. Runs.DistinctBy(run => run.Outcome).Select(run => figure(run)!.Value)]);
}

/// <summary>Variants that differ in the size of their training set alone.</summary>
/// <param name="Name">What tells them from the other curves; empty where there is only one.</param>
/// <param name="Points">By size.</param>
/// <param name="Seeds">Seeds that every size has.</param>
/// <param name="Fit">The power law; null where none fits.</param>
internal sealed record GapCurve(string Name, IReadOnlyList<GapPoint> Points, int Seeds, GapFit? Fit)
{
    /// <summary>
    /// What may differ between the sizes of one curve: more epochs for fewer images are still the same question.
    /// </summary>
    private static readonly string[] Varied =
        ["training.train_images", "training.epochs", "training.validation_images"];

    /// <summary>The curves among some variants; none unless some differ in three sizes or more.</summary>
    /// <param name="variants">The variants on one dataset.</param>
    /// <param name="settings">The settings of each variant.</param>
    public static IReadOnlyList<GapCurve> Of(
        IReadOnlyList<VariantSummary> variants,
        IReadOnlyList<(string Variant, IReadOnlyList<Setting> Settings)> settings)
    {
        Dictionary<string, Setting[]> shared = settings.ToDictionary(
            variant => variant.Variant,
            variant => variant.Settings.Where(setting => !Varied.Contains(setting.Path)).ToArray());
        (Setting[] Settings, GapCurve Curve)[] curves =
        [
            .. variants.Where(variant => variant.Done > 0 && shared.ContainsKey(variant.Variant))
                .GroupBy(variant => string.Join('\n', shared[variant.Variant]))
                .Select(group => (shared[group.First().Variant], Curve: Of([.. group])!))
                .Where(curve => curve.Curve is not null),
        ];
        return
        [
            .. curves.Select(curve => curve.Curve with
            {
                Name = string.Join(", ", curve.Settings
                    .Where(setting => curves.Any(other => !other.Settings.Contains(setting)))
                    .Select(setting => $"{setting.Path[(setting.Path.IndexOf('.') + 1)..]}={setting.Value}")),
            }),
        ];
    }

    private static GapCurve? Of(IReadOnlyList<VariantSummary> variants)
    {
        GapPoint[] points =
        [
            .. variants.Select(variant => variant.Runs.Where(run => run.Status == RunStatus.Done).ToArray())
                .Where(runs => runs.Length > 0).Select(runs => new GapPoint(runs[0].TrainImages, runs))
                .OrderBy(point => point.Images),
        ];
        if (points.DistinctBy(point => point.Images).Count() < GapFit.FewestSizes)
            return null;

        // Seeds that change no size are one observation.
        long[] seeds =
        [
            .. points.Select(point => point.Runs.Select(run => run.Seed)).Aggregate((a, b) => a.Intersect(b)).Order()
                .DistinctBy(seed => string.Join(
                    ' ', points.Select(point => point.Runs.First(run => run.Seed == seed).Outcome))),
        ];
        GapAtSize[] gaps =
        [
            .. points.Select(point => new GapAtSize(
                point.Images, [.. seeds.Select(seed => point.Runs.First(run => run.Seed == seed).GapPct!.Value)])),
        ];
        return new GapCurve(
            "", points, seeds.Length,
            seeds.Length == 0 ? null : GapFit.Of(gaps));
    }
}
