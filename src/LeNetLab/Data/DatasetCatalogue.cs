namespace LeNetLab.Data;

/// <summary>The datasets whose files are known by their sums.</summary>
/// <param name="Entries">Each name once.</param>
public sealed record DatasetCatalogue(IReadOnlyList<CatalogueEntry> Entries)
{
    private static readonly string[] MnistMirrors =
    [
        "https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ];

    /// <summary>
    /// MNIST (LeCun, Cortes and Burges 1998), Fashion-MNIST (Xiao, Rasul and Vollgraf 2017) and KMNIST (Clanuwat et
    /// al. 2018). For the last two only the sums of the compressed downloads are published.
    /// </summary>
    public static DatasetCatalogue Standard { get; } = new(
    [
        CatalogueEntry.LikeMnist("mnist", MnistMirrors,
            [
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
            ],
            [
                "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
            ]),
        CatalogueEntry.LikeMnist("fashion-mnist", ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
            null,
            [
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
            ]),
        CatalogueEntry.LikeMnist("kmnist", ["http://codh.rois.ac.jp/kmnist/dataset/kmnist/"],
            null,
            [
                "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
                "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
                "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
                "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
            ]),
    ]);

    /// <summary>The entry of that name, or null.</summary>
    public CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>Decides whether a file is the one that an entry asks for.</summary>
    /// <param name="wanted">What it should be.</param>
    /// <param name="file">What was read.</param>
    internal FileVerdict Judge(CatalogueFile wanted, IdxFile file)
    {
        if (Matches(wanted, file))
            return new FileVerdict.Genuine();
        foreach (CatalogueEntry entry in Entries)
        {
            if (entry.Files.FirstOrDefault(known => Matches(known, file)) is CatalogueFile other)
                return new FileVerdict.Belongs(entry.Name, other.Name);
        }

        if (wanted.Sha256 is not null)
            return new FileVerdict.Wrong($"its uncompressed bytes have the SHA-256 {file.Sha256}", wanted.Sha256);
        if (file.GzipSha256 is not null)
        {
            return new FileVerdict.Wrong($"it has the SHA-256 {file.GzipSha256}",
                $"{wanted.GzipSha256}, the download's; a file that was compressed anew cannot be checked, but is " +
                "taken as it is once it is uncompressed");
        }

        return file.Count == wanted.Count
            ? new FileVerdict.Unchecked()
            : new FileVerdict.Wrong($"it holds {file.Count:N0} items", $"{wanted.Count:N0}");
    }

    private static bool Matches(CatalogueFile known, IdxFile file) =>
        known.Sha256 == file.Sha256 || (file.GzipSha256 is not null && known.GzipSha256 == file.GzipSha256);
}

/// <summary>What a file is, seen from the file that was asked for.</summary>
internal abstract record FileVerdict
{
    private FileVerdict()
    {
    }

    /// <summary>Its sum is the published one.</summary>
    internal sealed record Genuine : FileVerdict;

    /// <summary>Well-formed, of the right size, and no sum is published that could tell more.</summary>
    internal sealed record Unchecked : FileVerdict;

    /// <summary>Its sum is that of another file of the catalogue.</summary>
    internal sealed record Belongs(string Dataset, string FileName) : FileVerdict;

    /// <summary>It is none of the catalogue's.</summary>
    internal sealed record Wrong(string Found, string Expected) : FileVerdict;
}
