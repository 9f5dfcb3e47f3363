using System.Diagnostics;
using System.Text.RegularExpressions;
using LeNetLab.Naming;
using LeNetLab.Tests.Architecture;

namespace LeNetLab.Tests.Cli;

/// <summary>Commands that are printed to be copied: each works as it stands, and goes to the folders at hand.</summary>
[Trait("speed", "slow")]
public sealed partial class PrintedCommandsTests : IDisposable
{
    private const string Elsewhere = "my results";
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_can_be_pasted(bool throughMake)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "GNU make, env and a shell of Linux are used here.");
        if (!throughMake)
            lab.Variables["LENETLAB_COMMAND"] = "";
        string[][] asked =
        [
            ["run", "tiny", "--set", "seeds=1 training.epochs=1", "--only", "activation=tanh", "--dry-run"],
            ["run", "tiny", "--set", "seeds=1 training.epochs=1", "--only", "activation=tanh", "--workers", "1"],
            ["list"], ["status"], ["run", "tiny", "--set", "seeds=1 training.epochs=1"], ["report", "tiny"],
            ["compare", "activation=tanh", "activation=relu"], ["collect"], ["verify"], ["gc", "--dry-run"],
            ["rm", "activation=relu", "--dry-run"], ["rm", "", "--experiment", "tiny"], ["query", ""], ["show", "x"],
            ["show", "RUN"], ["rm", "activation=relu"], ["rm", "--undo"], ["robustness", "tiny", "--images", "10"],
            ["run", "tiny", "--set", "seeds=1 training.epochs=1 training.batch_size=16"],
        ];
        var printed = new HashSet<string>();
        foreach (string[] arguments in asked)
        {
            string id = arguments.Contains("RUN")
                ? lab.Query("select run_id from run_summary", Elsewhere).Split('\n')[1] : "";
            Answer answer = lab.Run(
                [.. arguments.Select(word => word == "RUN" ? id : word), "--results", Elsewhere]);
            printed.UnionWith(Commands(answer.Out + answer.Error, throughMake));
        }

        // Removing for good comes last.
        string[] commands = [.. printed.OrderBy(command => command.Contains("rm ", StringComparison.Ordinal))];

        Assert.True(commands.Length > 10, string.Join('\n', commands));
        Assert.All(commands, command => Assert.Contains($"\"{Elsewhere}\"", command, StringComparison.Ordinal));
        foreach (string command in commands.Where(command => !Consumes(command)))
        {
            Answer answer = throughMake ? ByMake(command) : ByShell(command);
            Assert.True(answer.Code == 0, $"{command}\n{answer.Out}{answer.Error}");
        }

        Assert.False(Directory.Exists(lab.Results));
    }

    [Fact]
    public void What_a_changed_spec_leaves_out_is_promised_back_by_no_command()
    {
        lab.WriteSpec("tiny", epochs: 1);
        Assert.Equal(0, lab.Run("run", "tiny").Code);
        lab.WriteSpec("tiny", epochs: 1, grid: "[tanh, sigmoid]");

        Answer changed = lab.Run("run", "tiny", "--set", "seeds=2");

        Assert.Contains("2 finished runs that tiny asked for last time leave its report", changed.Out);
        Assert.Contains("come back once they are asked for again.", changed.Out, StringComparison.Ordinal);
        Assert.Contains("; its spec is another now", Rewritten(), StringComparison.Ordinal);

        string Rewritten()
        {
            lab.WriteSpec("tiny", epochs: 1, grid: "[tanh, scaled_tanh]");
            return lab.Run("rm", "activation=sigmoid", "--dry-run").Out;
        }
    }

    [Fact]
    public void What_other_settings_leave_out_comes_back_by_the_command_that_is_given()
    {
        Assert.Equal(0, lab.Run("run", "tiny", "--set", "seeds=1 training.epochs=1", "--results", Elsewhere).Code);

        Answer other = lab.Run(
            "run", "tiny", "--set", "seeds=1 training.epochs=1 training.batch_size=16", "--results", Elsewhere,
            "--data", "digits");

        Assert.Contains(
            "come back with: make run EXP=tiny SET=\"seeds=1 training.epochs=1\" DATA=digits RESULTS=\"my results\"\n",
            other.Out, StringComparison.Ordinal);
        Answer back = lab.Run(
            "run", "tiny", "--set", "seeds=1 training.epochs=1", "--data", "digits", "--results", Elsewhere);
        Assert.Contains("0 to do, 2 already done", back.Out, StringComparison.Ordinal);
    }

    // A dataset that is another now: the same command asks for other runs.
    [Fact]
    public void Nor_what_other_images_leave_out()
    {
        lab.WriteSpec("tiny", epochs: 1);
        Assert.Equal(0, lab.Run("run", "tiny", "--only", "seed=1").Code);
        string labels = Path.Combine(lab.Folder, "digits", "t10k-labels-idx1-ubyte");
        byte[] bytes = File.ReadAllBytes(labels);
        bytes[^1] = (byte)((bytes[^1] + 1) % 10);
        File.WriteAllBytes(labels, bytes);

        Assert.Contains("once they are asked for again.", lab.Run("run", "tiny").Out, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Commands(string text, bool throughMake) =>
        (throughMake ? Makes() : Own()).Matches(text).Select(match => match.Value);

    /// <summary>What cannot be repeated, since the trash is then another.</summary>
    private static bool Consumes(string command) =>
        command.Contains("UNDO", StringComparison.Ordinal) || command.Contains("--undo", StringComparison.Ordinal)
        || command.Contains("rm ", StringComparison.Ordinal) || command.Contains('<');

    private Answer ByShell(string command)
    {
        using Process shell = lab.StartOther("sh", "-c", command);
        return Lab.End(shell);
    }

    private Answer ByMake(string command)
    {
        string wrapper = Path.Combine(lab.Folder, "wrapper.mk");
        File.WriteAllText(wrapper, $"include Makefile\nLENETLAB := env -C {lab.Folder} dotnet '{Lab.Program}'\n");
        string[] words = [.. ShellWord.Split(command)!.Skip(1)];
        using Process make = lab.StartOther(
            "make", ["-C", SourceTree.Root(), "-s", "-f", wrapper, "-o", "src/LeNetLab.Cli/bin/.built", .. words]);
        return Lab.End(make);
    }

    // make <verb> and variables, whose values are words or stand in quotes.
    [GeneratedRegex("""make [a-z]+( [A-Z_]+=("[^"]*"|'[^']*'|<[^>]*>|[^\s;"']+))+""", RegexOptions.ExplicitCapture)]
    private static partial Regex Makes();

    // Up to the folder, behind which a sentence may go on; what lacks it reaches into the next command.
    [GeneratedRegex("""dotnet ("[^"]+lenetlab\.dll"|\S+lenetlab\.dll) ((?!dotnet)[^\n])*?(--results "my results"|$)""",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Own();
}
