namespace LeNetLab.Data;

/// <summary>Where a dataset that is a folder may lie: where it was named, and where a copy of it may be.</summary>
/// <param name="options">Where to look.</param>
internal sealed class OwnFolders(DatasetSourceOptions options)
{
    /// <summary>Finds the four files of a dataset that a spec names, at its place or in <c>DATA</c>.</summary>
    /// <param name="name">As the spec has it.</param>
    /// <exception cref="DatasetException">They are not there: a path that is wrong is a mistake.</exception>
    internal DatasetFolder Find(string name)
    {
        string folder = Place(name);
        if (Directory.Exists(folder))
        {
            if (options.DataFolder is { Length: > 0 } ignored && !IsSame(ignored, folder))
            {
                options.Notice?.Invoke(
                    $"DATA={ignored} is not looked at: the dataset is the folder {name}, which is there.");
            }

            DatasetFolder own = DatasetFolder.At(folder);
            return own.IsComplete ? own : throw new DatasetException(
                $"{name} is not a folder of IDX files: {own.Missing} missing. "
                + "docs/datasets.md says what such a folder must hold.");
        }

        if (options.DataFolder is not { Length: > 0 } data)
        {
            throw new DatasetException(
                $"{Seen(name, folder)}: {Absence(folder)}. Correct the path, or name a folder that holds a copy of it "
                + $"with DATA. Datasets with names of their own are {string.Join(", ", DatasetSource.KnownNames)}.");
        }

        DatasetFolder copy = DatasetFolder.Under(data, LastName(folder));
        return copy.IsComplete ? copy : throw new DatasetException(
            $"{Seen(name, folder)}: {Absence(folder)}, and DATA={data} does not hold a copy: "
            + $"{(Directory.Exists(data) ? $"{copy.Missing} missing" : Absence(data))}.");
    }

    /// <summary>Every place where a dataset that was recorded may lie now, and what to call it.</summary>
    /// <param name="name">As recorded.</param>
    /// <param name="others">Folders that the caller knows; those that are not there are left out.</param>
    internal IEnumerable<(string Label, string Folder)> Places(string name, IReadOnlyList<string> others)
    {
        string last = LastName(name);
        string? own = options.Paths.Problem(name) is null ? Place(name) : null;
        IEnumerable<(string Label, string Folder)> places =
        [
            .. own is null ? [] : new[] { (Seen(name, own), own) },
            .. others.Where(Directory.Exists).Select(folder => (folder, folder)),
            .. Named("DATA", options.DataFolder, last), .. Named("LENETLAB_DATA", options.EnvironmentFolder, last),
        ];
        return places.DistinctBy(place => Path.GetFullPath(place.Folder));
    }

    /// <summary>Why nothing is found in a folder that is not there.</summary>
    internal static string Absence(string folder) => File.Exists(folder)
        ? "that is a file, and no folder" : "there is no such folder";

    private string Place(string name) => options.Paths.Problem(name) is { } problem
        ? throw new DatasetException($"The dataset {name} {problem}.")
        : options.Paths.Expand(name);

    private static IEnumerable<(string, string)> Named(string variable, string? folder, string last)
    {
        if (folder is not { Length: > 0 })
            yield break;
        string inner = Path.Combine(folder, last);
        if (Directory.Exists(inner))
            yield return ($"{variable}={folder}, in {inner}", inner);
        yield return ($"{variable}={folder}", folder);
    }

    /// <summary>A relative path says nothing without the folder that it is seen from.</summary>
    private static string Seen(string name, string folder) =>
        Path.IsPathRooted(folder) ? name : $"{name}, seen from {Directory.GetCurrentDirectory()}";

    private static string LastName(string folder) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static bool IsSame(string one, string other) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(one))
        == Path.TrimEndingDirectorySeparator(Path.GetFullPath(other));
}
