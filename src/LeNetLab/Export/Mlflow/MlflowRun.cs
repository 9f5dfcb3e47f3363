using LeNetLab.Results;

namespace LeNetLab.Export.Mlflow;

/// <summary>What MLflow is told of a run.</summary>
internal static class MlflowRun
{
    /// <summary>The name that its pages show.</summary>
    public static string Name(ExportedRun run) => $"{run.Run.Variant}, seed {run.Run.Seed}";

    /// <summary>MLflow's number of a status: 1 running, 2 scheduled, 3 finished, 4 failed.</summary>
    public static int Status(RunStatus status) => status switch
    {
        RunStatus.Done => 3,
        RunStatus.Running => 1,
        RunStatus.Pending => 2,
        _ => 4,
    };

    /// <summary>Its settings, with its seed.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(ExportedRun run) =>
        run.Settings.Select(setting => (setting.Path, setting.Value))
            .Append(("seed", $"{run.Run.Seed}"))
            .Append(("dataset", run.Run.Dataset))
            .Append(("train_images", $"{run.Run.TrainImages}"));

    /// <summary>What is known of it beside its settings.</summary>
    public static IEnumerable<(string Name, string Value)> Tags(ExportedRun run) =>
        new (string Name, string? Value)[]
        {
            ("mlflow.runName", Name(run)),
            ("mlflow.source.type", "LOCAL"),
            ("mlflow.source.name", "lenetlab"),
            ("mlflow.source.git.commit", run.Origin.GitCommit),
            ("lenetlab.run_id", run.Run.RunId),
            ("lenetlab.variant", run.Run.Variant),
            ("lenetlab.status", $"{run.Run.Status}".ToLowerInvariant()),
            ("lenetlab.error", run.Origin.Error),
            ("lenetlab.dataset_sha256", run.Run.DatasetSha256),
            ("lenetlab.weights_sha256", run.Run.WeightsSha256),
            ("lenetlab.parameters", $"{run.Run.Parameters}"),
            ("lenetlab.engine", $"{run.Origin.Engine} {run.Origin.EngineVersion} on {run.Origin.Device}"),
            ("lenetlab.host", run.Origin.Host),
            ("lenetlab.cpu", run.Origin.Cpu),
        }
        .Where(tag => !string.IsNullOrEmpty(tag.Value)).Select(tag => (tag.Name, tag.Value!));

    /// <summary>For each metric its file: lines of milliseconds, value and epoch.</summary>
    public static IEnumerable<(string Name, string Lines)> Metrics(ExportedRun run)
    {
        ILookup<int, LayerRow> layers = run.Layers.ToLookup(row => row.Epoch);
        return run.Timeline()
            .SelectMany(moment => EpochMetrics.Of(moment.Epoch, layers[moment.Epoch.Epoch]).Select(metric => (
                metric.Name,
                Line: $"{moment.At.ToUnixTimeMilliseconds()} {metric.Value:R} {moment.Epoch.Epoch}\n")))
            .GroupBy(metric => metric.Name)
            .Select(metric => (metric.Key, string.Concat(metric.Select(moment => moment.Line))));
    }
}
