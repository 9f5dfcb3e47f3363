using System.Text.RegularExpressions;
using LeNetLab.Naming;
using LeNetLab.Tests.Architecture;

namespace LeNetLab.Tests.Naming;

public sealed partial class CountedTests
{
    [Theory]
    [InlineData(0, "0 runs are")]
    [InlineData(1, "1 run is")]
    [InlineData(2, "2 runs are")]
    public void Nouns_and_verbs_have_the_number_of_what_is_counted(long count, string words) =>
        Assert.Equal(words, $"{Counted.Of(count, "run")} {Counted.Word(count, "is", "are")}");

    [Fact]
    public void A_plural_of_its_own_is_given() => Assert.Equal(
        ("1 entry", "2 entries"), (Counted.Of(1, "entry", "entries"), Counted.Of(2, "entry", "entries")));

    // `{count} runs` is wrong of one run: nouns that are counted in messages of the program go through Counted.
    [Fact]
    public void No_message_of_the_program_has_a_plural_whatever_the_count()
    {
        string cli = Path.Combine(SourceTree.Root(), "src", "LeNetLab.Cli");
        string[] files = [.. Directory.GetFiles(cli, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))];
        Assert.True(files.Length > 40);

        string[] plurals = [.. files.SelectMany(file => File.ReadLines(file)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Plural().Matches(line)).Select(match => $"{Path.GetFileName(file)}: {match.Value}"))];

        Assert.Empty(plurals);
    }

    // A count that is followed by what is counted; `{n} more`, `{n} done` and units such as `MB` have no number.
    [GeneratedRegex(
        @"\{[^{}""\s][^{}""]*\} (are (?!at )|(\w+ )?(runs|seeds|trials|files|results|epochs|findings|rows|variants|tasks|mistakes|workers"
        + @"|experiments|comparisons)\b)", RegexOptions.ExplicitCapture)]
    private static partial Regex Plural();
}
