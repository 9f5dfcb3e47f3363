using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

public sealed class TuneTests
{
    private const string Yaml = """
        name: tuned
        question: Which?
        dataset: mnist
        seeds: [1, 900000002]
        base: {training: {epochs: 8}}
        grid: {model.activation: [tanh, relu]}
        tune:
          training.learning_rate: [0.01, 0.05]
          training.momentum: [0, 0.9]
          validation_images: 10000
          epochs: 3
          seeds: 2
        """;

    [Fact]
    public void Every_variant_has_the_same_combinations_tried()
    {
        Tuning tuning = Read(Yaml).Tuning!;

        Assert.Equal(["activation=tanh", "activation=relu"], tuning.Variants.Select(variant => variant.Variant));
        Assert.All(tuning.Variants, variant => Assert.Equal(
            [
                "learning_rate=0.01, momentum=0", "learning_rate=0.01, momentum=0.9",
                "learning_rate=0.05, momentum=0", "learning_rate=0.05, momentum=0.9",
            ],
            variant.Candidates.Select(candidate => candidate.Name[(variant.Variant.Length + 2)..])));
    }

    [Fact]
    public void Trials_hold_images_out_and_have_seeds_of_their_own()
    {
        ExperimentSpec spec = Read(Yaml);

        Assert.Equal(16, spec.Tuning!.Trials.Count());
        Assert.All(spec.Tuning.Trials, trial =>
        {
            Assert.Equal((10_000, 3), (trial.Training.ValidationImages, trial.Training.Epochs));
            Assert.NotNull(trial.TrialOf);
            Assert.Null(trial.TunedFrom);
        });
        Assert.Equal([900_000_001, 900_000_003], spec.Tuning.Trials.Select(trial => trial.Seed).Distinct());
        Assert.Empty(spec.Tuning.Trials.Select(trial => trial.Seed).Intersect(spec.Runs.Select(run => run.Seed)));
    }

    [Fact]
    public void What_is_chosen_is_trained_as_the_variant_is_on_all_images()
    {
        ExperimentSpec spec = Read(Yaml);
        TuneCandidate candidate = spec.Tuning!.Variants[1].Candidates[2];

        Assert.Equal([1, 900_000_002], candidate.Runs.Select(run => run.Seed));
        Assert.All(candidate.Runs, run =>
        {
            Assert.Equal(("activation=relu, tuned", "activation=relu"), (run.Variant, run.TunedFrom));
            Assert.Equal((0, 8, 0.05), (run.Training.ValidationImages, run.Training.Epochs, run.Training.LearningRate));
            Assert.Equal(new OptimizerSpec.Sgd(0, false, 0), run.Training.Optimizer);
        });
    }

    [Fact]
    public void The_spec_without_tuning_has_the_same_runs()
    {
        ExperimentSpec plain = Read(Yaml[..Yaml.IndexOf("tune:", StringComparison.Ordinal)]);

        Assert.Null(plain.Tuning);
        Assert.Equal(
            plain.Runs.Select(run => (run.Variant, run.Seed, string.Join(' ', run.Settings))),
            Read(Yaml).Runs.Select(run => (run.Variant, run.Seed, string.Join(' ', run.Settings))));
    }

    [Fact]
    public void What_the_command_line_fixes_is_not_tuned()
    {
        Tuning tuning = Read(Yaml, "training.momentum=0.5").Tuning!;

        Assert.Equal(
            ["activation=tanh: learning_rate=0.01", "activation=tanh: learning_rate=0.05"],
            tuning.Variants[0].Candidates.Select(candidate => candidate.Name));
        Assert.All(tuning.Trials, trial => Assert.Equal(new OptimizerSpec.Sgd(0.5, false, 0), trial.Training.Optimizer));
        Assert.Null(Read(Yaml, "training.momentum=0.5", "training.learning_rate=0.1").Tuning);
        Assert.All(Read(Yaml, "training.epochs=1").Tuning!.Trials, trial => Assert.Equal(1, trial.Training.Epochs));
        Assert.Contains(
            "`training.validation_images` is 0 for its trials",
            Assert.Throws<SpecException>(() => Read(Yaml, "training.validation_images=0")).Message);
    }

    [Fact]
    public void What_a_named_variant_sets_can_be_tuned_in_its_place()
    {
        Tuning tuning = Read(Yaml.Replace(
            "grid: {model.activation: [tanh, relu]}",
            "variants: {plain: {}, fast: {training.learning_rate: 0.3}}")).Tuning!;

        Assert.Equal([0.01, 0.01, 0.05, 0.05], tuning.Variants[1].Candidates.Select(
            candidate => candidate.Runs[0].Training.LearningRate));
    }

    [Theory]
    [InlineData("seeds: [1, 900000002]", "seeds: 10000", "2 variants × 6 settings × 10,000 seeds = 120,000 runs")]
    [InlineData("seeds: 2", "seeds: 101", "allowed: how many seeds try each setting, from 1 to 100")]
    [InlineData("[0, 0.9]", "[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]", "would try 110 settings")]
    public void It_asks_for_no_more_than_can_be_trained(string part, string more, string refusal)
    {
        int count = more.Contains("0.7", StringComparison.Ordinal) ? 11 : 3;
        string rates = string.Join(", ", Enumerable.Range(1, count).Select(rate => $"0.{rate:00}"));
        string yaml = Yaml.Replace(part, more).Replace("[0.01, 0.05]", $"[{rates}]");

        Assert.Contains(refusal, Assert.Throws<SpecException>(() => Read(yaml)).Message);
    }

    private static ExperimentSpec Read(string yaml, params string[] overrides) =>
        SpecReader.Read("tuned.yaml", yaml, overrides);
}
