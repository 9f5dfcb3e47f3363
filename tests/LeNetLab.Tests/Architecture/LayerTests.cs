using System.Text.RegularExpressions;

namespace LeNetLab.Tests.Architecture;

public sealed partial class LayerTests
{
    // Each folder may use those before it, and itself.
    private static readonly string[] Layers =
    [
        "Naming", "Numerics", "Models", "Data", "Specs", "Engines", "Methods", "Training", "Results", "Sweeps",
        "Inspection", "Export", "Launchers", "Spooling", "Statistics", "Reports",
    ];

    private static readonly IReadOnlyList<SourceFile> Library = SourceTree.Below("src/LeNetLab");
    private static readonly IReadOnlyList<SourceFile> Program = SourceTree.Below("src/LeNetLab.Cli");
    private static readonly IReadOnlyList<SourceFile> LivePage = SourceTree.Below("src/LeNetLab.Dashboard");

    [Fact]
    public void A_folder_of_the_library_uses_only_those_before_it()
    {
        string[] breaches =
        [
            .. Library.SelectMany(file => UsedBy(file)
                .Where(used => !IsAllowed(file.Folder, used))
                .Select(used => $"{file.Path} uses LeNetLab.{used}")),
        ];

        Assert.Empty(breaches);
        Assert.True(Library.Count > 30, "The sources were not found.");
    }

    [Theory]
    [InlineData("Training", "Specs", true)]
    [InlineData("Training", "Training", true)]
    [InlineData("Training", "Results", false)]
    [InlineData("Statistics", "Numerics", false)]
    [InlineData("Reports", "Statistics", true)]
    [InlineData("Reports", "Cli", false)]
    public void The_rule_itself_is_this(string folder, string used, bool allowed) =>
        Assert.Equal(allowed, IsAllowed(folder, used));

    [Fact]
    public void Every_file_of_the_library_lies_in_a_known_folder_and_has_its_namespace() =>
        Assert.All(Library, file =>
        {
            Assert.Contains(file.Folder, Layers);
            string expected = $"LeNetLab.{string.Join('.', file.Path.Split('/')[..^1])}";
            Assert.Contains($"namespace {expected};", file.Code, StringComparison.Ordinal);
        });

    // Each outside dependency has one home (YAML is read in one place, written in another); the program alone knows a console.
    // Two know the network: downloads, and the live page. Registers belong to the engines, and to the random words, whose
    // 32 x 32 -> 64 bit products Vector<T> lacks.
    [Theory]
    [InlineData(@"\bYamlDotNet\b", "Specs/", "Export/Mlflow/")]
    [InlineData(@"\bGoogle\.Protobuf\b", "Export/TensorBoard/")]
    [InlineData(@"\b(Dapper|Microsoft\.Data\.Sqlite|SQLitePCL)\b", "Results/")]
    [InlineData(@"\bCsvHelper\b", "Results/")]
    [InlineData(@"\bMathNet\b", "Statistics/")]
    [InlineData(@"\bMarkdig\b", "Reports/Html/")]
    [InlineData(@"\bSystem\.Runtime\.Intrinsics\b", "Engines/", "Numerics/Philox.cs")]
    [InlineData(@"\bTorchSharp\b", "Torch/")]
    [InlineData(@"\bSystem\.Net\b", "Data/", "Dashboard/")]
    [InlineData(@"\bMicrosoft\.AspNetCore\b", "Dashboard/")]
    [InlineData(@"\b(Spectre|System\.CommandLine)\b", "Cli/")]
    [InlineData(@"(?<!Spectre\.)\bConsole\s*\.", "Cli/Terminal.cs")]
    [InlineData(@"\bEnvironment\.GetEnvironmentVariable\b", "Cli/")]
    public void An_outside_dependency_has_its_home(string pattern, params string[] homes)
    {
        IEnumerable<string> users = Library.Select(file => (file.Path, file.Code))
            .Concat(Program.Select(file => (Path: $"Cli/{file.Path}", file.Code)))
            .Concat(LivePage.Select(file => (Path: $"Dashboard/{file.Path}", file.Code)))
            .Concat(SourceTree.Below("src/LeNetLab.Torch").Select(file => (Path: $"Torch/{file.Path}", file.Code)))
            .Where(file => Regex.IsMatch(file.Code, pattern))
            .Select(file => file.Path);

        Assert.All(users, user => Assert.Contains(
            homes, home => user.StartsWith(home, StringComparison.Ordinal)));
    }

    // The platform's library rounds some functions differently from machine to machine. The reference engine may use
    // it: it is what tests measure others by, and trains no recorded run.
    [Fact]
    public void Nothing_that_ends_in_results_asks_the_platform_for_elementary_functions()
    {
        string[] folders = ["Numerics", "Models", "Data", "Specs", "Engines", "Methods", "Training", "Sweeps"];
        IEnumerable<string> users = Library
            .Where(file => folders.Contains(file.Folder) && Elementary().IsMatch(file.Code)).Select(file => file.Path)
            .Where(path => !path.StartsWith("Engines/Reference/", StringComparison.Ordinal));

        Assert.Empty(users);
    }

    private static bool IsAllowed(string folder, string used)
    {
        int at = Array.IndexOf(Layers, used);
        return used == folder || (folder != "Statistics" && at >= 0 && at < Array.IndexOf(Layers, folder));
    }

    private static IEnumerable<string> UsedBy(SourceFile file) =>
        OwnNames().Matches(file.Code).Select(match => match.Groups[1].Value)
            .Where(name => name != file.Folder).Distinct();

    [GeneratedRegex(@"\bLeNetLab\.(\w+)")]
    private static partial Regex OwnNames();

    [GeneratedRegex(@"\bMathF?\s*\.\s*(A?Sin|A?Cos|A?Tan|SinCos|Exp|Log|Pow|Cbrt)[\dhP]*\s*\(")]
    private static partial Regex Elementary();
}
