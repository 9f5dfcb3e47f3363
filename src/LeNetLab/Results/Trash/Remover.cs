using LeNetLab.Results.Runners;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results.Trash;

/// <summary>
/// Removes and brings back. Whenever a process dies at it, rows are in the database or in the trash, or in both, and
/// undoing brings back all of them.
/// </summary>
/// <param name="results">The results folder.</param>
/// <param name="trash">Its trash.</param>
/// <param name="glance">Tells whether a run is being trained.</param>
public sealed class Remover(string results, TrashFolder trash, RunnerGlance glance)
{
    private readonly ResultsFolder folder = new(results);

    /// <summary>Copies the rows to the trash, deletes them, then moves the files.</summary>
    /// <exception cref="ResultsException">A run has been started meanwhile; nothing was removed.</exception>
    public TrashEntry Remove(Removal removal)
    {
        ArgumentNullException.ThrowIfNull(removal);
        using SqliteConnection connection = DatabaseFile.OpenForWriting(folder.Database);
        TrashEntry? entry = null;
        Transaction.Run(connection, () =>
        {
            // Nobody can claim a run any more until this transaction ends.
            using (ResultsReader reader = ResultsReader.Open(results))
                removal.RequireIdle(reader, glance);
            entry = trash.Begin(
                removal.What, removal.Runs, [.. removal.Members.Select(row => row.Experiment).Distinct()],
                [.. Files(removal)]);
            TrashedRows.Copy(folder.Database, trash.Rows(entry), removal);
            TrashedRows.Delete(connection, removal);
        });
        trash.TakeFiles(entry!, entry!.Files);
        return entry;
    }

    /// <summary>
    /// Moves files that belong to nothing to the trash; those of a removal that a killed process left half done to
    /// where it would have put them.
    /// </summary>
    /// <param name="files">Their paths within the results folder.</param>
    /// <returns>The new entry; null if none was needed.</returns>
    public TrashEntry? Remove(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var others = new List<string>(files);
        foreach (TrashEntry begun in trash.Entries())
        {
            trash.TakeFiles(begun, begun.Files.Intersect(others));
            others.RemoveAll(begun.Files.Contains);
        }

        if (others.Count == 0)
            return null;
        TrashEntry entry = trash.Begin("orphaned files", [], [], others);
        trash.TakeFiles(entry, others);
        return entry;
    }

    /// <summary>
    /// Brings an entry back: its files, then its rows; then it is gone from the trash, but for files whose place is taken.
    /// </summary>
    /// <returns>
    /// The runs that are back, those that were trained anew meanwhile left out, and the files that stay in the trash.
    /// </returns>
    public (IReadOnlyList<string> Runs, IReadOnlyList<string> Kept) Undo(TrashEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        IReadOnlyList<string> kept = trash.ReturnFiles(entry);
        IReadOnlyList<string> back = [];
        if (File.Exists(trash.Rows(entry)))
        {
            using SqliteConnection connection = DatabaseFile.OpenForWriting(folder.Database);
            back = TrashedRows.Return(connection, trash.Rows(entry));
        }

        if (kept.Count == 0)
            trash.Delete(entry);
        else
            trash.DeleteRows(entry);
        return (back, kept);
    }

    private IEnumerable<string> Files(Removal removal)
    {
        foreach (string id in removal.Runs)
        {
            yield return Path.GetRelativePath(results, folder.Weights(id));
            yield return Path.GetRelativePath(results, folder.State(id));
            yield return Path.Combine("checkpoints", id);
        }

        if (removal.Whole)
            yield return removal.Experiment!;
    }
}
