using LeNetLab.Data;
using LeNetLab.Results;

namespace LeNetLab.Launchers;

/// <summary>
/// Datasets beside the results, for tasks that have neither a cache nor a network:
/// <c>&lt;results&gt;/datasets/&lt;sum&gt;/</c>, four IDX files each.
/// </summary>
public static class SharedDataset
{
    private const string Parent = "datasets";

    /// <summary>The folder of a dataset, for <see cref="DatasetSource.LoadAsync"/>.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="sha256">The dataset's sum.</param>
    public static string FolderOf(string results, string sha256) => Path.Combine(results, Parent, sha256);

    /// <summary>Puts a dataset there, unless it is.</summary>
    public static void Share(string results, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        string folder = FolderOf(results, dataset.Sha256);
        Action<Stream>[] writers =
        [
            stream => IdxFile.WriteImages(stream, dataset.Train), stream => IdxFile.WriteLabels(stream, dataset.Train),
            stream => IdxFile.WriteImages(stream, dataset.Test), stream => IdxFile.WriteLabels(stream, dataset.Test),
        ];
        for (int file = 0; file < writers.Length; file++)
        {
            // Each is there whole or not at all; whoever reads them checks their sum.
            string path = Path.Combine(folder, CatalogueEntry.FileNames[file]);
            if (!File.Exists(path))
                AtomicFile.Write(path, writers[file]);
        }
    }
}
