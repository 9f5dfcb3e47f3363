using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LeNetLab.Engines;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Tests.Docs;

/// <summary>Holds the reports that stand in results/ to the experiments as they are shipped.</summary>
public sealed partial class PublishedReportsTests
{
    public static TheoryData<string> Names() =>
        [.. Directory.GetFiles(Folder("results"), "*.md").Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name != "README").Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_of_the_runs_that_its_experiment_asks_for_now(string name)
    {
        string report = File.ReadAllText(Path.Combine(Folder("results"), name + ".md"));
        string spec = Path.Combine(Folder("experiments"), name + ".yaml");
        Assert.True(File.Exists(spec), $"results/{name}.md reports an experiment that is not shipped.");
        string[] overrides = Overrides().Match(Command().Match(report).Value).Groups["set"].Value
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

        IReadOnlyList<RunSpec> now = SpecReader.Read(spec, SpecFile.ReadText(spec), overrides).Runs;
        string declared = Declared().Match(report).Groups["yaml"].Value;
        IReadOnlyList<RunSpec> then = SpecReader.Read("report", declared, overrides).Runs;

        Assert.Equal(now.Select(Describe), then.Select(Describe));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_says_on_which_machine_from_which_commit_and_when(string name)
    {
        string report = File.ReadAllText(Path.Combine(Folder("results"), name + ".md"));

        Assert.Matches("trained [0-9]{4}-[0-9]{2}-[0-9]{2}", report);
        Assert.Matches("-bit vectors; [^;]+; host ", report);
        Assert.Matches("at commit `[0-9a-f]{12}`[;.]", report);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_shows_charts_that_are_there_and_stands_in_the_index(string name)
    {
        string report = File.ReadAllText(Path.Combine(Folder("results"), name + ".md"));

        Assert.NotEmpty(Pictures().Matches(report));
        Assert.All(Pictures().Matches(report), picture => Assert.True(
            File.Exists(Path.Combine(Folder("results"), picture.Groups["path"].Value)),
            $"results/{name}.md shows {picture.Groups["path"].Value}, which is not there: make publish EXP={name}"));
        Assert.Contains($"]({name}.md)", File.ReadAllText(Path.Combine(Folder("results"), "README.md")));
    }

    private static string Describe(RunSpec run) =>
        $"{run.Variant}\n{RunIdentity.CanonicalText(run, "any", new EngineIdentity("simd", 1, "cpu", 256))}";

    private static string Folder(string name, [CallerFilePath] string testFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(testFile)!, "../../..", name));

    [GeneratedRegex("^make run .*$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^!\[.*\]\((?<path>[^)]+)\)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Pictures();

    [GeneratedRegex("SET=\"(?<set>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Overrides();

    [GeneratedRegex("```yaml\n(?<yaml>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();
}
