namespace LeNetLab.Data;

/// <summary>Finds the four files of a dataset in a folder.</summary>
/// <param name="Folder">Where was looked.</param>
/// <param name="Paths">In the order of <see cref="CatalogueEntry.FileNames"/>; null where a file is missing.</param>
internal sealed record DatasetFolder(string Folder, IReadOnlyList<string?> Paths)
{
    internal bool IsComplete => Paths.All(path => path is not null);

    /// <summary>The missing files' names, for messages.</summary>
    internal string Missing =>
        string.Join(", ", CatalogueEntry.FileNames.Where((_, i) => Paths[i] is null).Select(name => $"{name}[.gz]"));

    /// <summary>Looks in one folder.</summary>
    internal static DatasetFolder At(string folder) =>
        new(folder, [.. CatalogueEntry.FileNames.Select(name => Candidates(folder, name).FirstOrDefault(File.Exists))]);

    /// <summary>
    /// Looks in <c>folder/dataset</c>, then in the folder itself; four files must lie together. Where neither has
    /// all of them, gives the one that has more.
    /// </summary>
    internal static DatasetFolder Under(string folder, string dataset)
    {
        DatasetFolder inner = At(Path.Combine(folder, dataset)), outer = At(folder);
        return inner.IsComplete || (!outer.IsComplete && inner.Found > outer.Found) ? inner : outer;
    }

    private int Found => Paths.Count(path => path is not null);

    /// <summary>Compressed first: some datasets' published sums are of the compressed files only.</summary>
    private static IEnumerable<string> Candidates(string folder, string name)
    {
        // Some unpackers write train-images.idx3-ubyte.
        string dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        return new[] { $"{name}.gz", name, $"{dotted}.gz", dotted }.Select(file => Path.Combine(folder, file));
    }
}
