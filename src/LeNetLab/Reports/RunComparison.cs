using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>A setting that two sides have different; null where a side has it not.</summary>
public sealed record SettingDifference(string Path, string? A, string? B);

/// <summary>A figure of both sides, over the runs that are done; null where none is.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Format">How it is written.</param>
/// <param name="A">Of the one.</param>
/// <param name="B">Of the other.</param>
public sealed record ComparedFigure(string Name, string Format, Sample? A, Sample? B);

/// <summary>Two runs or two variants side by side: the settings that differ, and the results.</summary>
/// <param name="A">The one.</param>
/// <param name="B">The other.</param>
/// <param name="Settings">What differs between them.</param>
/// <param name="Figures">Their results.</param>
/// <param name="Differences">Test errors paired by seed.</param>
/// <param name="Images">What the test images show; null where that is not recorded.</param>
/// <param name="Family">The family that the experiment declares; null where the two are of none.</param>
public sealed record RunComparison(
    ComparisonSide A, ComparisonSide B, IReadOnlyList<SettingDifference> Settings,
    IReadOnlyList<ComparedFigure> Figures, PairedDifferences Differences, ImageComparison? Images,
    ComparisonFamily? Family)
{
    private static readonly (string Name, string Format, Func<RunSummary, double?> Value)[] FigureList =
    [
        ("Train error, %", "0.00", run => run.TrainErrorPct),
        ("Test error, %", "0.00", run => run.TestErrorPct),
        ("Gap, points", "0.00", run => run.GapPct),
        ("Train loss", "0.0000", run => run.TrainLoss),
        ("Test loss", "0.0000", run => run.TestLoss),
        ("Training, seconds", "0.0", run => run.TrainSeconds),
        ("Images per second", "#,0", run => run.ImagesPerSecond),
        ("Prediction, seconds", "0.00", run => run.PredictSeconds),
        ("Parameters", "#,0", run => run.Parameters),
        ("Epochs", "0", run => run.Epochs),
    ];

    /// <summary>Compares what two names stand for.</summary>
    /// <param name="reader">The results.</param>
    /// <param name="a">A variant, or the beginning of a run's id.</param>
    /// <param name="b">Another.</param>
    /// <param name="experiment">Where to look, or null for wherever they are.</param>
    /// <exception cref="ResultsException">
    /// A name fits nothing or too much, both mean the same runs, or the datasets differ.
    /// </exception>
    public static RunComparison Of(ResultsReader reader, string a, string b, string? experiment)
    {
        (ComparisonSide left, ComparisonSide right) = ComparisonSide.Find(reader, a, b, experiment);
        if (left.Runs.Select(run => run.RunId).Order().SequenceEqual(right.Runs.Select(run => run.RunId).Order()))
        {
            throw new ResultsException(
                $"'{a}' and '{b}' are the same {(left.Runs.Count == 1 ? "run" : "runs")}, which cannot differ. "
                + "Name two that are not.");
        }

        RunSummary first = left.Runs[0];
        RunSummary? foreign =
            left.Runs.Concat(right.Runs).FirstOrDefault(run => run.DatasetSha256 != first.DatasetSha256);
        if (foreign is not null)
        {
            throw new ResultsException(
                $"'{a}' and '{b}' are not on the same data: {Data(first)} and {Data(foreign)}. "
                + "Errors on different datasets are never compared.");
        }

        var errors = new ImageErrors(reader);
        return new RunComparison(
            left, right, Different(left, right),
            [
                .. FigureList.Select(figure => new ComparedFigure(
                    figure.Name, figure.Format, Over(left, figure.Value), Over(right, figure.Value))),
            ],
            PairedDifferences.Of(left.Runs, right.Runs),
            ImageComparison.Of(left.Runs, right.Runs, errors), FamilyOf(reader, left, right, errors));
    }

    /// <summary>Whether both are variants of an experiment that compares them, and if so that one among its all.</summary>
    public Comparison? Declared => Family?.All.FirstOrDefault(comparison => comparison.IsOf(A.Name, B.Name));

    /// <summary>The two models on the test images, where the seed changes neither; null elsewhere.</summary>
    public NetworkPair? OnImages => Differences.IsFixed ? Images?.Networks[0] : null;

    private static ComparisonFamily? FamilyOf(
        ResultsReader reader, ComparisonSide a, ComparisonSide b, ImageErrors errors)
    {
        string experiment = a.Runs[0].Experiment;
        if (b.Runs[0].Experiment != experiment || !a.IsVariant || !b.IsVariant)
            return null;
        ExperimentSummary declared = reader.Experiment(experiment);
        return DatasetFindings.Of(reader.Runs(experiment), [], declared.Baseline, declared.TunedLater, errors)
            .FirstOrDefault(found => found.Sha256 == a.Runs[0].DatasetSha256)?.Family;
    }

    private static string Data(RunSummary run) => $"{run.Dataset} ({Reports.Figures.Short(run.DatasetSha256)})";

    private static IReadOnlyList<SettingDifference> Different(ComparisonSide a, ComparisonSide b)
    {
        Dictionary<string, string> left = Described(a), right = Described(b);
        return
        [
            .. left.Keys.Union(right.Keys)
                .Select(path =>
                    new SettingDifference(path, left.GetValueOrDefault(path), right.GetValueOrDefault(path)))
                .Where(setting => setting.A != setting.B),
        ];
    }

    // What is part of a run's identity without being a setting may tell two runs apart as well.
    private static Dictionary<string, string> Described(ComparisonSide side)
    {
        Dictionary<string, string> described =
            side.Settings.ToDictionary(setting => setting.Path, setting => setting.Value);
        described["engine"] = string.Join(", ", side.Runs.Select(Reports.Figures.Engine).Distinct());
        described["training images"] = string.Join(", ", side.Runs.Select(run => run.TrainImages).Distinct());
        described["seeds"] = string.Join(", ", side.Runs.Select(run => run.Seed).Distinct().Order());
        return described;
    }

    private static Sample? Over(ComparisonSide side, Func<RunSummary, double?> figure) => Sample.OfAny(
        [.. side.Runs.Where(run => run.Status == RunStatus.Done).Select(figure).OfType<double>()]);
}
