using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

/// <summary>A rate that is not said is what suits the optimiser, and a run is known by the number.</summary>
public sealed class LearningRateTests
{
    [Fact]
    public void Each_optimiser_has_its_own()
    {
        ExperimentSpec spec = Read("grid: {training.optimizer: [sgd, adam, sdlm]}");

        Assert.Equal(OptimizerSpec.All.Select(rule => rule.SuitableRate), spec.Runs.Select(run => run.Training.LearningRate));
        Assert.Equal(["0.05", "0.005", "0.005"], spec.Runs.Select(Recorded));
        Assert.Equal(["optimizer=sgd", "optimizer=adam", "optimizer=sdlm"], spec.Runs.Select(run => run.Variant));
    }

    [Theory]
    [InlineData("base: {training: {optimizer: adam, learning_rate: auto}}", "0.005")]
    [InlineData("base: {training: {optimizer: adam, learning_rate: 0.05}}", "0.05")]
    [InlineData("variants: {a: {training.optimizer: adam, training.learning_rate: auto}}", "0.005")]
    [InlineData("base: {training: {learning_rate: 0.1}}\n"
        + "when: [{match: {training.learning_rate: 0.1}, set: {training.optimizer: adam, training.learning_rate: auto}}]",
        "0.005")]
    [InlineData("when: [{match: {training.learning_rate: 0.05}, set: {training.optimizer: sdlm}}]", "0.005")]
    [InlineData("when: [{match: {training.learning_rate: auto}, set: {training.epochs: 2}}]", "0.05")]
    public void It_is_found_when_everything_else_is_known(string more, string rate) =>
        Assert.Equal(rate, Recorded(Read(more).Runs.Single()));

    [Fact]
    public void The_command_line_can_ask_for_it()
    {
        string[] sets = ["training.learning_rate=auto", "training.optimizer=adam"];

        Assert.Equal("0.005", Recorded(Read("base: {training: {learning_rate: 1}}", sets).Runs.Single()));
    }

    [Fact]
    public void Beside_the_same_number_it_is_a_run_twice()
    {
        ExperimentSpec two = Read("grid: {training.learning_rate: [auto, 0.01]}");

        Assert.Equal(["learning_rate=auto", "learning_rate=0.01"], two.Runs.Select(run => run.Variant));
        SpecException refused = Assert.Throws<SpecException>(() => Read("grid: {training.learning_rate: [auto, 0.05]}"));
        Assert.Contains("have the same settings and would be the same runs", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_tried_beside_others()
    {
        TunedVariant variant = Read("""
            base: {training: {optimizer: adam}}
            tune: {training.learning_rate: [auto, 0.01], validation_images: 100}
            """).Tuning!.Variants.Single();

        Assert.Equal(["0.005", "0.01"], variant.Candidates.Select(candidate => Recorded(candidate.Trials[0])));
    }

    [Fact]
    public void What_was_recorded_with_another_comes_back_as_it_was()
    {
        RunSpec run = Read("base: {training: {optimizer: adam, learning_rate: 0.05}}").Runs.Single();

        Assert.Equal(0.05, RecordedSettings.Rebuild("r", "v", 1, run.Engine, run.Settings).Training.LearningRate);
    }

    private static ExperimentSpec Read(string more, string[]? set = null) =>
        SpecReader.Read("x.yaml", SpecText.With(more), set ?? []);

    private static string Recorded(RunSpec run) =>
        run.Settings.Single(setting => setting.Path == "training.learning_rate").Value;
}
