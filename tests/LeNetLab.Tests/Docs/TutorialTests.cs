using System.Text.RegularExpressions;
using LeNetLab.Tests.Architecture;
using LeNetLab.Tests.Cli;

namespace LeNetLab.Tests.Docs;

/// <summary>The first spec that a reader copies is trained, and answers its question.</summary>
public sealed partial class TutorialTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/specs.md")]
    public void The_first_spec_of_a_document_allows_a_claim(string document)
    {
        string yaml = FirstSpec().Match(File.ReadAllText(Path.Combine(SourceTree.Root(), document))).Groups["spec"].Value;
        string name = Name().Match(yaml).Groups["name"].Value;
        File.WriteAllText(Path.Combine(lab.Folder, "experiments", $"{name}.yaml"), yaml);

        Answer answer = lab.Run("run", name, "--set", "dataset=./digits training.epochs=1");

        Assert.True(answer.Code == 0, answer.Error);
        Assert.DoesNotContain("none can be made", answer.Out);
        Assert.DoesNotContain("No claim", answer.Out);
        Assert.Matches(@"exact\s+paired\s+sign-flip\s+test", answer.Out);
    }

    [GeneratedRegex(@"```yaml\n(?<spec>(# [^\n]*\n)?name: [\s\S]*?)```")]
    private static partial Regex FirstSpec();

    [GeneratedRegex(@"^name: (?<name>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Name();
}
