using LeNetLab.Data;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Results.Trash;

namespace LeNetLab.Sweeps.Verification;

/// <summary>Checks every hash that is stored, and that rows and files belong together. Changes nothing.</summary>
/// <param name="results">The results folder.</param>
/// <param name="reader">Its database.</param>
/// <param name="clock">Tells how old a file is.</param>
public sealed class Verifier(string results, ResultsReader reader, TimeProvider clock)
{
    private readonly ResultsFolder folder = new(results);

    /// <summary>Everything that is wrong; nothing if all is as it should be.</summary>
    /// <param name="runs">The runs to check.</param>
    /// <param name="dataset">A run's dataset; null where it cannot be had: errors are not computed again.</param>
    /// <param name="cancellation">Asked between runs.</param>
    public IEnumerable<Finding> Find(
        IReadOnlyList<RecordedRun> runs, Func<RecordedRun, Dataset?> dataset, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(dataset);
        foreach (string line in reader.Damage())
        {
            yield return new Finding(
                $"{folder.Database}: {line}",
                $"copy the folder away; then sqlite3 {folder.Database} .recover saves what can be read");
        }

        foreach (RecordedRun run in runs)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (Finding finding in new RunCheck(folder, reader, run).Find(dataset(run)))
                yield return finding;
        }

        foreach ((string path, string reason) in new OrphanedFiles(results, clock).Find(reader.Statuses()))
            yield return new Finding($"{Path.Combine(results, path)}: {reason}", "moves it to the trash", new NextStep("gc"));
    }
}
