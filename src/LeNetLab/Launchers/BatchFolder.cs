using System.Security.Cryptography;
using System.Text;
using LeNetLab.Results;

namespace LeNetLab.Launchers;

/// <summary>
/// What was sent away at one time to be trained elsewhere:
/// <c>&lt;results&gt;/&lt;experiment&gt;/slurm/&lt;batch&gt;/</c>.
/// All that tasks read and write lies in the results folder, at places that follow from this one.
/// </summary>
/// <param name="Path">Absolute.</param>
public sealed record BatchFolder(string Path)
{
    private const string Parent = "slurm";

    /// <summary>Its name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The experiment that it is of.</summary>
    public string Experiment => System.IO.Path.GetFileName(Above(2));

    /// <summary>The results folder that it lies in.</summary>
    public string ResultsRoot => Above(3);

    /// <summary>A line for each task.</summary>
    public string Manifest => In("manifest.jsonl");

    /// <summary>What each task executes.</summary>
    public string Script => In("job.sh");

    /// <summary>The job arrays.</summary>
    public string Jobs => In("jobs.json");

    /// <summary>What tasks print.</summary>
    public string Logs => In("logs");

    /// <summary>Where tasks put what became of their runs.</summary>
    public string Finished => In("results");

    /// <summary>Where that goes once it is in the database.</summary>
    public string Collected => In("collected");

    /// <summary>Where damaged files go.</summary>
    public string SetAside => In("set-aside");

    /// <summary>There once every run is recorded: nobody looks into the folder any more.</summary>
    public string Closed => In("closed");

    /// <summary>Eight digits that tell it from every other folder of this machine, at any time.</summary>
    public string Tag => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))[..8];

    /// <summary>Where the batches of an experiment lie.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="experiment">Its name.</param>
    public static string Of(string results, string experiment) => System.IO.Path.GetFullPath(
        System.IO.Path.Combine(new ResultsFolder(results).Experiment(experiment), Parent));

    /// <summary>The batches that are not closed, the first sent first.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="experiment">Of one experiment; null for all.</param>
    public static IReadOnlyList<BatchFolder> Open(string results, string? experiment = null)
    {
        string[] parents = experiment is not null ? [Of(results, experiment)]
            : !Directory.Exists(results) ? []
            : [.. Directory.GetDirectories(System.IO.Path.GetFullPath(results))
                .Select(folder => System.IO.Path.Combine(folder, Parent))];
        return
        [
            .. parents.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal)
                .Select(path => new BatchFolder(path))
                .Where(batch => File.Exists(batch.Jobs) && !File.Exists(batch.Closed)),
        ];
    }

    /// <summary>Makes the folder of a new batch, named after the time.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="now">The time.</param>
    public static BatchFolder Create(string results, string experiment, DateTimeOffset now)
    {
        string parent = Of(results, experiment);
        string name = now.UtcDateTime.ToString("yyyyMMdd-HHmmss");
        string path = System.IO.Path.Combine(parent, name);
        for (int again = 2; Directory.Exists(path); again++)
            path = System.IO.Path.Combine(parent, $"{name}-{again}");
        var batch = new BatchFolder(path);
        foreach (string folder in (string[])[batch.Logs, batch.Finished])
            DurableFolder.Create(folder);
        return batch;
    }

    /// <summary>Files of results that wait to be taken in, in the order of their names.</summary>
    public IReadOnlyList<string> Waiting() => FilesIn(Finished);

    /// <summary>Files of results that have been taken in.</summary>
    public IReadOnlyList<string> TakenIn() => FilesIn(Collected);

    /// <summary>Whether a task of this batch has said what became of a run.</summary>
    public bool HasResult(string runId) =>
        Waiting().Concat(TakenIn()).Any(file => ResultFile.RunIdOf(file) == runId);

    // Those with a dot in front are still being written.
    private static string[] FilesIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, $"*{ResultFile.Extension}")
            .Where(file => !System.IO.Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)]
        : [];

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private string Above(int levels)
    {
        string path = Path;
        for (int level = 0; level < levels; level++)
            path = System.IO.Path.GetDirectoryName(path) ?? path;
        return path;
    }
}
