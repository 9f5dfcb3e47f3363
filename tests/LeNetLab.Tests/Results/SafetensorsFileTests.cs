using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Models;
using LeNetLab.Results;

namespace LeNetLab.Tests.Results;

public sealed class SafetensorsFileTests
{
    private static readonly SafetensorsFile Sample = new(
        new Dictionary<string, string> { ["run_id"] = "ab\"c", ["model.activation"] = "tanh" },
        [new Tensor("C1.weight", [2, 1, 3], [1, -2.5f, float.NaN, float.NegativeInfinity, -0f, 1e-45f]),
         new Tensor("C1.bias", [0], []), new Tensor("scalar", [], [7])]);

    [Fact]
    public void What_is_written_is_read_bit_for_bit()
    {
        SafetensorsFile read = SafetensorsFile.Parse(Sample.ToBytes(), "test");

        Assert.Equal(Sample.Metadata, read.Metadata);
        Assert.Equal(Sample.Tensors.Select(tensor => tensor.Name), read.Tensors.Select(tensor => tensor.Name));
        Assert.All(Sample.Tensors.Zip(read.Tensors), pair =>
        {
            Assert.Equal(pair.First.Shape, pair.Second.Shape);
            Assert.Equal(
                pair.First.Values.Select(BitConverter.SingleToInt32Bits),
                pair.Second.Values.Select(BitConverter.SingleToInt32Bits));
        });
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        byte[] bytes = new SafetensorsFile(new Dictionary<string, string>(), [new Tensor("a", [1], [1])]).ToBytes();

        const string header = """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";
        string padded = header.PadRight(56);
        Assert.Equal(0, padded.Length % 8);
        Assert.Equal([56, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(padded), 0, 0, 0x80, 0x3F], bytes);
    }

    [Fact]
    public void The_data_of_a_network_is_its_flat_vector()
    {
        Network network = LeNet5.Build(new ModelSpec { Pooling = PoolingKind.Subsampling });
        float[] vector = [.. Enumerable.Range(0, network.VectorLength).Select(i => i / 7f)];

        byte[] bytes = SafetensorsFile.OfModel(network, vector, new Dictionary<string, string>()).ToBytes();

        byte[] data = bytes[^(vector.Length * 4)..];
        Assert.Equal(SafetensorsFile.Sum(vector), Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(data)));
        Assert.Equal(vector, SafetensorsFile.Parse(bytes, "test").VectorFor(network));
        Assert.Contains("C1.weight of shape", Assert.Throws<ResultsException>(
            () => Sample.VectorFor(network)).Message);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}}""", "type F16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "does not fill bytes 0 to 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}""", "does not fill")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536,65536,65536,1],"data_offsets":[0,4]}}""", "does not fill")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "begins at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "1 data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "lacks data_offsets")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""",
        "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999],"data_offsets":[0,4]}}""", "is no safetensors")]
    [InlineData("{}", "end at byte 0")]
    [InlineData("[]", "is no safetensors")]
    [InlineData("""{"__metadata__":{"a":null}}""", "null")]
    [InlineData("not json", "is no safetensors")]
    public void A_header_that_lies_is_refused(string header, string complaint)
    {
        byte[] bytes = [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 0];

        ResultsException refusal = Assert.Throws<ResultsException>(() => SafetensorsFile.Parse(bytes, "w.safetensors"));

        Assert.StartsWith("w.safetensors", refusal.Message);
        Assert.Contains(complaint, refusal.Message);
    }

    [Fact]
    public void What_a_header_is_quoted_with_stays_in_a_line()
    {
        string name = "\\n\\u001b[2J" + new string('a', 100_000);
        string header = $$$"""{"{{{name}}}":{"dtype":"{{{name}}}","shape":[1],"data_offsets":[0,4]}}""";
        byte[] bytes = [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.UTF8.GetBytes(header)];

        string message = Assert.Throws<ResultsException>(() => SafetensorsFile.Parse(bytes, "w.safetensors")).Message;

        Assert.DoesNotContain(message, char.IsControl);
        Assert.InRange(message.Length, 1, 500);
    }

    [Fact]
    public void Hostile_bytes_are_refused_and_nothing_worse()
    {
        byte[] good = Sample.ToBytes();
        var mutation = ArbMap.Default.GeneratorFor<(int, byte)[]>();
        var cut = Gen.Choose(0, good.Length);
        var length = ArbMap.Default.GeneratorFor<ulong?>();

        Prop.ForAll(mutation.ToArbitrary(), cut.ToArbitrary(), length.ToArbitrary(), (changes, kept, header) =>
        {
            byte[] bytes = [.. good];
            foreach ((int position, byte value) in changes)
                bytes[(uint)position % bytes.Length] = value;
            if (header is ulong claimed)
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, ulong.MaxValue - claimed);
            try
            {
                SafetensorsFile.Parse(bytes.AsMemory(0, kept), "test");
                Assert.Equal(good.Length, kept);
            }
            catch (ResultsException)
            {
                // A refusal is an answer.
            }
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
    }
}
