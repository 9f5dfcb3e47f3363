using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Data;
using LeNetLab.Tests.Data;

namespace LeNetLab.Tests.Fuzz;

[Trait("speed", "slow")]
public sealed class IdxFuzzTests : IDisposable
{
    private static readonly byte[] Images = SmallDigits.Images(SmallDigits.Random(7, "fuzz", 6, 5, 4));
    private static readonly byte[] Labels = SmallDigits.Labels(SmallDigits.Random(7, "fuzz", 50));
    private static readonly byte[] Whole = SmallDigits.First.Plain[2];
    private static readonly byte[] Stored = SmallDigits.Gzip(Images, CompressionLevel.NoCompression);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bytes_are_an_IDX_file_or_refused_by_their_path()
    {
        byte[][] plain = [Images, Labels, Whole];
        Gen<byte[]> bytes = Gen.Frequency(
            (5, Damage.Of(plain)),
            (2, Damage.Of(plain).Select(damaged => SmallDigits.Gzip(damaged, CompressionLevel.Fastest))),
            (3, Damage.Of([.. plain.Select(file => SmallDigits.Gzip(file)), Stored])),
            (1, Damage.Noise));
        Gen<(byte[] Bytes, IdxContent Content)> inputs =
            Gen.Zip(bytes, Gen.Elements(IdxContent.Images, IdxContent.Images, IdxContent.Labels));

        new ParserAttack<(byte[] Bytes, IdxContent Content)>(
            "IDX bytes", Parse, input => input.Bytes.Length,
            input => $"{input.Content} 0x{Convert.ToHexStringLower(input.Bytes)}")
        {
            NamesPlace = (refusal, _) => refusal.StartsWith($"{folder.At("file")}: ", StringComparison.Ordinal),
        }.Run(inputs, input => Shrinking.Bytes(input.Bytes).Select(bytes => (bytes, input.Content)));
    }

    private string? Parse((byte[] Bytes, IdxContent Content) input)
    {
        try
        {
            IdxFile read = IdxFile.Read(folder.Write("file", input.Bytes), input.Content);
            Assert.Equal((long)read.Count * read.Rows * read.Columns, read.Values.LongLength);
            Assert.True(input.Content == IdxContent.Images || read.Values.Max() < IdxFile.Classes);
            return null;
        }
        catch (DatasetException refused)
        {
            return refused.Message;
        }
    }
}
