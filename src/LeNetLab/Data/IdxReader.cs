using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LeNetLab.Data;

/// <summary>One pass over an uncompressed IDX stream: header, values, sum.</summary>
/// <param name="path">Named in refusals.</param>
/// <param name="content">What it must hold.</param>
/// <param name="stream">At its first byte; read to one byte past the values at most.</param>
internal sealed class IdxReader(string path, IdxContent content, Stream stream)
{
    private const int FirstBuffer = 1 << 20;

    /// <param name="streamLength">The length of the whole stream in bytes, where it is known.</param>
    /// <exception cref="DatasetException">It is not what it must be.</exception>
    internal IdxFile Read(long? streamLength)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] header = ReadHeader();
        hash.AppendData(header);
        (int count, int rows, int columns) = Dimensions(header);
        Extent extent = new(header.Length, count, rows, columns);
        if (streamLength is long length && length != extent.Length)
            throw WrongLength(extent, $"{length:N0}", length < extent.Length);

        byte[] values = ReadValues(extent);
        hash.AppendData(values);
        if (content == IdxContent.Labels)
            CheckLabels(values);
        string sum = Convert.ToHexStringLower(hash.GetHashAndReset());
        return new IdxFile(path, content, count, rows, columns, values, sum, null);
    }

    private byte[] ReadHeader()
    {
        (uint magic, int length) = content == IdxContent.Images ? (IdxFile.ImageMagic, 16) : (IdxFile.LabelMagic, 8);
        string expected = content == IdxContent.Images
            ? $"an image file (magic 0x{magic:x8})" : $"a label file (magic 0x{magic:x8})";
        var start = new byte[40];
        int read = stream.ReadAtLeast(start.AsSpan(0, 4), 4, throwOnEndOfStream: false);
        if (read < 4)
            throw IdxRefusal.At(path, read == 0 ? "holds no data" : $"holds {read} bytes of data", expected);
        if (BinaryPrimitives.ReadUInt32BigEndian(start) != magic)
        {
            read += stream.ReadAtLeast(start.AsSpan(4), start.Length - 4, throwOnEndOfStream: false);
            throw IdxRefusal.At(path, IdxRefusal.Describe(start.AsSpan(0, read)), expected);
        }

        read += stream.ReadAtLeast(start.AsSpan(4, length - 4), length - 4, throwOnEndOfStream: false);
        if (read < length)
            throw IdxRefusal.At(path, $"ends within its header, after {read} bytes", $"a header of {length} bytes");
        return start[..length];
    }

    private (int Count, int Rows, int Columns) Dimensions(ReadOnlySpan<byte> header)
    {
        uint count = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        if (count is < 1 or > IdxFile.MaximumCount)
            throw IdxRefusal.At(path, $"says that it holds {count:N0} items", $"1 to {IdxFile.MaximumCount:N0}");
        if (content == IdxContent.Labels)
            return ((int)count, 1, 1);
        uint rows = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        uint columns = BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
        if (rows is < 1 or > IdxFile.MaximumSide || columns is < 1 or > IdxFile.MaximumSide)
        {
            throw IdxRefusal.At(path, $"says that its images are {rows:N0}×{columns:N0} pixels",
                $"at most {IdxFile.MaximumSide}×{IdxFile.MaximumSide}");
        }

        return ((int)count, (int)rows, (int)columns);
    }

    private byte[] ReadValues(Extent extent)
    {
        int size = extent.Size;
        var values = new byte[Math.Min(size, FirstBuffer)];
        int filled = 0;
        while (filled < size)
        {
            // Grown as data arrive: the header's word alone is worth one small buffer.
            if (filled == values.Length)
                Array.Resize(ref values, (int)Math.Min(size, 2L * values.Length));
            int read = stream.Read(values, filled, values.Length - filled);
            if (read == 0)
                throw WrongLength(extent, $"{extent.HeaderLength + filled:N0}", tooShort: true);
            filled += read;
        }

        // Also makes a gzip stream check its own sum.
        if (stream.ReadByte() >= 0)
            throw WrongLength(extent, "more", tooShort: false);
        return values;
    }

    private DatasetException WrongLength(Extent extent, string found, bool tooShort)
    {
        string items = content == IdxContent.Images
            ? $"{extent.Count:N0} images of {extent.Rows}×{extent.Columns}"
            : $"{extent.Count:N0} labels";
        return IdxRefusal.At(path, $"{(tooShort ? "is truncated" : "is too long")}: holds {found} bytes uncompressed",
            $"{extent.Length:N0}, as its header says ({items})");
    }

    private void CheckLabels(ReadOnlySpan<byte> labels)
    {
        int wrong = labels.IndexOfAnyExceptInRange((byte)0, (byte)(IdxFile.Classes - 1));
        if (wrong >= 0)
            throw IdxRefusal.At(path, $"holds the label {labels[wrong]} at position {wrong:N0}", "labels 0 to 9");
    }

    /// <summary>What a header within bounds promises: at most 1,024,000,000 values.</summary>
    private readonly record struct Extent(int HeaderLength, int Count, int Rows, int Columns)
    {
        internal int Size => Count * Rows * Columns;

        internal long Length => (long)HeaderLength + Size;
    }
}
