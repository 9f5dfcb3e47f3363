using System.Text;
using LeNetLab.Cli;

namespace LeNetLab.Tests.Cli;

/// <summary>What is printed where the locale has not every letter.</summary>
public sealed class LocaleTests : IDisposable
{
    private readonly Lab lab = new();

    public LocaleTests() => lab.Variables["LC_ALL"] = "de_DE.ISO-8859-1";

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("csv", "x\nα±b–é\n")]
    [InlineData("json", "[\n  {\n    \"x\": \"α±b–é\"\n  }\n]\n")]
    public void What_other_programs_read_is_UTF_8(string format, string expected)
    {
        Assert.Equal(0, lab.Run("run", "tiny", "--set", "seeds=1 training.epochs=1").Code);

        Assert.Equal(expected, lab.Run("query", "select 'α±b–é' as x", "--format", format).Out);
    }

    [Fact]
    public void What_people_read_has_other_letters_in_their_places()
    {
        string spec = Path.Combine(lab.Folder, "experiments", "tiny.yaml");
        File.WriteAllText(
            spec, File.ReadAllText(spec).Replace("Does the whole way work?", "Is a → b … or c – d", StringComparison.Ordinal));

        Assert.Contains("  Is a -> b ... or c - d\n", lab.Run("list").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.5 ± 0.1", "0.5 +/- 0.1")]
    [InlineData("▁▂▃█", "1238")]
    [InlineData("漢😀", "??")]
    [InlineData("plain", "plain")]
    public void Each_sign_has_one_that_looks_like_it(string text, string plain) => Assert.Equal(
        plain, Encoding.ASCII.GetString(
            Encoding.GetEncoding("us-ascii", new PlainLetters(), DecoderFallback.ExceptionFallback).GetBytes(text)));
}
