using System.Reflection;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Sweeps;

public sealed class TuningPlanTests
{
    private static readonly ExperimentSpec Spec = SpecReader.Read("tuned.yaml", """
        name: tuned
        question: Which?
        dataset: mnist
        seeds: 2
        base: {training: {batch_size: 8}}
        grid: {model.activation: [tanh, relu]}
        tune: {training.learning_rate: [0.01, 0.05, 0.1], validation_images: 20, epochs: 1, seeds: 2}
        """, []);

    private static readonly TuningPlan Plan = TuningPlan.Create(
        Spec, Samples.Dataset(), _ => new EngineIdentity("simd", 1, "cpu", 512))!;

    [Fact]
    public void The_lowest_mean_validation_error_is_taken()
    {
        IReadOnlyList<TunedChoice> choices = Plan.Choose(Recorded(trial => (RunStatus.Done, Rate(trial) switch
        {
            "0.01" => 3,
            "0.05" => trial.Spec.TrialOf == "activation=tanh" ? 2 : 4,
            _ => trial.Spec.Seed % 2 == 0 ? 1 : 3.5,
        })))!;

        Assert.Equal(["0.05", "0.1"], choices.Select(choice => Rate(choice.Runs[0])));
        Assert.Equal((2.0, 2.25), (choices[0].Chosen!.MeanErrorPct!.Value, choices[1].Chosen!.MeanErrorPct!.Value));
        Assert.All(choices, choice => Assert.Equal([1, 2], choice.Runs.Select(run => run.Seed)));
    }

    [Fact]
    public void Of_equal_ones_the_first_is_taken() => Assert.All(
        Plan.Choose(Recorded(_ => (RunStatus.Done, 2)))!,
        choice => Assert.Equal("0.01", Rate(choice.Runs[0])));

    [Fact]
    public void What_diverges_with_any_seed_is_not_taken_and_may_leave_nothing()
    {
        IReadOnlyList<TunedChoice> choices = Plan.Choose(Recorded(trial =>
            trial.Spec.TrialOf == "activation=relu" || (Rate(trial) == "0.1" && trial.Spec.Seed % 2 == 0)
                ? (RunStatus.Diverged, null)
                : (RunStatus.Done, Rate(trial) == "0.1" ? 0.1 : 2)))!;

        Assert.Equal("0.01", Rate(choices[0].Runs[0]));
        Assert.Equal(1, choices[0].Tried[2].Diverged);
        Assert.Null(choices[1].Chosen);
        Assert.Empty(choices[1].Runs);
    }

    [Theory]
    [InlineData(RunStatus.Pending)]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Failed)]
    public void Nothing_is_chosen_while_a_trial_has_no_result(RunStatus status)
    {
        IReadOnlyList<TrialSummary> recorded = Recorded(_ => (RunStatus.Done, 2));

        Assert.Null(Plan.Choose([recorded[0] with { Status = status, ValidationErrorPct = null }, .. recorded.Skip(1)]));
        Assert.Null(Plan.Choose(recorded.Skip(1)));
    }

    [Fact]
    public void Trials_of_another_spec_have_no_say()
    {
        IReadOnlyList<TrialSummary> recorded = Recorded(_ => (RunStatus.Done, 2));

        IReadOnlyList<TunedChoice> choices = Plan.Choose(
            [.. recorded, recorded[0] with { Variant = "activation=tanh: learning_rate=9", ValidationErrorPct = 0 }])!;

        Assert.Equal("0.01", Rate(choices[0].Runs[0]));
    }

    // A choice cannot go by what its maker cannot see.
    [Fact]
    public void What_a_choice_is_made_from_knows_nothing_of_the_test_images() => Assert.DoesNotContain(
        typeof(TrialSummary).GetProperties(BindingFlags.Public | BindingFlags.Instance),
        property => property.Name.Contains("Test", StringComparison.Ordinal)
            || property.Name.Contains("Gap", StringComparison.Ordinal));

    private static string Rate(PlannedRun run) => Rate(run.Spec);

    private static string Rate(RunSpec run) =>
        run.Settings.First(setting => setting.Path == "training.learning_rate").Value;

    private static IReadOnlyList<TrialSummary> Recorded(Func<PlannedRun, (RunStatus Status, double? ErrorPct)> result) =>
    [
        .. Plan.Trials.Runs.Select(run => new TrialSummary
        {
            RunId = run.RunId,
            TrialOf = run.Spec.TrialOf!,
            Variant = run.Spec.Variant,
            Seed = run.Spec.Seed,
            Status = result(run).Status,
            Epochs = 1,
            ValidationErrorPct = result(run).ErrorPct,
        }),
    ];
}
