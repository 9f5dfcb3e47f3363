using System.CommandLine;
using System.Diagnostics;
using System.Text.RegularExpressions;
using LeNetLab.Cli;
using LeNetLab.Engines;
using LeNetLab.Naming;
using LeNetLab.Specs;
using LeNetLab.Tests.Architecture;

namespace LeNetLab.Tests.Cli;

/// <summary>What make does before the program is there, and around it.</summary>
public sealed partial class MakefileTests : IDisposable
{
    private readonly Lab lab = new();

    public MakefileTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "GNU make and env of Linux are used here.");

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("run EXP=smoke DRYRUN=1", "DRYRUN (did you mean DRY_RUN?)")]
    [InlineData("run EXP=smoke RESULT=/tmp/x", "RESULT (did you mean RESULTS?)")]
    [InlineData("run exp=smoke", "exp (did you mean EXP?)")]
    [InlineData("run EXP=smoke EPOCHS=1", "EPOCHS (SET=\"training.epochs=1\" sets it)")]
    [InlineData("run EXP=smoke training.batch_size=16", "training.batch_size (SET=\"training.batch_size=16\" sets it)")]
    [InlineData("run EXP=smoke seeds=3", "seeds (SET=\"seeds=3\" sets it)")]
    [InlineData("run EXP=smoke FORMAT=csv", "FORMAT (taken by: query export)")]
    [InlineData("report EXP=smoke EPOCHS=1", "EPOCHS;")]
    [InlineData("clean DRY_RUN=1", "DRY_RUN (taken by: run rm gc); it takes no variable")]
    [InlineData("bench ONYL=evaluation", "ONYL (did you mean ONLY?)")]
    [InlineData("run EXP=smoke OUT=/tmp", "OUT;")]
    [InlineData("EXP=smoke", "make without a command does not take EXP")]
    public void A_variable_that_a_command_does_not_take_is_refused_before_anything_is_built(string given, string said)
    {
        Answer answer = Make("-C", SourceTree.Root(), given.Split(' '));

        Assert.True(answer.Code == 2, answer.Out + answer.Error);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing ran", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Building", answer.Out + answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_slips_are_named_together()
    {
        string error = Make(
            "-C", SourceTree.Root(), "run", "EXP=smoke", "DRYRUN=1", "EPOCHS=1", "RESULT=/tmp/x").Error;

        Assert.All((string[])["DRYRUN (", "EPOCHS (", "RESULT ("], slip => Assert.Contains(slip, error));
    }

    // The program is not there yet to ask: nearest.awk has the rule of NearestName once more.
    [Theory]
    [InlineData("wrokers")]
    [InlineData("WORKER")]
    [InlineData("Dta")]
    [InlineData("CHECKPOINT")]
    [InlineData("LAUNCH")]
    [InlineData("SLRUM")]
    [InlineData("XE")]
    [InlineData("DEVICES")]
    [InlineData("NOTHINGLIKEIT")]
    public void Make_and_the_program_find_the_same_name(string written)
    {
        Assert.DoesNotContain(SettingTable.All, setting => setting.Path.EndsWith($".{written}", StringComparison.OrdinalIgnoreCase));

        string error = Make("-C", SourceTree.Root(), "run", "EXP=smoke", $"{written}=1").Error;

        string hint = NearestName.Find(written, Taken()["run"]) is { } near ? $"{written} (did you mean {near}?);" : $"{written};";
        Assert.Contains($"does not take {hint}", Regex.Replace(error, @"\s+", " "), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_command_takes_is_what_its_verb_takes()
    {
        var host = new LabHost(
            new Terminal(TextWriter.Null, TextWriter.Null, false, 80), _ => null, UserFolders.Of(_ => null, _ => ""),
            TimeProvider.System, new EngineCatalogue(openTorch: null));
        Dictionary<string, string[]> taken = Taken();

        foreach (Command verb in Program.Commands(host).Subcommands.Where(verb => !verb.Hidden))
        {
            IEnumerable<string> names = verb.Options.Select(option => option.Name)
                .Concat(verb.Arguments.Select(argument => argument.Name)).Except(["--help", "-h", "/h", "--version"])
                .Select(name => name.TrimStart('-').ToUpperInvariant().Replace('-', '_'))
                .Select(name => name switch { "EXPERIMENT" => "EXP", "NAME" => "RUN", _ => name });
            string goal = verb.Name == "serve" ? "dashboard" : verb.Name;
            Assert.Equal((goal, string.Join(' ', names.Order())), (goal, string.Join(' ', taken[goal].Order())));
        }
    }

    [Theory]
    [InlineData("[run][--set][seeds=[1, 2] training.epochs=2][--results][it's $HOME \"x\" `id`][--dry-run][--][smoke]",
        "run", "EXP=smoke", "SET=seeds=[1, 2] training.epochs=2", "RESULTS=it's $HOME \"x\" `id`", "DRY_RUN=1")]
    [InlineData("[run][--checkpoint-every][3][--][a b]", "run", "EXP=a b", "CHECKPOINT_EVERY=3", "DRY_RUN=no")]
    [InlineData("[query][--format][csv][--][select \"a\" from $b where x='y']",
        "query", "SQL=select \"a\" from $b where x='y'", "FORMAT=csv")]
    [InlineData("[compare][--experiment][d][--][a=1, b][c]", "compare", "A=a=1, b", "B=c", "EXP=d")]
    [InlineData("[rm][--results][r s][--undo]", "rm", "UNDO=last", "RESULTS=r s")]
    [InlineData("[rm][--undo][abc]", "rm", "UNDO=abc")]
    [InlineData("[rm][--experiment][e][--][activation=tanh, x]", "rm", "RUN=activation=tanh, x", "EXP=e")]
    [InlineData("[gc][--empty-trash]", "gc", "EMPTY_TRASH=1", "DRY_RUN=0")]
    [InlineData("[serve][--port][0]", "dashboard", "PORT=0")]
    [InlineData("[status][--]", "status", "TORCH=", "NO_COLOR=1", "LENETLAB_DEBUG=1")]
    public void Every_value_arrives_as_it_was_given(string arrived, params string[] given) =>
        Assert.Equal(arrived, Through("printf '[%s]'", given).Out);

    // The program is sent nothing: it sees what became of make.
    [Fact]
    public void An_interruption_of_make_alone_stops_the_program_which_keeps_what_it_has()
    {
        lab.WriteSpec("tiny", epochs: 200);
        File.WriteAllText(
            Path.Combine(lab.Folder, "Makefile"), $"run:\n\t@exec dotnet '{Lab.Program}' run tiny --workers 1\n");
        using Process make = StartMake("run");
        while (make.StandardOutput.ReadLine() is { } line && !line.StartsWith("[1/", StringComparison.Ordinal))
        {
        }

        using (Process kill = Process.Start("kill", ["-INT", $"{make.Id}"]))
            kill.WaitForExit();
        Answer interrupted = Lab.End(make);

        Assert.True(interrupted.Code == 130, $"{interrupted.Code}: {interrupted.Out}{interrupted.Error}");
        Assert.Contains("Interrupted with", interrupted.Out, StringComparison.Ordinal);
        Assert.Contains("pending", lab.Query("select status from run_summary"), StringComparison.Ordinal);
    }

    /// <summary>Runs make's command with another program in lenetlab's place, which is not built.</summary>
    private Answer Through(string program, string[] given)
    {
        string wrapper = Path.Combine(lab.Folder, "wrapper.mk");
        File.WriteAllText(wrapper, $"include Makefile\nLENETLAB := {program}\n");
        return Make("-C", SourceTree.Root(), ["-s", "-f", wrapper, "-o", "src/LeNetLab.Cli/bin/.built", .. given]);
    }

    private Answer Make(string option, string folder, params string[] given)
    {
        using Process make = StartMake([option, folder, .. given]);
        return Lab.End(make);
    }

    // What runs the tests may have SIGINT ignored, as a shell does for what it starts in the background; all below would.
    private Process StartMake(params string[] given) =>
        lab.StartOther("env", ["--default-signal=INT", "make", .. given]);

    private static Dictionary<string, string[]> Taken() =>
        Takes().Matches(File.ReadAllText(Path.Combine(SourceTree.Root(), "Makefile")))
            .ToDictionary(match => match.Groups["goal"].Value, match => match.Groups["names"].Value.Split(' '));

    [GeneratedRegex(@"^TAKES_(?<goal>\w+) := (?<names>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Takes();
}
