using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

public sealed class SpecReaderTests
{
    [Fact]
    public void The_agreed_example_expands_to_eighteen_cells_of_six_seeds()
    {
        ExperimentSpec spec = SpecReader.Read("x.yaml", SpecText.Agreed, []);

        Assert.Equal("activation-sweep", spec.Name);
        Assert.Equal("Which activation learns LeNet-5 fastest, and does any generalise better?", spec.Question);
        Assert.Null(spec.Notes);
        Assert.Equal(("mnist", "strokes"), (spec.Dataset, spec.OfflineFallback));
        Assert.Equal(18 * 6, spec.Runs.Count);
        Assert.Equal([1L, 2, 3, 4, 5, 6], spec.Runs.Take(6).Select(run => run.Seed));
        Golden.Matches(
            string.Join('\n', spec.Runs.Select(run => run.Variant).Distinct()) + "\n", "labels-of-the-agreed-example");
    }

    [Fact]
    public void Defaults_are_those_of_the_model_and_training_records()
    {
        RunSpec run = Assert.Single(SpecReader.Read("x.yaml", SpecText.With(""), []).Runs);

        // What a spec leaves to be found is found: F6 by the preset, the first weights by the activation.
        Assert.Equal((84, 0.05), (run.Model.F6, run.Training.LearningRate));
        Assert.Equal(new ModelSpec(), run.Model);
        Assert.Equal(
            new TrainingSpec { Initialisation = InitialisationKind.LecunUniform, InitialisationGain = 1 }, run.Training);
        Assert.Equal("base", run.Variant);
    }

    [Theory]
    [InlineData("lenet5")]
    [InlineData("lenet5-wide")]
    [InlineData("lenet5-1998")]
    public void The_automatic_f6_is_the_one_that_the_builder_takes(string preset)
    {
        ModelSpec model = ModelOf($"preset: {preset}");

        Assert.Equal(LeNet5.Build(model with { F6 = null }).ParameterCount, LeNet5.Build(model).ParameterCount);
    }

    [Fact]
    public void Every_name_of_a_model_setting_reaches_its_value()
    {
        Assert.Equal(Preset.LeNet5, ModelOf("preset: lenet5").Preset);
        Assert.Equal(Preset.LeNet5Wide, ModelOf("preset: lenet5-wide").Preset);
        Assert.Equal(C3Connections.Full, ModelOf("c3: full").C3);
        Assert.Equal(C3Connections.Partial, ModelOf("c3: partial").C3);
        Assert.Equal(PoolingKind.Average, ModelOf("pooling: average").Pooling);
        Assert.Equal(PoolingKind.Max, ModelOf("pooling: max").Pooling);
        Assert.Equal(PoolingKind.Subsampling, ModelOf("pooling: subsampling").Pooling);
        Assert.Equal(PoolingKind.SubsamplingSum, ModelOf("pooling: subsampling_sum").Pooling);
        Assert.Equal(67, ModelOf("f6: 67").F6);
        Assert.Equal(Preset.Logistic, ModelOf("preset: logistic").Preset);
        Assert.Equal(new HiddenUnits(300), ModelOf("preset: mlp").Hidden);
        Assert.Equal(new HiddenUnits(500, 150), ModelOf("preset: mlp, hidden: [500, 150]").Hidden);
        Assert.Equal(new HiddenUnits(500, 150), ModelOf("preset: mlp, hidden: 500-150").Hidden);
        Assert.Equal(OutputKind.Rbf, ModelOf("output: rbf").Output);
        Assert.Equal(new Loss.CrossEntropy(), ModelOf("loss: cross_entropy").Loss);
        Assert.Equal(new Loss.Mse(), ModelOf("output: rbf, loss: mse").Loss);
        Assert.Equal(new Loss.Map(2.5), ModelOf("loss: map, map_j: 2.5").Loss);
        Assert.Equal(new Activation.Sigmoid(), ModelOf("activation: sigmoid").Activation);
        Assert.Equal(new Activation.Tanh(), ModelOf("activation: tanh").Activation);
        Assert.Equal(new Activation.ScaledTanh(), ModelOf("activation: scaled_tanh").Activation);
        Assert.Equal(new Activation.Relu(), ModelOf("activation: relu").Activation);
        Assert.Equal(new Activation.LeakyRelu(0.01), ModelOf("activation: leaky_relu").Activation);
        Assert.Equal(new Activation.LeakyRelu(0.2), ModelOf("activation: leaky_relu, negative_slope: 0.2").Activation);
    }

    [Fact]
    public void The_preset_of_1998_has_the_papers_defaults_and_each_can_be_replaced()
    {
        var paper = new ModelSpec
        {
            Preset = Preset.LeNet5Of1998,
            Activation = new Activation.ScaledTanh(),
            C3 = C3Connections.Partial,
            Pooling = PoolingKind.Subsampling,
            F6 = 84,
            Output = OutputKind.Rbf,
            Loss = new Loss.Map(0.1),
        };

        Assert.Equal(paper, ModelOf("preset: lenet5-1998"));
        Assert.Equal(60_000, LeNet5.Build(paper).ParameterCount);
        Assert.Equal(
            InitialisationKind.Paper1998,
            SpecReader.Read("x.yaml", SpecText.With("base: {model: {preset: lenet5-1998}}"), []).Runs[0]
                .Training.Initialisation);
        Assert.Equal(paper with { C3 = C3Connections.Full }, ModelOf("preset: lenet5-1998, c3: full"));
        Assert.Equal(
            paper with { Output = OutputKind.Softmax, Loss = new Loss.CrossEntropy() },
            ModelOf("preset: lenet5-1998, output: softmax"));
    }

    [Fact]
    public void Every_training_setting_reaches_its_property()
    {
        TrainingSpec sgd = TrainingOf("""
            epochs: 20, batch_size: 32, optimizer: sgd, momentum: 0.5, nesterov: true, weight_decay: 5e-4,
              learning_rate: .1, schedule: step, step_epochs: 5, step_factor: 0.5, warmup_epochs: 0.5,
              initialisation: paper_1998, train_images: 5000, validation_images: 1000
            """);
        TrainingSpec adam = TrainingOf("optimizer: adam, beta1: 0.8, beta2: 0.99, epsilon: 1e-7, schedule: constant");

        Assert.Equal(
            new TrainingSpec
            {
                Epochs = 20,
                BatchSize = 32,
                Optimizer = new OptimizerSpec.Sgd(0.5, true, 0.0005),
                LearningRate = 0.1,
                Schedule = new ScheduleSpec.Step(5, 0.5),
                WarmupEpochs = 0.5,
                Initialisation = InitialisationKind.Paper1998,
                InitialisationGain = 1,
                TrainImages = 5000,
                ValidationImages = 1000,
            }, sgd);
        Assert.Equal(new OptimizerSpec.Adam(0.8, 0.99, 1e-7, 0), adam.Optimizer);
        Assert.Equal(new ScheduleSpec.Constant(), adam.Schedule);

        TrainingSpec sdlm = TrainingOf("optimizer: sdlm, damping: 0.1, curvature_images: 200, weight_decay: 0.001, "
            + "schedule: piecewise, schedule_pieces: 1.0x2/.5x3/0.1");
        Assert.Equal(new OptimizerSpec.Sdlm(0.1, 200, 0.001), sdlm.Optimizer);
        Assert.Equal(
            [new RatePiece(1, 2), new RatePiece(0.5, 3), new RatePiece(0.1, 0)],
            Assert.IsType<ScheduleSpec.Piecewise>(sdlm.Schedule).Pieces);
        Assert.Same(ScheduleSpec.Piecewise.Of1998, TrainingOf("schedule: lenet5-1998").Schedule);
    }

    [Theory]
    [InlineData("lecun_uniform", InitialisationKind.LecunUniform)]
    [InlineData("lecun_normal", InitialisationKind.LecunNormal)]
    [InlineData("glorot_uniform", InitialisationKind.GlorotUniform)]
    [InlineData("glorot_normal", InitialisationKind.GlorotNormal)]
    [InlineData("he_uniform", InitialisationKind.HeUniform)]
    [InlineData("he_normal", InitialisationKind.HeNormal)]
    [InlineData("paper_1998", InitialisationKind.Paper1998)]
    public void Every_initialisation_can_be_chosen(string name, InitialisationKind expected) =>
        Assert.Equal(expected, TrainingOf($"initialisation: {name}").Initialisation);

    [Theory]
    [InlineData("sigmoid", InitialisationKind.GlorotUniform, 4)]
    [InlineData("tanh", InitialisationKind.LecunUniform, 1)]
    [InlineData("scaled_tanh", InitialisationKind.LecunUniform, 1)]
    [InlineData("relu", InitialisationKind.HeUniform, 1)]
    [InlineData("leaky_relu", InitialisationKind.HeUniform, 1)]
    public void Automatic_initialisation_follows_the_activation(
        string activation, InitialisationKind expected, double gain)
    {
        RunSpec run = SpecReader.Read(
            "x.yaml", SpecText.With($"base: {{model: {{activation: {activation}}}}}"), []).Runs[0];

        Assert.Equal(expected, run.Training.Initialisation);
        Assert.Equal(gain, run.Training.InitialisationGain);
    }

    [Fact]
    public void The_gain_can_be_chosen_and_is_1_for_the_published_initialisation()
    {
        Assert.Equal(0.5, TrainingOf("initialisation_gain: 0.5").InitialisationGain);
        RunSpec paper = SpecReader.Read("x.yaml", SpecText.With(
            "base: {model: {activation: sigmoid}, training: {initialisation: paper_1998}}"), []).Runs[0];
        Assert.Equal(1, paper.Training.InitialisationGain);
    }

    [Fact]
    public void Settings_without_effect_are_not_recorded()
    {
        string Recorded(string baseYaml) => string.Join('\n',
            SpecReader.Read("x.yaml", SpecText.With($"base: {baseYaml}"), []).Runs[0].Settings
                .Select(setting => $"{setting.Path} = {setting.Value}"));

        Golden.Matches($"""
            # All by default
            {Recorded("{}")}

            # Adam, a leaky rectifier and steps
            {Recorded("{model: {activation: leaky_relu}, training: {optimizer: adam, schedule: step, step_epochs: 2}}")}

            # The network of 1998, as it was trained
            {Recorded("{model: {preset: lenet5-1998}, training: {optimizer: sdlm, schedule: lenet5-1998}}")}

            """, "recorded-settings");
    }

    [Theory]
    [InlineData("0.05", "'5e-2'")]
    [InlineData("1", "1.0")]
    [InlineData("0.00001", "\"1E-5\"")]
    [InlineData("0.1", "+.1")]
    public void One_number_written_twice_is_one_value(string a, string b)
    {
        string Recorded(string rate) =>
            SpecReader.Read("x.yaml", SpecText.With($"base: {{training: {{learning_rate: {rate}}}}}"), [])
                .Runs[0].Settings.Single(setting => setting.Path == "training.learning_rate").Value;

        Assert.Equal(Recorded(a), Recorded(b));
    }

    [Theory]
    [InlineData("3", "1 2 3")]
    [InlineData("[0, 42, 7]", "0 42 7")]
    [InlineData("'2'", "1 2")]
    public void Seeds_are_how_many_or_which(string seeds, string expected)
    {
        ExperimentSpec spec = SpecReader.Read(
            "x.yaml", SpecText.With("").Replace("seeds: 1", $"seeds: {seeds}", StringComparison.Ordinal), []);

        Assert.Equal(expected, string.Join(' ', spec.Runs.Select(run => run.Seed)));
    }

    [Theory]
    [InlineData("./digits")]
    [InlineData("/data/my digits")]
    [InlineData("C:\\digits")]
    [InlineData("kmnist")]
    public void A_dataset_is_a_known_name_or_a_folder(string dataset)
    {
        string yaml = SpecText.With("").Replace("dataset: mnist", $"dataset: '{dataset}'", StringComparison.Ordinal);

        Assert.Equal(dataset, SpecReader.Read("x.yaml", yaml, []).Dataset);
    }

    [Fact]
    public void Aliases_stand_for_what_they_repeat()
    {
        ExperimentSpec spec = SpecReader.Read("x.yaml", SpecText.With("""
            variants:
              slow: &slow {training.learning_rate: 0.01}
              fast: {training.learning_rate: 0.1}
            when:
              - match: *slow
                set: {training.epochs: 20}
            """), []);

        Assert.Equal([("slow", 20), ("fast", 8)], spec.Runs.Select(run => (run.Variant, run.Training.Epochs)));
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_change_nothing()
    {
        string windows = "\uFEFF" + SpecText.Agreed.ReplaceLineEndings("\r\n");

        Assert.Equal(
            SpecReader.Read("x.yaml", SpecText.Agreed, []).Runs.Select(run => (run.Variant, run.Seed)),
            SpecReader.Read("x.yaml", windows, []).Runs.Select(run => (run.Variant, run.Seed)));
        SpecException refused = Assert.Throws<SpecException>(() => SpecReader.Read(
            "x.yaml", windows.Replace("seeds: 6", "seeds: x", StringComparison.Ordinal), []));
        Assert.Equal((5, 8), (refused.Errors[0].Line, refused.Errors[0].Column));
    }

    [Fact]
    public void A_hundred_thousand_runs_are_allowed_and_one_more_is_not()
    {
        string Grid(int epochs) => SpecText
            .With($"grid: {{training.epochs: [{string.Join(',', Enumerable.Range(1, epochs))}]}}")
            .Replace("seeds: 1", "seeds: 10000", StringComparison.Ordinal);

        Assert.Equal(100_000, SpecReader.Read("x.yaml", Grid(10), []).Runs.Count);
        SpecException refused = Assert.Throws<SpecException>(() => SpecReader.Read("x.yaml", Grid(11), []));
        Assert.Contains("11 cells × 10,000 seeds = 110,000 runs", refused.Message, StringComparison.Ordinal);
    }

    private static ModelSpec ModelOf(string settings) =>
        SpecReader.Read("x.yaml", SpecText.With($"base: {{model: {{{settings}}}}}"), []).Runs[0].Model;

    private static TrainingSpec TrainingOf(string settings) =>
        SpecReader.Read("x.yaml", SpecText.With($"base: {{training: {{{settings}}}}}"), []).Runs[0].Training;

    [Theory]
    [InlineData("trash")]
    [InlineData("checkpoints")]
    [InlineData("spool")]
    [InlineData("weights")]
    public void No_experiment_is_called_what_lies_beside_experiments(string name)
    {
        SpecException refusal = Assert.Throws<SpecException>(() => SpecReader.Read(
            "one.yaml", $"{{name: {name}, question: Which?, dataset: strokes, seeds: [1]}}", []));

        Assert.Contains("where one of that name has another purpose", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("con")]
    [InlineData("lpt1")]
    public void No_experiment_is_called_like_a_device_of_Windows(string name)
    {
        SpecException refusal = Assert.Throws<SpecException>(() => SpecReader.Read(
            "one.yaml", $"{{name: {name}, question: Which?, dataset: strokes, seeds: [1]}}", []));

        Assert.Contains("Windows keeps that name for a device", refusal.Message, StringComparison.Ordinal);
    }
}
