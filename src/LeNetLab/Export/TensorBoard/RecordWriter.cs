using System.Buffers.Binary;
using System.Numerics;

namespace LeNetLab.Export.TensorBoard;

/// <summary>
/// The frames of TensorFlow's record files (TFRecord): the length as a little-endian 64-bit number, its masked CRC-32C,
/// the bytes, theirs.
/// </summary>
internal static class RecordWriter
{
    /// <summary>Appends a record.</summary>
    public static void Write(Stream stream, byte[] record)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)record.Length);
        stream.Write(length);
        WriteSum(stream, length);
        stream.Write(record);
        WriteSum(stream, record);
    }

    /// <summary>
    /// CRC-32C (Castagnoli), rotated right by 15 bits and moved by a constant, as the format has it: sums of data that
    /// holds sums would else be weak.
    /// </summary>
    internal static uint MaskedSum(ReadOnlySpan<byte> data)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in data)
            sum = BitOperations.Crc32C(sum, value);
        return BitOperations.RotateRight(~sum, 15) + 0xa282ead8;
    }

    private static void WriteSum(Stream stream, ReadOnlySpan<byte> data)
    {
        Span<byte> sum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, MaskedSum(data));
        stream.Write(sum);
    }
}
