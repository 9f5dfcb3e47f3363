using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Data;

namespace LeNetLab.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private static readonly byte[] Images = SmallDigits.First.Plain[0];
    private static readonly byte[] Labels = SmallDigits.First.Plain[1];

    // What gzip makes of no bytes; .NET's own stream writes nothing at all.
    private static readonly byte[] EmptyGzip =
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false, "raw")]
    [InlineData(true, "compressed.gz")]
    [InlineData(true, "compressed-without-saying-so")]
    [InlineData(false, "raw-under-a-wrong-name.gz")]
    public void Images_and_labels_are_read_whatever_the_name(bool compressed, string name)
    {
        ImageSet truth = SmallDigits.First.Train;
        byte[] images = compressed ? SmallDigits.Gzip(Images) : Images;
        IdxFile readImages = IdxFile.Read(folder.Write(name, images), IdxContent.Images);
        IdxFile readLabels = IdxFile.Read(
            folder.Write($"l-{name}", compressed ? SmallDigits.Gzip(Labels) : Labels), IdxContent.Labels);

        Assert.Equal((truth.Count, 28, 28), (readImages.Count, readImages.Rows, readImages.Columns));
        Assert.Equal(truth.Image(7), readImages.Values.AsSpan(7 * 784, 784));
        Assert.Equal(truth.Labels, readLabels.Values);
        Assert.Equal(SmallDigits.Sum(Images), readImages.Sha256);
        Assert.Equal(SmallDigits.Sum(Labels), readLabels.Sha256);
        Assert.Equal(compressed ? SmallDigits.Sum(images) : null, readImages.GzipSha256);
    }

    [Fact]
    public void Images_of_any_size_up_to_32_are_read()
    {
        ImageSet truth = SmallDigits.Random(3, "sizes", 4, 1, 32);

        IdxFile read = IdxFile.Read(folder.Write("images", SmallDigits.Images(truth)), IdxContent.Images);

        Assert.Equal((4, 1, 32), (read.Count, read.Rows, read.Columns));
    }

    [Fact]
    public void Gzip_written_in_several_members_is_one_file()
    {
        byte[] members = [.. SmallDigits.Gzip(Images[..1000]), .. SmallDigits.Gzip(Images[1000..])];

        IdxFile read = IdxFile.Read(folder.Write("images.gz", members), IdxContent.Images);

        Assert.Equal((SmallDigits.Sum(Images), SmallDigits.Sum(members)), (read.Sha256, read.GzipSha256));
    }

    [Fact]
    public void A_file_that_ends_early_is_truncated()
    {
        AssertRefused(Images[..^1], IdxContent.Images, "is truncated", "23,535 bytes", "23,536", "30 images of 28×28");
        AssertRefused(SmallDigits.Gzip(Images[..^1]), IdxContent.Images, "is truncated", "23,535 bytes");
        AssertRefused(Labels[..^1], IdxContent.Labels, "is truncated", "30 labels");
        AssertRefused(Images[..16], IdxContent.Images, "is truncated", "16 bytes");
        AssertRefused(Images[..11], IdxContent.Images, "ends within its header, after 11 bytes");
        AssertRefused(Images[..3], IdxContent.Images, "3 bytes");
        AssertRefused(EmptyGzip, IdxContent.Images, "holds no data");
        AssertRefused([], IdxContent.Images, "is empty (0 bytes)");
    }

    [Fact]
    public void Gzip_that_ends_early_or_is_damaged_is_refused()
    {
        byte[] whole = SmallDigits.Gzip(Images), damaged = [.. whole], wrongSum = [.. whole];
        damaged[whole.Length / 2] ^= 0xFF;
        wrongSum[^6] ^= 1;

        AssertRefused(whole[..(whole.Length / 2)], IdxContent.Images, "images");
        AssertRefused(damaged, IdxContent.Images, "images");
        AssertRefused(wrongSum, IdxContent.Images, "holds damaged gzip data");
        AssertRefused([0x1F, 0x8B], IdxContent.Images, "images");
    }

    [Fact]
    public void A_file_that_goes_on_is_too_long()
    {
        AssertRefused([.. Images, 0], IdxContent.Images, "is too long", "23,537 bytes");
        AssertRefused(SmallDigits.Gzip([.. Images, 0]), IdxContent.Images, "is too long", "more bytes");
        AssertRefused([.. Labels, 1], IdxContent.Labels, "is too long");
    }

    [Fact]
    public void Images_for_labels_and_labels_for_images_are_refused()
    {
        AssertRefused(Images, IdxContent.Labels, "is an image file (magic 0x00000803)", "swapped", "a label file");
        AssertRefused(Labels, IdxContent.Images, "is a label file (magic 0x00000801)", "swapped", "an image file");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><head><title>404", "is a web page", "<!DOCTYPE html>")]
    [InlineData("\r\n  <html lang=en>", "is a web page", "<html lang=en>")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?><Error>AccessDenied", "is a web page")]
    [InlineData("PK\u0003\u0004 and so on", "is a ZIP archive")]
    [InlineData("\u0000\u0000\u000D\u0003", "other than 8-bit unsigned values", "0x00000d03")]
    [InlineData("\u0000\u0000\u0008\u0002", "2-dimensional values", "0x00000802")]
    [InlineData("\u0003\u0008\u0000\u0000", "bytes reversed", "0x03080000")]
    [InlineData("hello", "begins with 0x68656c6c")]
    public void A_file_of_another_kind_is_named(string text, params string[] parts)
    {
        byte[] content = Encoding.UTF8.GetBytes(text);
        AssertRefused(content, IdxContent.Images, parts);
        AssertRefused(SmallDigits.Gzip(content), IdxContent.Images, parts);
    }

    [Fact]
    public void A_file_compressed_twice_is_named() =>
        AssertRefused(SmallDigits.Gzip(SmallDigits.Gzip(Images)), IdxContent.Images, "compressed by gzip twice");

    [Fact]
    public void Labels_above_nine_are_refused_with_their_place()
    {
        byte[] wrong = [.. Labels];
        wrong[8 + 17] = 10;

        AssertRefused(wrong, IdxContent.Labels, "holds the label 10 at position 17", "labels 0 to 9");
    }

    [Theory]
    [InlineData(0u, 28u, 28u, "says that it holds 0 items")]
    [InlineData(1_000_001u, 28u, 28u, "says that it holds 1,000,001 items")]
    [InlineData(0xFFFFFFFFu, 28u, 28u, "says that it holds 4,294,967,295 items")]
    [InlineData(30u, 0u, 28u, "0×28 pixels")]
    [InlineData(30u, 28u, 33u, "28×33 pixels")]
    [InlineData(30u, 0x80000000u, 0x80000000u, "2,147,483,648×2,147,483,648 pixels")]
    public void A_header_out_of_bounds_is_refused(uint count, uint rows, uint columns, string found)
    {
        byte[] file = WithHeader(count, rows, columns);
        AssertRefused(file, IdxContent.Images, found);
        AssertRefused(SmallDigits.Gzip(file), IdxContent.Images, found);
    }

    [Fact]
    public void A_header_that_promises_a_gigabyte_allocates_none_of_it()
    {
        string raw = folder.Write("raw", WithHeader(1_000_000, 32, 32));
        string compressed = folder.Write("compressed", SmallDigits.Gzip(WithHeader(1_000_000, 32, 32)));

        foreach (string path in new[] { raw, compressed })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<DatasetException>(() => IdxFile.Read(path, IdxContent.Images));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }
    }

    [Fact]
    public void A_gzip_bomb_is_left_one_byte_after_its_end()
    {
        byte[] bomb = SmallDigits.Gzip([.. Images, .. new byte[64 << 20]], CompressionLevel.Fastest);
        string path = folder.Write("bomb.gz", bomb);

        long before = GC.GetAllocatedBytesForCurrentThread();
        DatasetException refused = Assert.Throws<DatasetException>(() => IdxFile.Read(path, IdxContent.Images));

        Assert.Contains("is too long", refused.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void What_is_no_file_is_refused()
    {
        Assert.Contains("is a folder", Refusal(folder.Path, IdxContent.Images));
        Assert.Contains("cannot be read", Refusal(folder.At("nowhere"), IdxContent.Images));
        Assert.Contains("cannot be read", Refusal(folder.At("no", "such", "folder"), IdxContent.Images));
    }

    [Fact]
    public void A_file_that_another_process_writes_is_refused()
    {
        string path = folder.Write("busy", Images);
        using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Contains("cannot be read", Refusal(path, IdxContent.Images));
    }

    /// <summary>Bytes changed, dropped, doubled and put in, in the plain or the compressed file.</summary>
    [Fact]
    public void A_damaged_file_is_read_or_refused_never_worse()
    {
        Gen<Damage> damages = from kind in Gen.Choose(0, 4)
                              from place in Gen.Frequency((3, Gen.Choose(0, 20)), (2, Gen.Choose(0, Images.Length)))
                              from value in Gen.Choose(0, 255)
                              select new Damage(kind, place, (byte)value);
        Gen<(Damage[] List, int Compression, bool AsImages)> cases =
            from list in damages.NonEmptyListOf()
            from compression in Gen.Choose(0, 2)
            from asImages in Gen.Elements(true, true, false)
            select (list.ToArray(), compression, asImages);

        Check.One(Quietly(600), Prop.ForAll(cases.ToArbitrary(), damaged =>
        {
            byte[] content = damaged.Compression == 2 ? SmallDigits.Gzip(Images) : Images;
            foreach (Damage damage in damaged.List)
                content = damage.Apply(content);
            string path = folder.Write("damaged", damaged.Compression == 1 ? SmallDigits.Gzip(content) : content);
            return IsReadOrRefused(path, damaged.AsImages ? IdxContent.Images : IdxContent.Labels);
        }));
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        Gen<(int Count, int Rows, int Columns)> sizes = from count in Gen.Choose(1, 40)
                                                        from rows in Gen.Choose(1, 32)
                                                        from columns in Gen.Choose(1, 32)
                                                        select (count, rows, columns);
        Check.One(Quietly(100), Prop.ForAll(
            sizes.ToArbitrary(),
            size =>
            {
                ImageSet truth = SmallDigits.Random(4, "round trip", size.Count, size.Rows, size.Columns);
                IdxFile images = IdxFile.Read(folder.Write("i", SmallDigits.Images(truth)), IdxContent.Images);
                IdxFile labels = IdxFile.Read(folder.Write("l", SmallDigits.Labels(truth)), IdxContent.Labels);
                return truth.Pixels.SequenceEqual(images.Values) && truth.Labels.SequenceEqual(labels.Values)
                    && (images.Rows, images.Columns) == (size.Rows, size.Columns)
                    && images.Sha256 == IdxFile.ImageSum(truth) && labels.Sha256 == IdxFile.LabelSum(truth);
            }));
    }

    private static Config Quietly(int tests) =>
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(tests);

    private static bool IsReadOrRefused(string path, IdxContent content)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            IdxFile read = IdxFile.Read(path, content);
            Assert.Equal((long)read.Count * read.Rows * read.Columns, read.Values.LongLength);
        }
        catch (DatasetException refused)
        {
            Assert.StartsWith(path, refused.Message);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20;
    }

    private static byte[] WithHeader(uint count, uint rows, uint columns)
    {
        byte[] file = [.. Images];
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4), count);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(8), rows);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(12), columns);
        return file;
    }

    private static string Refusal(string path, IdxContent content)
    {
        string message = Assert.Throws<DatasetException>(() => IdxFile.Read(path, content)).Message;
        Assert.StartsWith(path, message);
        return message;
    }

    private void AssertRefused(byte[] content, IdxContent kind, params string[] parts)
    {
        string message = Refusal(folder.Write("images", content), kind);
        Assert.All(parts, part => Assert.Contains(part, message));
        Assert.Contains("expected", message);
        Assert.Contains("Replace it", message);
    }

    private sealed record Damage(int Kind, int Place, byte Value)
    {
        internal byte[] Apply(byte[] content)
        {
            int place = Math.Min(Place, content.Length);
            return Kind switch
            {
                0 => content[..place],
                1 => [.. content, .. content[..place]],
                2 => [.. content[..place], Value, .. content[place..]],
                3 => content[place..],
                _ => [.. content.Select((old, i) => i == place ? Value : old)],
            };
        }
    }
}
