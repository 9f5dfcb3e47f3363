using Google.Protobuf;

namespace LeNetLab.Export.TensorBoard;

/// <summary>
/// A protocol buffer's message, field by field. (The few messages of TensorBoard's files need no generated classes.)
/// </summary>
internal sealed class ProtobufMessage
{
    private readonly List<Action<CodedOutputStream>> fields = [];

    /// <summary>The message on the wire.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            foreach (Action<CodedOutputStream> write in fields)
                write(output);
        }

        return bytes.ToArray();
    }

    /// <summary>A field of type <c>double</c>.</summary>
    public ProtobufMessage Double(int field, double value) =>
        With(field, WireFormat.WireType.Fixed64, output => output.WriteDouble(value));

    /// <summary>A field of type <c>float</c>.</summary>
    public ProtobufMessage Float(int field, float value) =>
        With(field, WireFormat.WireType.Fixed32, output => output.WriteFloat(value));

    /// <summary>A field of type <c>int64</c>, <c>int32</c>, <c>bool</c> or of an enumeration.</summary>
    public ProtobufMessage Integer(int field, long value) =>
        With(field, WireFormat.WireType.Varint, output => output.WriteInt64(value));

    /// <summary>A field of type <c>string</c>.</summary>
    public ProtobufMessage Text(int field, string value) =>
        With(field, WireFormat.WireType.LengthDelimited, output => output.WriteString(value));

    /// <summary>A field that is a message, or has one as its bytes.</summary>
    public ProtobufMessage Message(int field, ProtobufMessage value) =>
        With(field, WireFormat.WireType.LengthDelimited,
            output => output.WriteBytes(ByteString.CopyFrom(value.ToBytes())));

    private ProtobufMessage With(int field, WireFormat.WireType type, Action<CodedOutputStream> write)
    {
        fields.Add(output => output.WriteTag(field, type));
        fields.Add(write);
        return this;
    }
}
