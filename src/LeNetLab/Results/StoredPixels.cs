using System.IO.Compression;
using LeNetLab.Data;

namespace LeNetLab.Results;

/// <summary>Test images as the database holds them.</summary>
internal sealed record StoredPixels
{
    /// <summary>Rows of one image.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns of one image.</summary>
    public required int Columns { get; init; }

    /// <summary>gzip of [image][row][column].</summary>
    public required byte[] Pixels { get; init; }

    /// <summary>Pixels as they are stored.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> pixels)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(pixels);
        return compressed.ToArray();
    }

    /// <summary>The images.</summary>
    /// <param name="labels">Their classes, which say how many there are.</param>
    /// <exception cref="ResultsException">They are not so many images of that size.</exception>
    public ImageSet ToImages(byte[] labels)
    {
        try
        {
            // No more than there should be is read, whatever the bytes unfold to.
            var pixels = new byte[checked(labels.Length * Rows * Columns)];
            using var gzip = new GZipStream(new MemoryStream(Pixels), CompressionMode.Decompress);
            gzip.ReadExactly(pixels);
            return new ImageSet(pixels, labels, Rows, Columns);
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or ArgumentException
            or OverflowException)
        {
            throw new ResultsException(
                $"The database's test images are not {labels.Length} of {Rows}×{Columns} pixels: {damage.Message}",
                damage);
        }
    }
}
