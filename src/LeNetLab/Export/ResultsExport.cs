using LeNetLab.Export.Mlflow;
using LeNetLab.Export.TensorBoard;
using LeNetLab.Results;

namespace LeNetLab.Export;

/// <summary>What was written.</summary>
/// <param name="Experiments">How many experiments.</param>
/// <param name="Runs">How many of their runs.</param>
/// <param name="LeftOut">Runs of which there is nothing to tell: no weights, or they were not begun yet.</param>
public sealed record Exported(int Experiments, int Runs, int LeftOut);

/// <summary>
/// Writes results for other tools. Files have the same names each time, and what was there before is replaced; files
/// that are not of this export are left alone.
/// </summary>
/// <param name="results">The results folder.</param>
/// <param name="folder">Where to write; it is made.</param>
public sealed class ResultsExport(string results, string folder)
{
    private readonly ResultsFolder source = new(results);

    /// <summary>Writes experiments.</summary>
    /// <param name="format">As what.</param>
    /// <param name="experiments">Their names; all if there are none.</param>
    /// <param name="cancellation">Stops between two runs.</param>
    /// <exception cref="ResultsException">There are no results, no such experiment, or no room to write.</exception>
    public Exported Write(ExportFormat format, IReadOnlyList<string> experiments, CancellationToken cancellation)
    {
        using ResultsReader reader = ResultsReader.Open(results);
        ExperimentSummary[] chosen = experiments.Count == 0
            ? [.. reader.Experiments()]
            : [.. experiments.Distinct().Select(reader.Experiment)];
        try
        {
            Directory.CreateDirectory(folder);
            if (format == ExportFormat.Sqlite)
            {
                Copy(reader);
                return new Exported(chosen.Length, chosen.Sum(experiment => experiment.Total), 0);
            }

            Exported[] each = [.. chosen.Select(experiment => Write(format, reader, experiment, cancellation))];
            return new Exported(each.Length, each.Sum(one => one.Runs), each.Sum(one => one.LeftOut));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ResultsException(
                $"{folder} cannot be written to: {problem.Message} TO=<folder> names another place.", problem);
        }
    }

    private Exported Write(
        ExportFormat format, ResultsReader reader, ExperimentSummary experiment, CancellationToken cancellation)
    {
        if (format is ExportFormat.Csv or ExportFormat.Jsonl)
        {
            WriteTables(format, reader, experiment.Name, cancellation);
            return new Exported(1, experiment.Total, 0);
        }

        IReadOnlyList<RunSummary> runs = reader.Runs(experiment.Name);
        IReadOnlyDictionary<string, string> folders = PathName.OfAll(runs.Select(run => run.Variant));
        var store = new MlflowStore(folder);
        if (format == ExportFormat.Mlflow)
            store.Write(experiment);
        int written = 0;
        foreach (RunSummary run in runs.Where(run => Tells(format, run)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (format == ExportFormat.Mlflow)
                store.Write(ExportedRun.Of(reader, run), Weights(run));
            else if (format == ExportFormat.TensorBoard)
                WriteEvents(ExportedRun.Of(reader, run), folders);
            else
                CopyWeights(run, folders);
            written++;
        }

        return new Exported(1, written, runs.Count - written);
    }

    // What diverged or failed in its first epoch has no epochs, but settings and an end.
    private bool Tells(ExportFormat format, RunSummary run) =>
        format == ExportFormat.Weights ? Weights(run) is not null : run.StartedAt is not null;

    private void WriteTables(
        ExportFormat format, ResultsReader reader, string experiment, CancellationToken cancellation)
    {
        foreach (ExperimentTable table in Enum.GetValues<ExperimentTable>())
        {
            cancellation.ThrowIfCancellationRequested();
            using TableRows rows = reader.Table(table, experiment);
            string path = Path.Combine(folder, experiment, table.Name());
            if (format == ExportFormat.Csv)
                CsvText.Write($"{path}.csv", rows);
            else
                JsonText.WriteLines($"{path}.jsonl", rows);
        }
    }

    /// <summary>A folder for each run is a run to TensorBoard; its one file has one name.</summary>
    private void WriteEvents(ExportedRun run, IReadOnlyDictionary<string, string> folders) => AtomicFile.Write(
        Path.Combine(PathOf(run.Run, folders), "events.out.tfevents.lenetlab"), stream => RunEvents.Write(stream, run));

    private void CopyWeights(RunSummary run, IReadOnlyDictionary<string, string> folders)
    {
        string path = $"{PathOf(run, folders)}.safetensors";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(Weights(run)!, path, overwrite: true);
    }

    private void Copy(ResultsReader reader)
    {
        string path = Path.Combine(folder, Path.GetFileName(source.Database)), beside = $"{path}.new";
        File.Delete(beside);
        reader.CopyTo(beside);
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Where a run goes, without an ending.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folders">Of each variant of its experiment.</param>
    private string PathOf(RunSummary run, IReadOnlyDictionary<string, string> folders) =>
        Path.Combine(folder, run.Experiment, folders[run.Variant], $"seed-{run.Seed}");

    private string? Weights(RunSummary run) =>
        run.Status == RunStatus.Done && source.Weights(run.RunId) is { } path && File.Exists(path) ? path : null;
}
