using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Results;

namespace LeNetLab.Tests.Fuzz;

[Trait("speed", "slow")]
public sealed class SafetensorsFuzzTests
{
    // Each with as many bytes of data as it speaks of.
    private static readonly (string Header, int Data)[] Good =
    [
        ("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4),
        ("""
        {"__metadata__": {"run_id": "ab", "activation": "tanh"},
        "C1.weight": {"dtype": "F32", "shape": [2, 1, 2], "data_offsets": [0, 16]},
        "C1.bias": {"dtype": "F32", "shape": [2], "data_offsets": [16, 24]}}
        """, 24),
        ("""
        {"x": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]},
        "y": {"dtype": "F32", "shape": [0, 3], "data_offsets": [4, 4]},
        "z": {"dtype": "F32", "shape": [2, 2], "data_offsets": [4, 20]}}
        """, 20),
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\n", "\\u001b[2J", "null", "true",
        "\"F16\"", "\"F32\"", "\"BF16\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "\"a\"",
        "\"a\":{},", "\"dtype\":\"I64\",", "\"shape\":[2],", "\"data_offsets\":[0,8],", "[2147483647,2147483647]",
        "[-1,-1]", "[0,0]", "[8,0]", "/* */", " ", """{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""",
        ""","a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""",
    ];

    [Fact]
    public void Bytes_are_weights_or_refused_by_their_file()
    {
        byte[][] good = [.. Good.Select(file => File(file.Header, file.Data))];
        string[] headers = [.. Good.Select(file => file.Header)];
        Gen<byte[]> rewritten =
            from file in Gen.Elements(Good)
            from header in Gen.Frequency(
                (6, TextDamage.Of([file.Header], Pieces)), (2, TextDamage.Of(headers, Pieces)),
                (1, TextDamage.Heap(Pieces)))
            select File(header, file.Data);

        new ParserAttack<byte[]>(
            "safetensors bytes", Parse, bytes => bytes.Length, bytes => $"0x{Convert.ToHexStringLower(bytes)}")
        {
            NamesPlace = (refusal, _) => refusal.StartsWith("w.safetensors", StringComparison.Ordinal),
        }.Run(Gen.Frequency((4, Damage.Of(good)), (5, rewritten), (1, Damage.Noise)), Shrinking.Bytes);
    }

    private static string? Parse(byte[] bytes)
    {
        try
        {
            SafetensorsFile read = SafetensorsFile.Parse(bytes, "w.safetensors");
            Assert.All(read.Tensors, tensor =>
                Assert.Equal(tensor.Shape.Aggregate(1L, (product, extent) => product * extent), tensor.Values.Length));
            Assert.Equal(read.Tensors.Count, read.Tensors.Select(tensor => tensor.Name).Distinct().Count());
            return null;
        }
        catch (ResultsException refused)
        {
            return refused.Message;
        }
    }

    private static byte[] File(string header, int data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. new byte[data]];
    }
}
