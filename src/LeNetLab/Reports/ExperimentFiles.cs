using LeNetLab.Reports.Charts;
using LeNetLab.Reports.Html;
using LeNetLab.Reports.Pictures;
using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>What was written, and what it says.</summary>
/// <param name="Paths">The files, the report to read the last.</param>
/// <param name="Answers">The report's answer in plain words, one for each dataset.</param>
public sealed record WrittenFiles(IReadOnlyList<string> Paths, IReadOnlyList<string> Answers)
{
    /// <summary>What could not be written, and what it takes: a line each.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>
/// An experiment's <c>runs.csv</c>, <c>epochs.csv</c>, <c>summary.csv</c>, <c>report.md</c> and, where the program was
/// built with its pages, <c>report.html</c>.
/// </summary>
public static class ExperimentFiles
{
    private const string NoPages = "report.html and the pictures of report.md were not made: this program was built "
        + "without npm (Node 20 or newer). With it: make web, then make report";

    private const string Renderer = "render.mjs";

    private static readonly string[] FileNames =
    [
        "runs.csv", "epochs.csv", "summary.csv", "report.md",
        .. PageAssets.Report is null ? [] : new[] { "report.html" },
    ];

    /// <summary>A column of <c>summary.csv</c>: its name and what stands in it.</summary>
    private static readonly (string Name, Func<DatasetFindings, VariantSummary, object?> Value)[] SummaryColumns =
    [
        ("variant", (_, variant) => variant.Variant),
        ("dataset", (found, _) => found.Dataset),
        ("dataset_sha256", (found, _) => found.Sha256),
        ("parameters", (_, variant) => (long)variant.Parameters),
        ("runs", (_, variant) => (long)variant.Runs.Count),
        ("done", (_, variant) => (long)variant.Done),
        ("diverged", (_, variant) => (long)variant.Diverged),
        ("failed", (_, variant) => (long)variant.Failed),
        .. Columns("train_error_pct", variant => variant.TrainError),
        .. Columns("test_error_pct", variant => variant.TestError),
        .. Columns("gap_pct", variant => variant.Gap),
        .. Columns("train_seconds", variant => variant.Seconds),
        .. Columns("images_per_second", variant => variant.ImagesPerSecond),
        .. Columns("predict_seconds", variant => variant.PredictSeconds),
        ("epochs_to_98_pct_mean", (_, variant) => variant.EpochsToTarget?.Mean),
        ("never_98_pct", (_, variant) => (long)variant.NeverReached),
        ("models", (_, variant) => (long)variant.Models),
    ];

    /// <summary>Their paths, the report to read the last.</summary>
    /// <param name="resultsFolder">The results folder.</param>
    /// <param name="experiment">The experiment's name.</param>
    public static IReadOnlyList<string> Paths(string resultsFolder, string experiment) =>
        [.. FileNames.Select(name => Path.Combine(new ResultsFolder(resultsFolder).Experiment(experiment), name))];

    /// <summary>
    /// Whether all of them are there, charts included where this program can draw any: Node may have been stopped with
    /// the rest, and then nothing else would ever draw them.
    /// </summary>
    /// <param name="resultsFolder">The results folder.</param>
    /// <param name="experiment">The experiment's name.</param>
    public static bool AreWhole(string resultsFolder, string experiment) =>
        Paths(resultsFolder, experiment).All(File.Exists)
        && (PageAssets.Text(Renderer) is null
            || ChartFiles.AreIn(new ResultsFolder(resultsFolder).Experiment(experiment)));

    /// <summary>Makes the folder of an experiment's files, before anything is spent on them.</summary>
    /// <param name="resultsFolder">The results folder.</param>
    /// <param name="experiment">The experiment's name.</param>
    /// <exception cref="ResultsException">It cannot be made.</exception>
    public static void RequireFolder(string resultsFolder, string experiment)
    {
        string folder = new ResultsFolder(resultsFolder).Experiment(experiment);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ResultsException(
                $"{folder} cannot be used for results: {problem.Message} "
                + "RESULTS=<folder> names another place for them.", problem);
        }
    }

    /// <summary>Writes them from what the database holds, each replaced whole or not at all.</summary>
    /// <param name="resultsFolder">The results folder.</param>
    /// <param name="experiment">The experiment's name.</param>
    /// <exception cref="ResultsException">There are no results, or no such experiment.</exception>
    public static WrittenFiles Write(string resultsFolder, string experiment)
    {
        using ResultsReader reader = ResultsReader.Open(resultsFolder);
        ExperimentReport report = ExperimentReport.Of(reader, experiment);
        ReportSections sections = report.Sections();
        IReadOnlyList<string> paths = Paths(resultsFolder, experiment);
        Write(paths[0], reader, ExperimentTable.Runs, experiment);
        Write(paths[1], reader, ExperimentTable.Epochs, experiment);
        CsvText.Write(paths[2], Summary(report.Findings, reader.DifferingSettings(experiment)));
        var charts = ChartFiles.Write(
            Path.GetDirectoryName(paths[3])!, sections.Charts, PageAssets.Text(Renderer));
        AtomicFile.WriteText(paths[3], writer => writer.Write(sections.ToMarkdown(charts.Paths)));
        if (PageAssets.Report is { } assets)
        {
            DatasetPictures?[] pictures = [.. report.Findings.Select(found => DatasetPictures.Of(found, reader))];
            var page = new HtmlReport(report, sections, pictures, assets);
            AtomicFile.WriteText(paths[4], writer => writer.Write(page.ToHtml()));
        }

        return new WrittenFiles(paths, [.. report.Findings.Select(found => Answer.Of(found).Replace("`", ""))])
        {
            Missing =
            [
                .. PageAssets.Report is null ? [NoPages]
                    : charts.Problem.Length > 0 ? new[] { $"report.md is without pictures: {charts.Problem}" } : [],
            ],
        };
    }

    /// <summary>A row for each variant on each dataset, in the order of the spec.</summary>
    /// <param name="findings">What was found on each dataset.</param>
    /// <param name="settings">The settings in which the variants differ: the last columns.</param>
    public static QueryResult Summary(
        IReadOnlyList<DatasetFindings> findings, IReadOnlyList<DifferingSetting> settings) => new(
        [.. SummaryColumns.Select(column => column.Name), .. settings.Select(setting => setting.Path)],
        [
            .. findings.SelectMany(found => found.Variants.Select(variant => (object?[])
            [
                .. SummaryColumns.Select(column => column.Value(found, variant)),
                .. settings.Select(setting => setting.Values.GetValueOrDefault(variant.Runs[0].RunId)),
            ])),
        ]);

    private static void Write(string path, ResultsReader reader, ExperimentTable table, string experiment)
    {
        using TableRows rows = reader.Table(table, experiment);
        CsvText.Write(path, rows);
    }

    private static IEnumerable<(string Name, Func<DatasetFindings, VariantSummary, object?> Value)> Columns(
        string figure, Func<VariantSummary, Sample?> sample) =>
    [
        ($"{figure}_mean", (_, variant) => sample(variant)?.Mean),
        ($"{figure}_sd", (_, variant) => sample(variant) is { Count: > 1 } several ? several.StandardDeviation : null),
        ($"{figure}_min", (_, variant) => sample(variant)?.Min),
        ($"{figure}_median", (_, variant) => sample(variant)?.Median),
        ($"{figure}_max", (_, variant) => sample(variant)?.Max),
    ];
}
