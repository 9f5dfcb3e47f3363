using LeNetLab.Cli;
using LeNetLab.Cli.Verbs;
using LeNetLab.Naming;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Cli;

public sealed class CommandWordsTests
{
    private static readonly EngineSpec Torch = new("torch", "cpu"), Card = new("torch", "cuda");

    private static readonly CommandWords Makes = new(null, "results", null);

    [Fact]
    public void What_is_recorded_repeats_what_was_asked_for_and_no_folder() => Assert.Equal(
        "make run EXP=smoke SET=\"seeds=3 dataset=strokes\" ENGINE=simd DEVICE=cpu",
        RunCommand.Recorded(
            Asked("simd", "cpu", "seeds=3") with { Data = "d", Results = "r" }, [EngineSpec.Usual], "strokes"));

    // The Makefile builds by ENGINE and DEVICE; where the spec names the engine, the reader has to say.
    [Theory]
    [InlineData(null, null, "make run EXP=smoke TORCH=cpu")]
    [InlineData("torch", null, "make run EXP=smoke ENGINE=torch")]
    [InlineData("torch", "cpu", "make run EXP=smoke ENGINE=torch DEVICE=cpu")]
    public void It_builds_the_torch_engine_in_if_the_runs_need_it(string? engine, string? device, string command) =>
        Assert.Equal(command, RunCommand.Recorded(Asked(engine, device), [EngineSpec.Usual, Torch], null));

    [Theory]
    [InlineData(null, null, "make run EXP=smoke TORCH=cuda")]
    [InlineData(null, "cuda", "make run EXP=smoke DEVICE=cuda")]
    [InlineData("torch", "cuda", "make run EXP=smoke ENGINE=torch DEVICE=cuda")]
    [InlineData("torch", null, "make run EXP=smoke ENGINE=torch TORCH=cuda")]
    public void So_it_does_for_a_card(string? engine, string? device, string command) =>
        Assert.Equal(command, RunCommand.Recorded(Asked(engine, device), [Torch, Card], null));

    [Fact]
    public void On_this_machine_it_has_all_that_was_given() => Assert.Equal(
        "make run EXP=smoke DEVICE=cuda RETRY=failed ONLY=seed=1 WORKERS=3 CHECKPOINT_EVERY=0 DATA=digits "
            + "RESULTS=\"my results\"",
        RunCommand.Here(
            new CommandWords(null, "my results", "digits"),
            new RunOptions("smoke", [], 3, null, "cuda", "digits", "my results", 0, true)
            {
                Retry = LeNetLab.Sweeps.Retry.Failed,
                Only = ["seed=1"],
            },
            [Card]));

    [Theory]
    [InlineData("my results", "\"my results\"")]
    [InlineData("r $USER`id`", "'r $USER`id`'")]
    [InlineData("we\"ird", "'we\"ird'")]
    [InlineData("it's $1", @"'it'\''s $1'")]
    [InlineData(@"a\b", @"'a\b'")]
    [InlineData("", "\"\"")]
    public void A_shell_reads_what_was_meant_and_so_does_the_program(string folder, string quoted)
    {
        string command = new CommandWords(null, folder, null).Of("run", ("EXP", "smoke"));

        Assert.Equal($"make run EXP=smoke RESULTS={quoted}", command);
        Assert.Equal(["make", "run", "EXP=smoke", $"RESULTS={folder}"], ShellWord.Split(command));
    }

    [Theory]
    [InlineData("make run EXP=$(id)")]
    [InlineData("make run EXP=a; rm -r b")]
    [InlineData("make run EXP=\"a")]
    public void What_a_shell_would_do_more_with_than_take_words_is_not_split(string line) =>
        Assert.Null(ShellWord.Split(line));

    [Fact]
    public void What_goes_to_Slurm_goes_there_again() => Assert.Equal(
        "make run EXP=smoke LAUNCHER=slurm PROFILE=my.yaml SLURM=\"partition=main time=1:00:00\"",
        RunCommand.Here(
            Makes,
            Asked(null, null) with { Slurm = new SlurmOptions("my.yaml", ["partition=main", "time=1:00:00"]) },
            [EngineSpec.Usual]));

    [Fact]
    public void A_program_without_the_torch_engine_is_explained_in_one_sentence()
    {
        Assert.Equal(
            "The torch engine is not part of this program: make run EXP=smoke TORCH=cpu has it "
            + "(TORCH=cuda for NVIDIA cards).",
            RunCommand.LackingTorch(Makes, Asked(null, null), [EngineSpec.Usual, Torch]));
        Assert.Equal(
            "The torch engine is not part of this program: make run EXP=smoke DEVICE=cuda TORCH=cuda has it.",
            RunCommand.LackingTorch(Makes, Asked(null, "cuda"), [Card]));
        Assert.Equal(
            "The torch engine is not part of this program: in a checkout of LeNetLab, dotnet publish src/LeNetLab.Torch "
            + "-p:Torch=cpu makes artifacts/torch-cpu/lenetlab-torch, which has it (-p:Torch=cuda for NVIDIA cards).",
            RunCommand.LackingTorch(new CommandWords("lenetlab", "results", null), Asked(null, null), [Torch]));
    }

    [Fact]
    public void Every_command_goes_to_the_folders_at_hand()
    {
        var words = new CommandWords(null, "elsewhere", "digits");

        Assert.Equal("make list RESULTS=elsewhere", words.Of("list"));
        Assert.Equal("make dashboard RESULTS=elsewhere", words.Of("serve"));
        Assert.Equal("make rm UNDO=last RESULTS=elsewhere", words.Of("rm", ("UNDO", "last")));
        Assert.Equal("make verify DATA=digits RESULTS=elsewhere", words.Of(new NextStep("verify")));
        Assert.Equal(
            "make run EXP=smoke SET=seeds=3 LAUNCHER=slurm DATA=digits RESULTS=elsewhere",
            words.Again("make run EXP=smoke SET=seeds=3", ("LAUNCHER", "slurm")));
        Assert.Equal("make rm RUN=<run id> RESULTS=elsewhere", words.Of("rm", ("RUN", "<run id>")));
    }

    [Fact]
    public void Without_make_they_are_the_program_s_own()
    {
        var words = new CommandWords("dotnet lenetlab.dll", "my results", "digits");

        Assert.Equal(
            "dotnet lenetlab.dll run smoke --set \"seeds=3 training.epochs=2\" --engine torch --data digits "
                + "--results \"my results\"",
            words.Again("make run EXP=smoke SET=\"seeds=3 training.epochs=2\" ENGINE=torch TORCH=cuda"));
        Assert.Equal("dotnet lenetlab.dll list --results \"my results\"", words.Of("list"));
        Assert.Equal("dotnet lenetlab.dll serve --results \"my results\"", words.Of("serve"));
        Assert.Equal("dotnet lenetlab.dll rm --undo --results \"my results\"", words.Of("rm", ("UNDO", "last")));
        Assert.Equal("dotnet lenetlab.dll rm --undo abc --results \"my results\"", words.Of("rm", ("UNDO", "abc")));
        Assert.Equal(
            "dotnet lenetlab.dll gc --empty-trash --results \"my results\"", words.Of("gc", ("EMPTY_TRASH", "1")));
        Assert.Equal(
            "dotnet lenetlab.dll compare \"a=1, b\" c --experiment smoke --results \"my results\"",
            words.Of("compare", ("B", "c"), ("A", "a=1, b"), ("EXP", "smoke")));
        Assert.Equal(
            "dotnet lenetlab.dll query --results \"my results\" -- \"-- all\nselect 1\"", words.Query("-- all\nselect 1"));
        Assert.Equal("--format csv", words.Option("FORMAT", "csv"));
        Assert.Equal("dotnet lenetlab.dll run --help", words.Help("run"));
    }

    [Theory]
    [InlineData("seeds=3", "training.epochs=2", "model.hidden=[300, 100]")]
    [InlineData("dataset=it's $HOME")]
    public void What_was_recorded_is_read_back(params string[] overrides)
    {
        RunOptions asked = Asked("torch", "cuda", overrides);

        RunOptions? read = RunCommand.Read(
            RunCommand.Recorded(asked, [Card], null), Asked("simd", null, "other=1") with { Results = "elsewhere" });

        Assert.Equal(
            ("smoke", "torch", "cuda", "elsewhere"), (read!.Experiment, read.Engine, read.Device, read.Results));
        Assert.Equal(overrides, read.Overrides);
        Assert.Null(RunCommand.Read("sh -c 'something else'", asked));
    }

    private static RunOptions Asked(string? engine, string? device, params string[] overrides) =>
        new("smoke", overrides, null, engine, device, null, "results", 1, false);
}
