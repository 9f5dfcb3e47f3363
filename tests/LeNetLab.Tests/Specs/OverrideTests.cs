using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

public sealed class OverrideTests
{
    [Fact]
    public void An_override_wins_over_base_and_changes_nothing_else()
    {
        ExperimentSpec plain = Read([]), set = Read(["training.epochs=2", "seeds=3"]);

        Assert.Equal(18 * 3, set.Runs.Count);
        Assert.All(set.Runs, run => Assert.Equal(2, run.Training.Epochs));
        Assert.Equal(plain.Runs.Select(run => run.Variant).Distinct(), set.Runs.Select(run => run.Variant).Distinct());
    }

    [Fact]
    public void An_override_takes_the_place_of_a_grid_s_values_and_passes_over_rules_that_lose_their_cells()
    {
        // Nothing is sigmoid any more: the condition is without cells, which the file by itself could not be.
        ExperimentSpec spec = Read(["model.activation=tanh"]);

        Assert.Equal(4 * 6, spec.Runs.Count);
        Assert.Equal("batch_size=16, learning_rate=0.02, plain", spec.Runs[0].Variant);
    }

    [Fact]
    public void An_override_leaves_the_rest_of_a_zip_standing()
    {
        string zip = "zip: {training.batch_size: [16, 64], training.learning_rate: [0.02, 0.05]}";

        ExperimentSpec spec = SpecReader.Read("x.yaml", SpecText.With(zip), ["training.batch_size=32"]);

        Assert.Equal(["learning_rate=0.02", "learning_rate=0.05"], spec.Runs.Select(run => run.Variant));
        Assert.All(spec.Runs, run => Assert.Equal(32, run.Training.BatchSize));
    }

    [Fact]
    public void An_override_wins_over_conditions()
    {
        ExperimentSpec spec = Read(["training.learning_rate=0.1"]);

        Assert.All(spec.Runs, run => Assert.Equal(0.1, run.Training.LearningRate));
    }

    [Theory]
    [InlineData("training.batch_size=16,64", "is not one whole number (several stand in a spec's `grid`")]
    [InlineData("training.epochs=2,seeds=3", "in SET a space parts settings")]
    [InlineData("training.train_images=6,000", "did you mean `6000`?")]
    public void Several_values_are_not_taken_for_one(string given, string said) => Assert.Contains(
        said, Assert.Throws<SpecException>(() => Read([given])).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_of_the_file_may_lose_their_effect()
    {
        // The base sets a momentum, which Adam has not.
        RunSpec run = Read(["training.optimizer=adam", "training.learning_rate=0.001"]).Runs[0];

        Assert.Equal(new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0), run.Training.Optimizer);
    }

    [Theory]
    [InlineData("dataset=strokes", "strokes", null)]
    [InlineData("dataset=kmnist", "kmnist", "strokes")]
    [InlineData("offline_fallback=none", "mnist", null)]
    [InlineData("offline_fallback=./digits", "mnist", "./digits")]
    public void Datasets_can_be_replaced(string set, string dataset, string? fallback)
    {
        ExperimentSpec spec = Read([set]);

        Assert.Equal((dataset, fallback), (spec.Dataset, spec.OfflineFallback));
    }

    [Theory]
    [InlineData("dataset='./x/'", "./x/")]
    [InlineData("dataset=\"./x/\"", "./x/")]
    [InlineData("dataset='./it''s'", "./it's")]
    [InlineData("dataset=./it's", "./it's")]
    [InlineData("dataset=\"./\\u00fc\"", "./ü")]
    public void Quotes_around_a_value_make_as_little_difference_as_in_a_file(string set, string dataset)
    {
        Assert.Equal(dataset, Read([set]).Dataset);
        Assert.Equal([1L, 5], Read([set, "seeds=['1', \"5\"]"]).Runs.Select(run => run.Seed).Distinct());
        Assert.All(Read([set, "training.epochs='2'"]).Runs, run => Assert.Equal(2, run.Training.Epochs));
    }

    [Theory]
    [InlineData("seeds=4", "1 2 3 4")]
    [InlineData("seeds=7,0,9", "7 0 9")]
    [InlineData("seeds=[5]", "5")]
    public void Seeds_can_be_replaced(string set, string expected) => Assert.Equal(
        expected, string.Join(' ', Read([set]).Runs.Select(run => run.Seed).Distinct()));

    [Fact]
    public void Mistakes_are_reported_at_their_place_in_the_line()
    {
        string[][] cases =
        [
            ["training.epoch=2", "seeds=x", "epochs=3", "batch"],
            ["training.learning_rate=fast", "training.learning_rate=0.1", "training.beta1="],
            ["seeds=1,2,-3,2", "dataset=mnits", "offline_fallback=kmnsit"],
            ["name=other", "seed=3", "model=lenet5", "=3", ""],
            ["training.beta1=0.5"],
            ["model.negative_slope=0.1", "model.activation=relu"],
            ["training.warmup_epochs=9"],
            ["training.weight_decay=0"],
            ["model.activation=relu", "training.batch_size=16"],
            ["training.batch_size=32"],
            ["offline_fallback=mnist"],
            ["seeds=9999"],
            ["training.label_smoothing=0.1", "model.kernel_size=5", "optimiser.rate=1", "model.activation\u00a0=relu"],
            ["model.activation=elu", "training.optimizer=AdamW", "model.preset=LeNet-4", "dataset=emnist"],
            ["model.pooling=mean", "training.initialisation=xavier-uniform", "model.loss=mae"],
            ["dataset='./x", "seeds=['1]", "model.c3=“full”"],
        ];

        Golden.Matches(string.Concat(cases.Select(set =>
            $"SET=\"{string.Join(' ', set)}\"\n{Assert.Throws<SpecException>(() => Read(set)).Message}\n\n")), "set");
    }

    [Fact]
    public void Mistakes_of_the_file_and_of_the_command_line_are_reported_together()
    {
        SpecException refused = Assert.Throws<SpecException>(() => SpecReader.Read(
            "x.yaml", SpecText.Agreed.Replace("tanh,", "tahn,", StringComparison.Ordinal), ["training.epoch=2"]));

        Assert.Equal(["x.yaml", "x.yaml", "x.yaml", "SET"], refused.Errors.Select(error => error.File));
    }

    private static ExperimentSpec Read(string[] overrides) => SpecReader.Read("x.yaml", SpecText.Agreed, overrides);
}
