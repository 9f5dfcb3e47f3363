using System.Globalization;
using LeNetLab.Export;
using LeNetLab.Results;
using LeNetLab.Tests.Reports;
using YamlDotNet.Serialization;

namespace LeNetLab.Tests.Export;

/// <summary>
/// Reads the store as MLflow documents it (Tracking, "Backend Stores": a folder for each experiment and run, meta.yaml
/// with the fields of the REST interface, a file for each parameter, tag and metric). MLflow itself is not to be had
/// from the package feeds that the tests may use.
/// </summary>
public sealed class MlflowExportTests : IDisposable
{
    private readonly ReportedResults results = new ReportedResults().Sweep(2, unfinished: 1);
    private readonly TemporaryFolder folder = new();

    public MlflowExportTests() =>
        new ResultsExport(results.Path, folder.Path).Write(ExportFormat.Mlflow, [], CancellationToken.None);

    private string Experiment => Assert.Single(Directory.GetDirectories(folder.Path));

    public void Dispose()
    {
        folder.Dispose();
        results.Dispose();
    }

    [Fact]
    public void An_experiment_is_a_folder_named_by_its_id()
    {
        Dictionary<string, string> meta = Meta(Experiment);

        Assert.Equal(Path.GetFileName(Experiment), meta["experiment_id"]);
        Assert.Matches("^[1-9][0-9]{17}$", meta["experiment_id"]);
        Assert.Equal("sweep", meta["name"]);
        Assert.Equal("active", meta["lifecycle_stage"]);
        Assert.Equal(Experiment, new Uri(meta["artifact_location"]).LocalPath);
        Assert.Equal(
            ReportedResults.Question, File.ReadAllText(Path.Combine(Experiment, "tags", "mlflow.note.content")));

        // Unquoted, it would be read as a number, which MLflow refuses.
        Assert.Contains(
            $"experiment_id: \"{meta["experiment_id"]}\"", File.ReadAllText(Path.Combine(Experiment, "meta.yaml")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_has_its_settings_and_every_epoch()
    {
        using ResultsReader reader = ResultsReader.Open(results.Path);
        RunSummary[] done = [.. reader.Runs("sweep").Where(run => run.Status == RunStatus.Done)];
        string[] folders = [.. Directory.GetDirectories(Experiment).Where(path => Path.GetFileName(path) != "tags")];
        Assert.Equal(done.Length, folders.Length);
        foreach (string place in folders)
        {
            Dictionary<string, string> meta = Meta(place);
            RunSummary run = done.Single(run => run.RunId == Text(place, "tags", "lenetlab.run_id"));
            Assert.Equal(Path.GetFileName(place), meta["run_id"]);
            Assert.Matches("^[0-9a-f]{32}$", meta["run_id"]);
            Assert.Equal("3", meta["status"]);
            Assert.Equal($"{run.Variant}, seed {run.Seed}", meta["run_name"]);
            Assert.All(
                reader.Settings(run.RunId), setting => Assert.Equal(setting.Value, Text(place, "params", setting.Path)));
            Assert.Equal($"{run.Seed}", Text(place, "params", "seed"));
            Assert.Equal(
                reader.RunEpochs(run.RunId).Select(epoch => (epoch.TestErrorPct!.Value, epoch.Epoch)),
                Metric(place, "test_error_pct"));
        }
    }

    [Fact]
    public void What_ended_in_its_first_epoch_is_there_as_failed_with_its_settings()
    {
        using ReportedResults ended = new ReportedResults().EndedAtOnce();
        using var store = new TemporaryFolder();

        Exported written = new ResultsExport(ended.Path, store.Path).Write(ExportFormat.Mlflow, [], CancellationToken.None);

        Assert.Equal(new Exported(1, 3, 0), written);
        string[] runs = [.. Directory.GetDirectories(Assert.Single(Directory.GetDirectories(store.Path)))
            .Where(path => Path.GetFileName(path) != "tags").OrderBy(path => Text(path, "params", "seed"))];
        Assert.Equal(["3", "4", "4"], runs.Select(run => Meta(run)["status"]));
        Assert.Equal(["done", "diverged", "failed"], runs.Select(run => Text(run, "tags", "lenetlab.status")));
        Assert.Contains("disk", Text(runs[2], "tags", "lenetlab.error"), StringComparison.Ordinal);
        Assert.All(runs, run => Assert.Equal("0.05", Text(run, "params", "training.learning_rate")));
        Assert.All(runs, run => Assert.True(Meta(run).ContainsKey("end_time")));
        Assert.All(runs[1..], run => Assert.False(Directory.Exists(Path.Combine(run, "metrics"))));
    }

    private static IEnumerable<(double Value, int Step)> Metric(string run, string name) =>
        File.ReadLines(Path.Combine(run, "metrics", name)).Select(line => line.Split(' '))
            .Select(parts => (double.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2])));

    private static string Text(string run, string kind, string name) =>
        File.ReadAllText(Path.Combine(run, kind, name));

    private static Dictionary<string, string> Meta(string place) => new DeserializerBuilder().Build()
        .Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(place, "meta.yaml")))
        .ToDictionary(pair => pair.Key, pair => $"{pair.Value}");
}
