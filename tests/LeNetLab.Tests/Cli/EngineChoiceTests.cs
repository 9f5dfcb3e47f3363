using LeNetLab.Cli;
using LeNetLab.Engines;

namespace LeNetLab.Tests.Cli;

/// <summary>Which engine trains, from the command line to the database; and what is said where there is none.</summary>
public sealed class EngineChoiceTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("--engine torch", "ENGINE=torch TORCH=cpu", " (TORCH=cuda for NVIDIA cards)")]
    [InlineData("--device cuda", "DEVICE=cuda TORCH=cuda", "")]
    [InlineData("--engine torch --device cuda", "ENGINE=torch DEVICE=cuda TORCH=cuda", "")]
    [InlineData("--set compute.engine=torch", "SET=compute.engine=torch TORCH=cpu", " (TORCH=cuda for NVIDIA cards)")]
    public void An_engine_that_the_program_lacks_is_refused_in_one_sentence_before_a_dataset_is_looked_for(
        string asked, string command, string cards)
    {
        WriteSpec("dataset: ./nowhere");

        Answer answer = lab.Run(["run", "choice", .. asked.Split(' ')]);

        Assert.Equal(
            (2, "", $"The torch engine is not part of this program: make run EXP=choice {command} has it{cards}.\n"),
            (answer.Code, answer.Out, answer.Error));
        Assert.False(Directory.Exists(lab.Results));
        Assert.False(Directory.Exists(Path.Combine(lab.Folder, "cache")));
    }

    [Theory]
    [InlineData("--engine simd --device cuda", "ENGINE=simd: `compute.engine: simd` cannot use `compute.device: cuda`")]
    [InlineData("--engine trch", "ENGINE=trch: `compute.engine: trch` is none of its values (did you mean `torch`?)")]
    [InlineData("--device gpu", "DEVICE=gpu: `compute.device: gpu` is none of its values (did you mean `cuda`?)")]
    public void What_does_not_go_together_is_refused_as_the_option_that_it_is(string asked, string problem)
    {
        WriteSpec("dataset: ./nowhere");

        Answer answer = lab.Run(["run", "choice", .. asked.Split(' ')]);

        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.StartsWith(problem, answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(lab.Results));
    }

    [Fact]
    public void A_missing_card_is_a_refusal_too()
    {
        using var error = new StringWriter { NewLine = "\n" };

        int code = Failure.Report(new EngineUnavailableException("There is no card."), error, step => step.Verb, withTrace: false);

        Assert.Equal((2, "There is no card.\n"), (code, error.ToString()));
    }

    [Fact]
    public void What_was_chosen_is_recorded_with_the_command_that_asks_for_it()
    {
        WriteSpec("dataset: ./digits", "base: {compute: {engine: auto}}");

        Answer plain = lab.Run("run", "choice", "--set", "training.epochs=1");
        Answer chosen = lab.Run("run", "choice", "--set", "training.epochs=1", "--engine", "simd", "--device", "cpu");

        Assert.True(plain.Code == 0, plain.Out + plain.Error);
        Assert.Contains("  engine    simd on cpu, vectors of ", plain.Out, StringComparison.Ordinal);
        Assert.Contains("0 to do, 1 already done", chosen.Out, StringComparison.Ordinal);
        Assert.Equal(
            "engine,device,command\nsimd,cpu,make run EXP=choice SET=training.epochs=1 ENGINE=simd DEVICE=cpu\n",
            lab.Run("query", "--format", "csv",
                "select s.engine, s.device, e.command from run_summary s join experiments e on e.name = s.experiment")
                .Out);
        Assert.Equal(
            "n\n0\n",
            lab.Run("query", "--format", "csv", "select count(*) as n from settings where path like 'compute%'").Out);
    }

    private void WriteSpec(params string[] lines) => File.WriteAllText(
        Path.Combine(lab.Folder, "experiments", "choice.yaml"),
        "name: choice\nquestion: Which engine is it?\nseeds: 1\n" + string.Join('\n', lines));
}
