using LeNetLab.Data.Strokes;
using LeNetLab.Naming;

namespace LeNetLab.Data;

/// <summary>
/// Where datasets come from: the folder that the user named, <c>$LENETLAB_DATA</c>, the cache, a mirror; or the
/// built-in strokes.
/// </summary>
/// <param name="options">Where to look.</param>
public sealed class DatasetSource(DatasetSourceOptions options)
{
    private readonly OwnFolders own = new(options);

    /// <summary>Rows and columns of every image, as MNIST has them.</summary>
    public const int ImageSide = 28;

    /// <summary>Every dataset that has a name of its own.</summary>
    public static IReadOnlyList<string> KnownNames { get; } =
        [.. DatasetCatalogue.Standard.Entries.Select(entry => entry.Name), StrokeDigits.Name];

    /// <summary>Whether a spec's <c>dataset</c> means a folder: it has a slash, or a folder is there.</summary>
    public static bool IsFolder(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return !KnownNames.Contains(name)
            && (name.Contains('/') || name.Contains(Path.DirectorySeparatorChar) || Directory.Exists(name));
    }

    /// <summary>Finds, checks and reads a dataset, downloading it if it must.</summary>
    /// <param name="name">A catalogue name, <c>strokes</c>, or the path of a folder of IDX files.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DatasetUnavailableException">A mirror would have to send it, and none does.</exception>
    /// <exception cref="DatasetException">
    /// Its name is unknown, a folder that was named is not there, or files are there but wrong.
    /// </exception>
    public async Task<Dataset> LoadAsync(string name, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == StrokeDigits.Name)
            return StrokeDigits.Open(cancellation);
        if (options.Catalogue.Find(name) is CatalogueEntry entry)
            return await LoadKnownAsync(entry, cancellation);
        return IsFolder(name)
            ? await Task.Run(() => DatasetFiles.Read(name, own.Find(name)), cancellation)
            : throw UnknownName(name);
    }

    /// <summary>
    /// Finds what recorded runs were trained on by its sum. A folder may have been moved since, or named from another
    /// working folder: any that holds the same serves.
    /// </summary>
    /// <param name="name">As recorded.</param>
    /// <param name="sha256">See <see cref="Dataset.Sha256"/>.</param>
    /// <param name="others">Folders besides those of the options that may hold a copy.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DatasetException">No place has it; says what each has.</exception>
    public async Task<Dataset> LoadRecordedAsync(
        string name, string sha256, IReadOnlyList<string> others, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(sha256);
        ArgumentNullException.ThrowIfNull(others);
        if (KnownNames.Contains(name) || options.Catalogue.Find(name) is not null)
        {
            Dataset found = await LoadAsync(name, cancellation);
            return found.Sha256 == sha256 ? found : throw Elsewhere(name, sha256, [$"{found.Origin}: {Sum(found)}"]);
        }

        return await Task.Run(() => FindRecorded(name, sha256, others), cancellation);
    }

    private Dataset FindRecorded(string name, string sha256, IReadOnlyList<string> others)
    {
        var seen = new List<string>();
        foreach ((string label, string folder) in own.Places(name, others))
        {
            DatasetFolder files = DatasetFolder.At(folder);
            if (!files.IsComplete)
            {
                string lack = Directory.Exists(folder) ? $"{files.Missing} missing" : OwnFolders.Absence(folder);
                seen.Add($"{label}: {lack}");
                continue;
            }

            try
            {
                Dataset found = DatasetFiles.Read(name, files);
                if (found.Sha256 == sha256)
                    return found;
                seen.Add($"{label}: {Sum(found)}");
            }
            catch (DatasetException damaged)
            {
                seen.Add(damaged.Message);
            }
        }

        throw Elsewhere(name, sha256, seen);
    }

    private static string Sum(Dataset found) => $"other images, of the sum {found.Sha256[..12]}";

    private static DatasetException Elsewhere(string name, string sha256, IReadOnlyList<string> seen) => new(
        $"What is asked for was trained on {name} of the sum {sha256[..Math.Min(12, sha256.Length)]}, "
        + "which is not here:\n"
        + string.Concat(seen.Select(place => $"  {place}\n"))
        + "The same command with DATA=<folder> takes a folder with these four files, wherever it is.");

    private async Task<Dataset> LoadKnownAsync(CatalogueEntry entry, CancellationToken cancellation)
    {
        // A variable of the shell or of make that is set to nothing is as good as none.
        if (options.DataFolder is { Length: > 0 } data)
            return await Task.Run(() => ReadExplicit(entry, data), cancellation);
        if (options.EnvironmentFolder is { Length: > 0 } environment
            && await Task.Run(() => ReadEnvironment(entry, environment), cancellation) is Dataset found)
        {
            return found;
        }

        string cache = Path.Combine(options.CacheFolder ?? throw NoCache(entry), entry.Name);
        DatasetFolder cached = DatasetFolder.At(cache);
        if (!cached.IsComplete)
        {
            await DownloadAsync(entry, cache, cancellation);
            cached = DatasetFolder.At(cache);
        }

        return await Task.Run(() => ReadKnown(entry, cached), cancellation);
    }

    private async Task DownloadAsync(CatalogueEntry entry, string cache, CancellationToken cancellation)
    {
        try
        {
            await new DatasetDownload(options, entry).FetchAsync(cache, cancellation);
        }
        catch (DatasetUnavailableException missing)
            when (options.EnvironmentFolder is { Length: > 0 } named && !Directory.Exists(named))
        {
            // Somebody meant to give the files: another dataset in their stead would hide the slip.
            throw new DatasetException(
                $"{missing.Message}\nLENETLAB_DATA={named}: {OwnFolders.Absence(named)}. Correct it, or take it away.",
                missing);
        }
    }

    private static DatasetException NoCache(CatalogueEntry entry) => new(
        $"{entry.Name} cannot be looked for or kept: the cache is in the home folder, and there is none (neither HOME "
        + "nor this account names one). Name a folder for caches with XDG_CACHE_HOME, an absolute path, or the folder that "
        + "holds the files with DATA or LENETLAB_DATA.");

    private Dataset ReadExplicit(CatalogueEntry entry, string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DatasetException(
                $"DATA={folder}: {OwnFolders.Absence(folder)}. Name one that holds {entry.Name}.");
        }

        DatasetFolder found = DatasetFolder.Under(folder, entry.Name);
        if (found.IsComplete)
            return ReadKnown(entry, found);
        throw new DatasetException(
            $"DATA={folder} does not hold {entry.Name}: {found.Missing} missing, looked for in " +
            $"{Path.Combine(folder, entry.Name)} and in {folder}. Put the files there, or leave DATA out to have " +
            "them looked for in the cache and downloaded.");
    }

    private Dataset? ReadEnvironment(CatalogueEntry entry, string folder)
    {
        DatasetFolder found = DatasetFolder.Under(folder, entry.Name);
        if (!found.IsComplete)
        {
            Notify(Directory.Exists(folder)
                ? $"LENETLAB_DATA={folder} does not hold {entry.Name}: {found.Missing} missing; the cache is next."
                : $"LENETLAB_DATA={folder}: {OwnFolders.Absence(folder)}; the cache is next.");
            return null;
        }

        try
        {
            return ReadKnown(entry, found);
        }
        catch (ForeignFilesException foreign)
        {
            // One folder in the environment cannot suit every dataset: another one's files there are no mistake.
            Notify($"LENETLAB_DATA={folder} holds {foreign.Owner}, not {entry.Name}; the cache is next.");
            return null;
        }
    }

    private Dataset ReadKnown(CatalogueEntry entry, DatasetFolder folder)
    {
        IdxFile[] files = [.. entry.Files.Select((wanted, i) => IdxFile.Read(folder.Paths[i]!, wanted.Content))];
        string[] uncheckable = [.. files.Where((file, i) => !IsChecked(entry, entry.Files[i], file))
            .Select(file => Path.GetFileName(file.Path))];
        if (uncheckable.Length > 0)
        {
            Notify($"{folder.Folder}: {string.Join(", ", uncheckable)} cannot be checked, because {entry.Name}'s " +
                "sums are published for the compressed downloads only; taken as they are.");
        }

        return DatasetFiles.Combine(entry.Name, folder.Folder, files);
    }

    /// <summary>Whether a file is the wanted one by its sum; false where there is none to compare with.</summary>
    /// <exception cref="DatasetException">It is another.</exception>
    private bool IsChecked(CatalogueEntry entry, CatalogueFile wanted, IdxFile file) =>
        options.Catalogue.Judge(wanted, file) switch
        {
            FileVerdict.Genuine => true,
            FileVerdict.Unchecked => false,
            FileVerdict.Belongs(string owner, string name) when owner == entry.Name =>
                throw IdxRefusal.At(file.Path, $"is {name}, under another name", wanted.Name),
            FileVerdict.Belongs(string owner, string name) => throw new ForeignFilesException(owner,
                $"{file.Path}: is {name} of {owner}, expected {wanted.Name} of {entry.Name}. Set dataset: {owner}, " +
                $"or name a folder of {entry.Name}."),
            FileVerdict.Wrong(string found, string expected) =>
                throw IdxRefusal.At(file.Path, $"is not {entry.Name}'s {wanted.Name}: {found}", expected),
            _ => throw new InvalidOperationException("FileVerdict is a closed set."),
        };

    private static DatasetException UnknownName(string name)
    {
        string hint = WellKnown.NearestDataset(name, [.. KnownNames]) is { } nearest ? $" Did you mean {nearest}?" : "";
        return new DatasetException(
            $"dataset `{name}` is not known.{hint} Known are {string.Join(", ", KnownNames)}, or the path of a " +
            "folder of IDX files (with a slash, such as ./digits).");
    }

    private void Notify(string sentence) => options.Notice?.Invoke(sentence);
}
