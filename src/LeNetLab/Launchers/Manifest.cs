using System.Text;
using System.Text.Json;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Launchers;

/// <summary>The file that says what the tasks of a batch train: JSON, a line for each task.</summary>
public static class Manifest
{
    private static readonly char[] PathSigns = ['/', '\\', '.'];

    /// <summary>Writes the tasks.</summary>
    public static void Write(BatchFolder batch, IReadOnlyList<ManifestTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(batch);
        AtomicFile.WriteText(batch.Manifest, writer =>
        {
            foreach (ManifestTask task in tasks)
                writer.Write(JsonSerializer.Serialize(task, LaunchJson.Default.ManifestTask) + "\n");
        });
    }

    /// <summary>Every task, in order.</summary>
    /// <exception cref="LaunchException">The file cannot be read, or is not one.</exception>
    public static IReadOnlyList<ManifestTask> Read(BatchFolder batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return [.. Lines(batch).Select((line, task) => Parse(batch, line, task))];
    }

    /// <summary>One task.</summary>
    /// <param name="batch">Whose.</param>
    /// <param name="task">From 0.</param>
    /// <exception cref="LaunchException">The file cannot be read, is not one, or has no such task.</exception>
    public static ManifestTask Read(BatchFolder batch, int task)
    {
        ArgumentNullException.ThrowIfNull(batch);
        string line = Lines(batch).ElementAtOrDefault(task)
            ?? throw new LaunchException($"{batch.Manifest} has no task {task}.");
        return Parse(batch, line, task);
    }

    private static string[] Lines(BatchFolder batch)
    {
        try
        {
            return File.ReadAllLines(batch.Manifest, Encoding.UTF8);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LaunchException($"{batch.Manifest} cannot be read: {failure.Message}", failure);
        }
    }

    private static ManifestTask Parse(BatchFolder batch, string line, int number)
    {
        string place = $"{batch.Manifest}:{number + 1}";
        ManifestTask? task;
        try
        {
            task = JsonSerializer.Deserialize(line, LaunchJson.Default.ManifestTask);
        }
        catch (JsonException problem)
        {
            throw new LaunchException($"{place} cannot be read: {Quotation.Of(problem.Message, 300)}", problem);
        }

        bool known = task is { Format: ManifestTask.Current } && task.Task == number && task.Runs.Count > 0
            && task.CheckpointEvery >= 0 && task.Runs.All(IsWhole);
        return known ? task! : throw new LaunchException($"{place} is no task of a manifest, or not task {number}.");
    }

    // Ids and sums become the names of files.
    private static bool IsWhole(ManifestRun? run) => run is { Variant: not null, Engine: not null, Device: not null }
        && run is { Dataset: not null, Settings: not null, RunId.Length: > 0, DatasetSha256.Length: > 0 }
        && (run.RunId + run.DatasetSha256).IndexOfAny(PathSigns) < 0;
}
