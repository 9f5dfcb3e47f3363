using LeNetLab.Cli;
using LeNetLab.Cli.Verbs;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Cli;

public sealed class MakeCommandTests
{
    private static readonly EngineSpec Torch = new("torch", "cpu"), Card = new("torch", "cuda");

    [Fact]
    public void A_command_repeats_what_was_asked_for() => Assert.Equal(
        "make run EXP=smoke SET=\"seeds=3 dataset=strokes\" ENGINE=simd DEVICE=cpu",
        MakeCommand.Run(Asked("simd", "cpu", "seeds=3"), [EngineSpec.Usual], "strokes"));

    // The Makefile builds by ENGINE and DEVICE; where the spec names the engine, the reader has to say.
    [Theory]
    [InlineData(null, null, "make run EXP=smoke TORCH=cpu")]
    [InlineData("torch", null, "make run EXP=smoke ENGINE=torch")]
    [InlineData("torch", "cpu", "make run EXP=smoke ENGINE=torch DEVICE=cpu")]
    public void It_builds_the_torch_engine_in_if_the_runs_need_it(string? engine, string? device, string command) =>
        Assert.Equal(command, MakeCommand.Run(Asked(engine, device), [EngineSpec.Usual, Torch], null));

    [Theory]
    [InlineData(null, null, "make run EXP=smoke TORCH=cuda")]
    [InlineData(null, "cuda", "make run EXP=smoke DEVICE=cuda")]
    [InlineData("torch", "cuda", "make run EXP=smoke ENGINE=torch DEVICE=cuda")]
    [InlineData("torch", null, "make run EXP=smoke ENGINE=torch TORCH=cuda")]
    public void So_it_does_for_a_card(string? engine, string? device, string command) =>
        Assert.Equal(command, MakeCommand.Run(Asked(engine, device), [Torch, Card], null));

    [Fact]
    public void On_this_machine_it_names_the_folders_too() => Assert.Equal(
        "make run EXP=smoke DEVICE=cuda DATA=digits RESULTS=\"my results\"",
        MakeCommand.RunHere(Asked(null, "cuda") with { Data = "digits", Results = "my results" }, [Card]));

    [Theory]
    [InlineData("my results", "\"my results\"")]
    [InlineData("r $USER`id`", "'r $USER`id`'")]
    [InlineData("we\"ird", "'we\"ird'")]
    [InlineData("it's $1", @"'it'\''s $1'")]
    [InlineData(@"a\b", @"'a\b'")]
    public void A_shell_reads_what_was_meant(string folder, string quoted) => Assert.Equal(
        $"make run EXP=smoke RESULTS={quoted}",
        MakeCommand.RunHere(Asked(null, null) with { Results = folder }, [EngineSpec.Usual]));

    [Fact]
    public void What_goes_to_Slurm_goes_there_again() => Assert.Equal(
        "make run EXP=smoke LAUNCHER=slurm PROFILE=my.yaml SLURM=\"partition=main time=1:00:00\"",
        MakeCommand.RunHere(
            Asked(null, null) with { Slurm = new SlurmOptions("my.yaml", ["partition=main", "time=1:00:00"]) },
            [EngineSpec.Usual]));

    [Fact]
    public void A_build_without_the_torch_engine_is_explained_in_one_sentence()
    {
        Assert.Equal(
            "The torch engine is not part of this build: make run EXP=smoke TORCH=cpu builds it in "
            + "(TORCH=cuda for NVIDIA cards; without make: dotnet build -p:Torch=cpu).",
            MakeCommand.BuildingTorch(Asked(null, null), [EngineSpec.Usual, Torch]));
        Assert.Equal(
            "The torch engine is not part of this build: make run EXP=smoke DEVICE=cuda TORCH=cuda builds it in "
            + "(without make: dotnet build -p:Torch=cuda).",
            MakeCommand.BuildingTorch(Asked(null, "cuda"), [Card]));
    }

    private static RunOptions Asked(string? engine, string? device, params string[] overrides) =>
        new("smoke", overrides, null, engine, device, null, "results", 1, false);
}
