using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

public sealed class SpecFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lenetlab-specs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_s_text_is_read_as_utf8() =>
        Assert.Equal("question: größer?", SpecFile.ReadText(Write("question: größer?"u8)));

    [Fact]
    public void A_byte_that_is_not_utf8_is_named_with_its_place()
    {
        SpecException refused = Assert.Throws<SpecException>(
            () => SpecFile.ReadText(Write([.. "name: a\nquestion: gr"u8, 0xF6, .. "sser\n"u8])));

        SpecError error = Assert.Single(refused.Errors);
        Assert.Equal((2, 13), (error.Line, error.Column));
        Assert.Contains("0xF6 is not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_unread()
    {
        SpecException refused = Assert.Throws<SpecException>(
            () => SpecFile.ReadText(Write(new byte[SpecFile.MaxLength + 1])));

        Assert.Contains("larger than 1 MiB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused_by_name()
    {
        string path = Path.Combine(folder, "none.yaml");

        SpecException refused = Assert.Throws<SpecException>(() => SpecFile.ReadText(path));

        Assert.StartsWith($"{path}:1:1: cannot be read: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file() => Assert.Throws<SpecException>(() => SpecFile.ReadText(folder));

    private string Write(ReadOnlySpan<byte> bytes)
    {
        string path = Path.Combine(folder, "spec.yaml");
        File.WriteAllBytes(path, bytes.ToArray());
        return path;
    }
}
