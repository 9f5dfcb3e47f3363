using System.Buffers.Binary;
using Google.Protobuf;

namespace LeNetLab.Tests.Export;

/// <summary>A field of a message: its number, and its value as the wire has it.</summary>
internal sealed record Field(int Number, object Value)
{
    public double Double => BitConverter.UInt64BitsToDouble((ulong)Value);

    public float Float => BitConverter.UInt32BitsToSingle((uint)Value);

    public long Integer => (long)(ulong)Value;

    public string Text => ((ByteString)Value).ToStringUtf8();

    public Message Message => Message.Of((ByteString)Value);
}

/// <summary>A protocol buffer's message, read without knowing what it is.</summary>
internal sealed record Message(IReadOnlyList<Field> Fields)
{
    /// <summary>The one field of a number.</summary>
    public Field this[int number] => Fields.Single(field => field.Number == number);

    public bool Has(int number) => Fields.Any(field => field.Number == number);

    public static Message Of(ByteString bytes)
    {
        CodedInputStream input = bytes.CreateCodedInput();
        var fields = new List<Field>();
        while (input.ReadTag() is > 0 and uint tag)
        {
            fields.Add(new Field(WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadUInt64(),
                WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                WireFormat.WireType.Fixed32 => input.ReadFixed32(),
                WireFormat.WireType.LengthDelimited => (object)input.ReadBytes(),
                WireFormat.WireType other => throw new InvalidDataException($"Wire type {other}."),
            }));
        }

        return new Message(fields);
    }
}

/// <summary>
/// Reads TensorBoard's event files as the format is documented (TensorFlow's "TFRecord and tf.train.Example", and the
/// comments of event.proto). TensorBoard itself is not to be had from the package feeds that the tests may use.
/// </summary>
internal static class EventFile
{
    /// <summary>Every event of a file whose sums are right.</summary>
    public static IReadOnlyList<Message> Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        var events = new List<Message>();
        for (int at = 0; at < file.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at)));
            Check(file, at, 8);
            Check(file, at + 12, length);
            events.Add(Message.Of(ByteString.CopyFrom(file, at + 12, length)));
            at += 12 + length + 4;
        }

        return events;
    }

    /// <summary>The scalars by tag: step and value.</summary>
    public static ILookup<string, (long Step, float Value)> Scalars(IEnumerable<Message> events) => events
        .Where(one => one.Has(5))
        .Select(one => (Step: one.Has(2) ? one[2].Integer : 0, Value: one[5].Message[1].Message))
        .Where(one => one.Value.Has(2))
        .ToLookup(one => one.Value[1].Text, one => (one.Step, one.Value[2].Float));

    private static void Check(byte[] file, int start, int length)
    {
        uint sum = Crc32C(file.AsSpan(start, length));
        uint masked = ((sum >> 15) | (sum << 17)) + 0xa282ead8u;
        Assert.Equal(masked, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(start + length)));
    }

    /// <summary>Bit by bit; the polynomial of RFC 3720, B.4.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint sum = 0xffffffff;
        foreach (byte value in data)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ ((sum & 1) == 0 ? 0 : 0x82f63b78);
        }

        return ~sum;
    }
}
