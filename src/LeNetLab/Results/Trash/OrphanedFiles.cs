namespace LeNetLab.Results.Trash;

/// <summary>Files of a results folder that nothing refers to.</summary>
/// <param name="results">The results folder.</param>
/// <param name="clock">Tells how old a file is.</param>
public sealed class OrphanedFiles(string results, TimeProvider clock)
{
    // A file is written within seconds; younger ones may be another process's, at work.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Weights and checkpoints of runs that are not recorded, checkpoints of runs that have ended, and temporary files
    /// of processes that were killed while they wrote.
    /// </summary>
    /// <param name="statuses">Every recorded run.</param>
    /// <returns>Paths within the results folder, and why each is one.</returns>
    public IReadOnlyList<(string Path, string Reason)> Find(IReadOnlyDictionary<string, RunStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        return
        [
            .. Weights().Where(file => !statuses.ContainsKey(RunIdOf(file)))
                .Select(file => (Relative(file), "weights of a run that is not recorded")),
            .. Checkpoints().Select(folder => (Relative(folder), Reason(Path.GetFileName(folder), statuses)))
                .Where(found => found.Item2.Length > 0),
            .. Temporary().Select(file => (Relative(file), "left by a process that was killed while it wrote")),
        ];
    }

    private IEnumerable<string> Weights() => In("weights")
        .Where(file => !IsTemporary(file) && file.EndsWith(".safetensors", StringComparison.Ordinal));

    private IEnumerable<string> Checkpoints()
    {
        string folder = Path.Combine(results, "checkpoints");
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal) : [];
    }

    // A final state lies beside the weights, and its name goes on after the run's id.
    private static string RunIdOf(string weights) => Path.GetFileName(weights).Split('.')[0];

    private static string Reason(string runId, IReadOnlyDictionary<string, RunStatus> statuses) =>
        !statuses.TryGetValue(runId, out RunStatus status) ? "checkpoints of a run that is not recorded"
        : status is RunStatus.Done or RunStatus.Diverged ? "checkpoints of a run that has ended"
        : "";

    /// <summary>Beside what they were to become: among weights, an experiment's files, a run's checkpoints.</summary>
    private IEnumerable<string> Temporary()
    {
        if (!Directory.Exists(results))
            return [];
        return Directory.EnumerateDirectories(results)
            .Where(folder => Path.GetFileName(folder) != "trash")
            .Concat(Checkpoints())
            .SelectMany(Directory.EnumerateFiles)
            .Where(file => IsTemporary(file) && Age(file) > Settled)
            .Order(StringComparer.Ordinal);
    }

    private TimeSpan Age(string file) => clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file);

    private IEnumerable<string> In(string name)
    {
        string folder = Path.Combine(results, name);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal) : [];
    }

    // As AtomicFile names them: a point, the file's name with its ending, a random name with another.
    private static bool IsTemporary(string file) =>
        Path.GetFileName(file) is ['.', .. var rest] && rest.Split('.').Length >= 4;

    private string Relative(string path) => Path.GetRelativePath(results, path);
}
