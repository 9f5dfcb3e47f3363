namespace LeNetLab.Data;

/// <summary>One dataset of the catalogue.</summary>
/// <param name="Name">As specs name it, e.g. <c>fashion-mnist</c>.</param>
/// <param name="Mirrors">Folders that serve the files, in order of preference; each ends with a slash.</param>
/// <param name="Files">Training images, training labels, test images, test labels.</param>
public sealed record CatalogueEntry(string Name, IReadOnlyList<Uri> Mirrors, IReadOnlyList<CatalogueFile> Files)
{
    /// <summary>
    /// The names without <c>.gz</c> that MNIST gave its files and that the others took over: training images,
    /// training labels, test images, test labels.
    /// </summary>
    public static IReadOnlyList<string> FileNames { get; } =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>60,000 training and 10,000 test images under MNIST's file names.</summary>
    /// <param name="name">The dataset's.</param>
    /// <param name="mirrors">Their addresses, each ending with a slash.</param>
    /// <param name="sums">SHA-256 of the four uncompressed files, or null where they are not published.</param>
    /// <param name="gzipSums">SHA-256 of the four compressed downloads.</param>
    internal static CatalogueEntry LikeMnist(string name, string[] mirrors, string[]? sums, string[] gzipSums) => new(
        name,
        [.. mirrors.Select(mirror => new Uri(mirror))],
        [.. FileNames.Select((file, i) => new CatalogueFile(
            file, ContentOf(i), i < 2 ? 60_000 : 10_000, sums?[i], gzipSums[i]))]);

    /// <summary>What the file at that place of <see cref="FileNames"/> holds.</summary>
    internal static IdxContent ContentOf(int place) => place % 2 == 0 ? IdxContent.Images : IdxContent.Labels;
}

/// <summary>One file of a dataset.</summary>
/// <param name="Name">Without <c>.gz</c>; mirrors serve it with.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Count">How many.</param>
/// <param name="Sha256">Lower-case hex sum of the uncompressed bytes, or null where it is not published.</param>
/// <param name="GzipSha256">Lower-case hex sum of the usual compressed download.</param>
public sealed record CatalogueFile(string Name, IdxContent Content, int Count, string? Sha256, string GzipSha256);
