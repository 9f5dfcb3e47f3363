using System.Security.Cryptography;
using System.Text;
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
    /// <exception cref="DatasetUnavailableException">It is nowhere, and cannot be downloaded.</exception>
    /// <exception cref="DatasetException">Its name is unknown, or files are there but wrong.</exception>
    public async Task<Dataset> LoadAsync(string name, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == StrokeDigits.Name)
            return StrokeDigits.Open(cancellation);
        if (options.Catalogue.Find(name) is CatalogueEntry entry)
            return await LoadKnownAsync(entry, cancellation);
        return IsFolder(name) ? await Task.Run(() => ReadOwn(name), cancellation) : throw UnknownName(name);
    }

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

        string cache = Path.Combine(options.CacheFolder, entry.Name);
        DatasetFolder cached = DatasetFolder.At(cache);
        if (!cached.IsComplete)
        {
            await new DatasetDownload(options, entry).FetchAsync(cache, cancellation);
            cached = DatasetFolder.At(cache);
        }

        return await Task.Run(() => ReadKnown(entry, cached), cancellation);
    }

    private Dataset ReadExplicit(CatalogueEntry entry, string folder)
    {
        if (!Directory.Exists(folder))
            throw new DatasetException($"DATA={folder}: there is no such folder. Name one that holds {entry.Name}.");
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
            Notify($"LENETLAB_DATA={folder} does not hold {entry.Name}: {found.Missing} missing; the cache is next.");
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

        return Combine(entry.Name, folder.Folder, files);
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

    private static Dataset ReadOwn(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DatasetUnavailableException(
                $"{folder}: there is no such folder. Known datasets are {string.Join(", ", KnownNames)}.");
        }

        DatasetFolder found = DatasetFolder.At(folder);
        if (!found.IsComplete)
        {
            throw new DatasetException($"{folder} is not a folder of IDX files: {found.Missing} missing. " +
                "docs/datasets.md says what such a folder must hold.");
        }

        return Combine(folder, folder, [.. found.Paths.Select((path, i) =>
            IdxFile.Read(path!, CatalogueEntry.ContentOf(i)))]);
    }

    private static Dataset Combine(string name, string origin, IdxFile[] files)
    {
        string sum = CombinedSum([.. files.Select(file => file.Sha256)]);
        return new Dataset(name, sum, Pair(files[0], files[1]), Pair(files[2], files[3])) { Origin = origin };
    }

    private static ImageSet Pair(IdxFile images, IdxFile labels)
    {
        if (images.Rows != ImageSide || images.Columns != ImageSide)
        {
            throw new DatasetException(
                $"{images.Path}: holds images of {images.Rows}×{images.Columns} pixels, expected " +
                $"{ImageSide}×{ImageSide}, which are padded to LeNet-5's 32×32. Scale or pad them to that size.");
        }

        if (images.Count != labels.Count)
        {
            throw new DatasetException($"{images.Path} holds {images.Count:N0} images, but {labels.Path} " +
                $"{labels.Count:N0} labels. {IdxRefusal.WayOut}");
        }

        return new ImageSet(images.Values, labels.Values, images.Rows, images.Columns);
    }

    /// <summary>See <see cref="Dataset.Sha256"/>.</summary>
    internal static string CombinedSum(IReadOnlyList<string> sums) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(sums.Select(sum => sum + '\n')))));

    private static DatasetException UnknownName(string name)
    {
        string hint = WellKnown.NearestDataset(name, [.. KnownNames]) is { } nearest ? $" Did you mean {nearest}?" : "";
        return new DatasetException(
            $"dataset `{name}` is not known.{hint} Known are {string.Join(", ", KnownNames)}, or the path of a " +
            "folder of IDX files (with a slash, such as ./digits).");
    }

    private void Notify(string sentence) => options.Notice?.Invoke(sentence);
}
