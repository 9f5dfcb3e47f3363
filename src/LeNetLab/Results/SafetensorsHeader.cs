using System.Text.Json;
using LeNetLab.Specs;

namespace LeNetLab.Results;

/// <summary>The JSON at the head of a safetensors file: which tensor has which shape and lies where.</summary>
internal static class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";

    /// <summary>One tensor: bytes <paramref name="Begin"/> … <paramref name="End"/> − 1 of the data section.</summary>
    public sealed record Entry(string Name, IReadOnlyList<int> Shape, int Begin, int End);

    /// <summary>The header of a file, padded with spaces so that the data starts at a multiple of 8 bytes.</summary>
    public static byte[] Write(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (file.Metadata.Count > 0)
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in file.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            int offset = 0;
            foreach (Tensor tensor in file.Tensors)
            {
                WriteTensor(json, tensor, offset);
                offset = checked(offset + (tensor.Values.Length * sizeof(float)));
            }

            json.WriteEndObject();
        }

        while (stream.Length % 8 != 0)
            stream.WriteByte((byte)' ');
        return stream.ToArray();
    }

    /// <summary>Reads and checks a header: the tensors must tile the data exactly.</summary>
    /// <exception cref="ResultsException">It is not one, or does not fit the data.</exception>
    public static (IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<Entry> Entries) Read(
        ReadOnlyMemory<byte> header, int dataLength, string file)
    {
        try
        {
            var metadata = new Dictionary<string, string>();
            var entries = new Dictionary<string, Entry>();
            using JsonDocument document = JsonDocument.Parse(header);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals(MetadataKey))
                {
                    foreach (JsonProperty pair in property.Value.EnumerateObject())
                        metadata[pair.Name] = Text(pair.Value);
                }
                else if (!entries.TryAdd(property.Name, ReadTensor(property)))
                {
                    throw new FormatException($"tensor {Quotation.Of(property.Name)} is named twice");
                }
            }

            Entry[] inOrder = [.. entries.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
            return (metadata, Tiled(inOrder, dataLength));
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            throw new ResultsException($"{file} is no safetensors file of float32: "
                + Quotation.Of(problem.Message, 300), problem);
        }
    }

    private static void WriteTensor(Utf8JsonWriter json, Tensor tensor, int offset)
    {
        if (tensor.Shape.Aggregate(1L, (product, extent) => product * extent) != tensor.Values.Length)
        {
            string shape = string.Join(", ", tensor.Shape);
            throw new ArgumentException($"{tensor.Values.Length} values do not fill {tensor.Name} of shape [{shape}].");
        }

        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", "F32");
        json.WriteStartArray("shape");
        foreach (int extent in tensor.Shape)
            json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + (tensor.Values.Length * sizeof(float)));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Entry ReadTensor(JsonProperty property)
    {
        string name = Quotation.Of(property.Name);
        string type = Text(Member(property, "dtype"));
        if (type != "F32")
            throw new FormatException($"tensor {name} is of type {Quotation.Of(type)}, not F32");
        int[] shape = [.. Member(property, "shape").EnumerateArray().Select(extent => extent.GetInt32())];
        int[] offsets = [.. Member(property, "data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
        if (offsets.Length != 2)
            throw new FormatException($"tensor {name} has {offsets.Length} data_offsets, not 2");
        if (shape.Any(extent => extent < 0) || offsets[1] < offsets[0] || Bytes(shape) != (long)offsets[1] - offsets[0])
        {
            throw new FormatException($"tensor {name}, [{Quotation.Of(string.Join(", ", shape))}], does not fill bytes "
                + $"{offsets[0]} to {offsets[1]}");
        }

        return new Entry(property.Name, shape, offsets[0], offsets[1]);
    }

    /// <summary>Bytes of a tensor, or −1 where that is beyond any file.</summary>
    private static long Bytes(int[] shape)
    {
        long bytes = sizeof(float);
        foreach (int extent in shape)
        {
            // Under 2³¹ before, so under 2⁶² after: no overflow.
            bytes *= extent;
            if (bytes > int.MaxValue)
                return -1;
        }

        return bytes;
    }

    private static Entry[] Tiled(Entry[] entries, int dataLength)
    {
        int end = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Begin != end)
            {
                throw new FormatException(
                    $"tensor {Quotation.Of(entry.Name)} begins at byte {entry.Begin} of the data, not {end}");
            }

            end = entry.End;
        }

        return end == dataLength
            ? entries
            : throw new FormatException($"the tensors end at byte {end} of the data, which has {dataLength}");
    }

    private static JsonElement Member(JsonProperty tensor, string name) =>
        tensor.Value.TryGetProperty(name, out JsonElement member)
            ? member
            : throw new FormatException($"tensor {Quotation.Of(tensor.Name)} lacks {name}");

    private static string Text(JsonElement element) =>
        element.GetString() ?? throw new FormatException("null stands where a text belongs");
}
