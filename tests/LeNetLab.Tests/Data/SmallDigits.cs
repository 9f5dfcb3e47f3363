using System.IO.Compression;
using System.Security.Cryptography;
using LeNetLab.Data;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Data;

/// <summary>A dataset of random pixels, small enough to be damaged thousands of times.</summary>
internal sealed class SmallDigits
{
    internal const int TrainCount = 30;
    internal const int TestCount = 10;

    private SmallDigits(string name, long seed)
    {
        Name = name;
        Train = Random(seed, "train", TrainCount);
        Test = Random(seed, "test", TestCount);
        Plain = [Images(Train), Labels(Train), Images(Test), Labels(Test)];
        Compressed = [.. Plain.Select(file => Gzip(file))];
    }

    internal static SmallDigits First { get; } = new("first", 1);

    internal static SmallDigits Second { get; } = new("second", 2);

    internal string Name { get; }

    internal ImageSet Train { get; }

    internal ImageSet Test { get; }

    /// <summary>The four files' uncompressed bytes.</summary>
    internal byte[][] Plain { get; }

    /// <summary>The four files as downloaded.</summary>
    internal byte[][] Compressed { get; }

    /// <param name="plainSumsKnown">Whether the uncompressed files' sums are published, as MNIST's are.</param>
    /// <param name="mirrors">Addresses that end with a slash.</param>
    internal CatalogueEntry Entry(bool plainSumsKnown, params Uri[] mirrors) => new(Name, mirrors,
        [.. CatalogueEntry.FileNames.Select((file, i) => new CatalogueFile(
            file, i % 2 == 0 ? IdxContent.Images : IdxContent.Labels, i < 2 ? TrainCount : TestCount,
            plainSumsKnown ? Sum(Plain[i]) : null, Sum(Compressed[i])))]);

    /// <summary>Writes the four files into a folder.</summary>
    internal void WriteTo(TemporaryFolder folder, string name, bool compressed = true, bool dotted = false)
    {
        for (int i = 0; i < Plain.Length; i++)
        {
            string file = CatalogueEntry.FileNames[i];
            file = dotted ? file.Replace("-idx", ".idx", StringComparison.Ordinal) : file;
            folder.Write(Path.Combine(name, compressed ? $"{file}.gz" : file), compressed ? Compressed[i] : Plain[i]);
        }
    }

    internal static byte[] Gzip(byte[] plain, CompressionLevel level = CompressionLevel.Optimal)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, level))
            gzip.Write(plain);
        return compressed.ToArray();
    }

    internal static string Sum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    internal static ImageSet Random(long seed, string purpose, int count, int rows = 28, int columns = 28)
    {
        SeedStream stream = SeedStream.Open(seed, purpose);
        byte[] pixels = new byte[count * rows * columns], labels = new byte[count];
        foreach (ref byte pixel in pixels.AsSpan())
            pixel = (byte)stream.NextInt32(256);
        foreach (ref byte label in labels.AsSpan())
            label = (byte)stream.NextInt32(10);
        return new ImageSet(pixels, labels, rows, columns);
    }

    internal static byte[] Images(ImageSet set)
    {
        using MemoryStream stream = new();
        IdxFile.WriteImages(stream, set);
        return stream.ToArray();
    }

    internal static byte[] Labels(ImageSet set)
    {
        using MemoryStream stream = new();
        IdxFile.WriteLabels(stream, set);
        return stream.ToArray();
    }
}
