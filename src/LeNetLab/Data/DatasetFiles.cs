using System.Security.Cryptography;
using System.Text;

namespace LeNetLab.Data;

/// <summary>Makes a dataset of its four files.</summary>
internal static class DatasetFiles
{
    /// <summary>Reads a folder whose files are known by nothing but their form.</summary>
    /// <param name="name">The dataset's.</param>
    /// <param name="folder">With all four of them.</param>
    /// <exception cref="DatasetException">They are not what they must be.</exception>
    internal static Dataset Read(string name, DatasetFolder folder) => Combine(name, folder.Folder,
        [.. folder.Paths.Select((path, i) => IdxFile.Read(path!, CatalogueEntry.ContentOf(i)))]);

    /// <summary>A dataset of files that were read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="origin">The folder that they lie in.</param>
    /// <param name="files">In the order of <see cref="CatalogueEntry.FileNames"/>.</param>
    internal static Dataset Combine(string name, string origin, IdxFile[] files)
    {
        string sum = CombinedSum([.. files.Select(file => file.Sha256)]);
        return new Dataset(name, sum, Pair(files[0], files[1]), Pair(files[2], files[3])) { Origin = origin };
    }

    /// <summary>See <see cref="Dataset.Sha256"/>.</summary>
    internal static string CombinedSum(IReadOnlyList<string> sums) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(sums.Select(sum => sum + '\n')))));

    private static ImageSet Pair(IdxFile images, IdxFile labels)
    {
        const int Side = DatasetSource.ImageSide;
        if (images.Rows != Side || images.Columns != Side)
        {
            throw new DatasetException(
                $"{images.Path}: holds images of {images.Rows}×{images.Columns} pixels, expected " +
                $"{Side}×{Side}, which are padded to LeNet-5's 32×32. Scale or pad them to that size.");
        }

        if (images.Count != labels.Count)
        {
            throw new DatasetException($"{images.Path} holds {images.Count:N0} images, but {labels.Path} " +
                $"{labels.Count:N0} labels. {IdxRefusal.WayOut}");
        }

        return new ImageSet(images.Values, labels.Values, images.Rows, images.Columns);
    }
}
