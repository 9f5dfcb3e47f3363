namespace LeNetLab.Results.Trash;

/// <summary>
/// What was removed from a results folder, until it is emptied: <c>trash/&lt;id&gt;/</c> with <c>entry.json</c>,
/// <c>rows.db</c> and, below <c>files/</c>, the files at their old paths.
/// </summary>
/// <param name="results">The results folder.</param>
/// <param name="clock">Names the entries.</param>
public sealed class TrashFolder(string results, TimeProvider clock)
{
    private readonly string folder = Path.Combine(results, "trash");

    /// <summary>What is in it, the latest last.</summary>
    public IReadOnlyList<TrashEntry> Entries() => Directory.Exists(folder)
        ? [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .Select(path => TrashEntry.Read(Path.Combine(path, "entry.json"))).OfType<TrashEntry>()]
        : [];

    /// <summary>Makes a place for what is about to be removed.</summary>
    internal TrashEntry Begin(
        string what, IReadOnlyList<string> runs, IReadOnlyList<string> experiments, IReadOnlyList<string> files)
    {
        Directory.CreateDirectory(folder);
        string time = clock.GetUtcNow().ToString("yyyyMMdd-HHmmss"), id = time;
        for (int number = 2; Directory.Exists(PathOf(id)); number++)
            id = $"{time}-{number}";
        var entry = new TrashEntry(id, what, runs, experiments, files);
        entry.Write(Path.Combine(PathOf(id), "entry.json"));
        return entry;
    }

    /// <summary>Where the rows of an entry are.</summary>
    internal string Rows(TrashEntry entry) => Path.Combine(PathOf(entry.Id), "rows.db");

    /// <summary>Moves files of an entry in, those that are there.</summary>
    internal void TakeFiles(TrashEntry entry, IEnumerable<string> files)
    {
        foreach (string file in files)
            Move(Path.Combine(results, file), Kept(entry, file));
    }

    /// <summary>Moves the entry's files back to where they were; what has taken a place since stays there.</summary>
    /// <returns>The files that could not go back, by their old paths; they stay in the trash.</returns>
    internal IReadOnlyList<string> ReturnFiles(TrashEntry entry)
    {
        foreach (string file in entry.Files)
            Move(Kept(entry, file), Path.Combine(results, file));
        string files = Path.Combine(PathOf(entry.Id), "files");
        return !Directory.Exists(files) ? []
            : [
                .. Directory.GetFiles(files, "*", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(files, file)).Order(StringComparer.Ordinal),
            ];
    }

    /// <summary>Deletes an entry's rows for good, which are back in the database.</summary>
    internal void DeleteRows(TrashEntry entry) => File.Delete(Rows(entry));

    /// <summary>Deletes an entry for good.</summary>
    internal void Delete(TrashEntry entry) => Directory.Delete(PathOf(entry.Id), recursive: true);

    /// <summary>Deletes all of it for good.</summary>
    /// <returns>Bytes that were freed.</returns>
    public long Empty()
    {
        if (!Directory.Exists(folder))
            return 0;
        long bytes =
            new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    private string PathOf(string id) => Path.Combine(folder, id);

    private string Kept(TrashEntry entry, string file) => Path.Combine(PathOf(entry.Id), "files", file);

    /// <summary>
    /// Renames a file or folder, if it is there and its new place is free; of a folder whose place is taken, all that is
    /// in it and has a free place.
    /// </summary>
    private static void Move(string from, string to)
    {
        if (File.Exists(from) || Directory.Exists(from))
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (File.Exists(from) && !File.Exists(to))
            File.Move(from, to);
        else if (Directory.Exists(from) && !Path.Exists(to))
            Directory.Move(from, to);
        else if (Directory.Exists(from) && Directory.Exists(to))
        {
            foreach (string inside in Directory.GetFileSystemEntries(from))
                Move(inside, Path.Combine(to, Path.GetFileName(inside)));
        }
    }
}
