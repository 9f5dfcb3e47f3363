using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace LeNetLab.Data;

/// <summary>
/// An IDX file, read whole and checked: big-endian magic, count (and rows, columns for images), then one byte a value
/// (http://yann.lecun.com/exdb/mnist, "File formats").
/// </summary>
/// <remarks>
/// Whether a file is compressed is seen from its bytes, not from its name. Memory follows the bytes that are really
/// there: a header that promises more costs nothing, and a stream that holds more is left one byte after its end.
/// </remarks>
/// <param name="Path">Where it was read.</param>
/// <param name="Content">Images or labels.</param>
/// <param name="Count">How many, 1 … <see cref="MaximumCount"/>.</param>
/// <param name="Rows">Rows of an image, 1 … <see cref="MaximumSide"/>; 1 for labels.</param>
/// <param name="Columns">Columns of an image, 1 … <see cref="MaximumSide"/>; 1 for labels.</param>
/// <param name="Values">[image][row][column] grey levels, or [image] labels 0 … 9; without the header.</param>
/// <param name="Sha256">Lower-case hex sum of the uncompressed file, header included.</param>
/// <param name="GzipSha256">Lower-case hex sum of the file as it lies there; null where it is not compressed.</param>
public sealed record IdxFile(
    string Path, IdxContent Content, int Count, int Rows, int Columns, byte[] Values, string Sha256, string? GzipSha256)
{
    /// <summary>The most images that are read from one file.</summary>
    public const int MaximumCount = 1_000_000;

    /// <summary>The most rows or columns of an image: LeNet-5 looks at 32×32.</summary>
    public const int MaximumSide = 32;

    /// <summary>Labels are classes 0 … 9.</summary>
    public const int Classes = 10;

    internal const uint ImageMagic = 0x00000803;
    internal const uint LabelMagic = 0x00000801;

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file, compressed or not.</param>
    /// <param name="content">What it must hold.</param>
    /// <exception cref="DatasetException">It cannot be read or is not that; says what was found instead.</exception>
    public static IdxFile Read(string path, IdxContent content)
    {
        if (Directory.Exists(path))
            throw IdxRefusal.At(path, "is a folder", "a file");
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!file.CanSeek)
                throw IdxRefusal.At(path, "is a pipe or a device", "a file");
            if (file.Length == 0)
                throw IdxRefusal.At(path, "is empty (0 bytes)", "IDX data");
            bool compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            return compressed
                ? ReadCompressed(path, content, file)
                : new IdxReader(path, content, file).Read(file.Length);
        }
        catch (InvalidDataException corrupted)
        {
            throw IdxRefusal.At(path, "holds damaged gzip data", "a whole gzip file", corrupted);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                $"{path}: cannot be read ({unreadable.Message}). Check that it exists and may be read by this user.",
                unreadable);
        }
    }

    /// <summary>Writes images as an uncompressed IDX file.</summary>
    public static void WriteImages(Stream stream, ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(images);
        stream.Write(ImageHeader(images));
        stream.Write(images.Pixels);
    }

    /// <summary>Writes labels as an uncompressed IDX file.</summary>
    public static void WriteLabels(Stream stream, ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(images);
        stream.Write(LabelHeader(images));
        stream.Write(images.Labels);
    }

    /// <summary>The sum that the images' uncompressed IDX file has, lower-case hex.</summary>
    internal static string ImageSum(ImageSet images) => Sum(ImageHeader(images), images.Pixels);

    /// <summary>The sum that the labels' uncompressed IDX file has, lower-case hex.</summary>
    internal static string LabelSum(ImageSet images) => Sum(LabelHeader(images), images.Labels);

    private static IdxFile ReadCompressed(string path, IdxContent content, FileStream file)
    {
        using HashingStream hashed = new(file);
        using GZipStream plain = new(hashed, CompressionMode.Decompress);
        IdxFile read = new IdxReader(path, content, plain).Read(null);
        return read with { GzipSha256 = hashed.FinishHash() };
    }

    private static byte[] ImageHeader(ImageSet images)
    {
        var header = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(header, ImageMagic);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), images.Count);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), images.Rows);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(12), images.Columns);
        return header;
    }

    private static byte[] LabelHeader(ImageSet images)
    {
        var header = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(header, LabelMagic);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), images.Count);
        return header;
    }

    private static string Sum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> values)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(values);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
