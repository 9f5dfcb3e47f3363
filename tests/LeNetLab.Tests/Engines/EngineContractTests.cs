using LeNetLab.Data;
using LeNetLab.Data.Strokes;
using LeNetLab.Engines;
using LeNetLab.Engines.Reference;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;
using LeNetLab.Tests.Training;
using LeNetLab.Training;

namespace LeNetLab.Tests.Engines;

/// <summary>What every engine must do, tested against the reference on networks of random sizes.</summary>
public sealed class EngineContractTests
{
    private static readonly OptimizerSpec PlainSgd = new OptimizerSpec.Sgd(0, false, 0);

    internal static readonly OptimizerSpec[] Optimizers =
    [
        PlainSgd,
        new OptimizerSpec.Sgd(0.9, true, 1e-3),
        .. OptimizerSpec.All.Select(rule => rule with { WeightDecay = 1e-3 }),
    ];

    public static IEnumerable<TheoryDataRow<string>> EngineNames => RegisteredEngines.Rows;

    public static IEnumerable<TheoryDataRow<string>> LongEngineNames => RegisteredEngines.LongRows;

    /// <summary>A row for each engine and each network that is about something.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> EnginesAndKinds =>
        from engine in RegisteredEngines.Names
        from kind in NetworksOfEveryKind.Names
        select RegisteredEngines.Marked(engine, new TheoryDataRow<string, string>(engine, kind));

    public static IEnumerable<TheoryDataRow<string, int>> EnginesAndCases => RegisteredEngines.RowsOf(40, inSoftware: 12);

    /// <summary>Of the engines that take second derivatives.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> CurvedEnginesAndKinds =>
        EnginesAndKinds.Where(row => Has(row.Data.Item1, new OptimizerSpec.Sdlm()));

    /// <inheritdoc cref="CurvedEnginesAndKinds"/>
    public static IEnumerable<TheoryDataRow<string, int>> CurvedEnginesAndCases =>
        EnginesAndCases.Where(row => Has(row.Data.Item1, new OptimizerSpec.Sdlm()));

    [Theory]
    [MemberData(nameof(EnginesAndCases))]
    public void Probabilities_losses_and_every_gradient_equal_the_reference(string engine, int seed)
    {
        SeedStream random = SeedStream.Open(seed, "contract");
        Network network = RandomNetworks.Network(seed, random);
        int batchSize = seed % 4 == 0 ? 1 : 1 + random.NextInt32(40);
        AssertGradients(engine, network, random, batchSize);
    }

    [Theory]
    [MemberData(nameof(EnginesAndKinds))]
    public void Of_every_kind_that_settings_know_values_and_gradients_equal_the_reference(string engine, string kind) =>
        AssertGradients(engine, NetworksOfEveryKind.Get(kind), SeedStream.Open(1, kind), batchSize: 21);

    private static void AssertGradients(string engine, Network network, SeedStream random, int batchSize)
    {
        ImageSet images = RandomNetworks.Images(random, network, batchSize);
        int[] batch = [.. Enumerable.Range(0, batchSize)];
        float[] parameters = RandomNetworks.Parameters(random, network);
        using ILearner truth = new ReferenceEngine().CreateLearner(network, PlainSgd, batchSize);
        using ILearner learner = RegisteredEngines.Engine(engine).CreateLearner(network, PlainSgd, batchSize);
        truth.WriteParameters(parameters);
        learner.WriteParameters(parameters);

        var expected = new float[network.VectorLength];
        var actual = new float[network.VectorLength];
        PassResult expectedResult = truth.Gradients(images, batch, expected);
        PassResult actualResult = learner.Gradients(images, batch, actual);

        Assert.Equal(expectedResult.Images, actualResult.Images);
        Assert.Equal(expectedResult.MeanLoss, actualResult.MeanLoss, 1e-5);
        foreach (ParameterBlock block in network.Blocks)
            AssertClose(block, expected, actual);
        AssertProbabilitiesClose(truth, learner, images, batch);
    }

    [Theory]
    [MemberData(nameof(CurvedEnginesAndCases))]
    public void Every_second_derivative_equals_the_reference(string engine, int seed)
    {
        SeedStream random = SeedStream.Open(seed, "curvature");
        Network network = RandomNetworks.Network(seed, random);
        AssertCurvatures(engine, network, random, count: 1 + random.NextInt32(90));
    }

    [Theory]
    [MemberData(nameof(CurvedEnginesAndKinds))]
    public void Of_every_kind_that_settings_know_second_derivatives_equal_the_reference(string engine, string kind) =>
        AssertCurvatures(engine, NetworksOfEveryKind.Get(kind), SeedStream.Open(2, kind), count: 21);

    private static void AssertCurvatures(string engine, Network network, SeedStream random, int count)
    {
        ImageSet images = RandomNetworks.Images(random, network, count);
        int[] sample = [.. Enumerable.Range(0, count)];
        float[] parameters = RandomNetworks.Parameters(random, network);
        using ILearner truth = new ReferenceEngine().CreateLearner(network, PlainSgd, 1);
        using ILearner learner = RegisteredEngines.Engine(engine).CreateLearner(network, PlainSgd, 1);
        truth.WriteParameters(parameters);
        learner.WriteParameters(parameters);

        var expected = new float[network.VectorLength];
        var actual = new float[network.VectorLength];
        truth.Curvatures(images, sample, expected);
        learner.Curvatures(images, sample, actual);

        foreach (ParameterBlock block in network.Blocks)
            AssertClose(block, expected, actual);
        Assert.True(expected.Max() > 1e-3);
        learner.ReadParameters(actual);
        Assert.Equal(parameters, actual);
    }

    [Theory]
    [MemberData(nameof(EngineNames))]
    public void Only_an_optimiser_that_asks_for_curvatures_is_given_them(string engine)
    {
        Network network = RandomNetworks.Network(SeedStream.Open(1, "asked"));
        ImageSet images = RandomNetworks.Images(SeedStream.Open(1, "asked"), network, 3);
        using ILearner learner = RegisteredEngines.Engine(engine).CreateLearner(network, PlainSgd, 1);
        using ILearner reference = new ReferenceEngine().CreateLearner(network, PlainSgd, 1);

        Assert.Throws<NotSupportedException>(() => learner.EstimateCurvature(images, [0, 1]));
        Assert.Throws<NotSupportedException>(() => reference.EstimateCurvature(images, [0, 1]));
    }

    [Theory]
    [MemberData(nameof(EngineNames))]
    public void Ten_training_steps_of_every_optimiser_stay_with_the_reference(string engine)
    {
        IEnumerable<(OptimizerSpec Optimizer, int Number)> cases = Optimizers
            .Where(optimizer => Has(engine, optimizer))
            .SelectMany(optimizer => new[] { 1, 7, 15 }, (optimizer, number) => (optimizer, number));
        foreach ((OptimizerSpec optimizer, int number) in cases)
        {
            SeedStream random = SeedStream.Open(2, "steps");
            Network network = RandomNetworks.Network(number, random);
            ImageSet images = RandomNetworks.Images(random, network, 95);
            int[] order = [.. Enumerable.Range(0, 95)];
            float[] rates = [.. Enumerable.Range(0, 10).Select(step => 0.02f / (1 + step))];
            float[] parameters = RandomNetworks.Parameters(random, network);
            using ILearner truth = new ReferenceEngine().CreateLearner(network, optimizer, 10);
            using ILearner learner = RegisteredEngines.Engine(engine).CreateLearner(network, optimizer, 10);
            truth.WriteParameters(parameters);
            learner.WriteParameters(parameters);
            if (optimizer is OptimizerSpec.Sdlm)
            {
                truth.EstimateCurvature(images, order);
                learner.EstimateCurvature(images, order);
            }

            PassResult expected = truth.Train(images, order, rates);
            PassResult actual = learner.Train(images, order, rates);

            Assert.Equal(expected.MeanLoss, actual.MeanLoss, 1e-4);
            var expectedWeights = new float[network.VectorLength];
            var actualWeights = new float[network.VectorLength];
            truth.ReadParameters(expectedWeights);
            learner.ReadParameters(actualWeights);
            for (int i = 0; i < expectedWeights.Length; i++)
                Assert.Equal(expectedWeights[i], actualWeights[i], 2e-4f);
        }
    }

    [Theory]
    [MemberData(nameof(LongEngineNames))]
    public void A_run_of_two_epochs_ends_where_the_reference_ends(string engine)
    {
        foreach (ModelSpec model in new[]
        {
            new ModelSpec(), new ModelSpec { Preset = Preset.Logistic },
            new ModelSpec { Preset = Preset.Mlp, Hidden = new HiddenUnits(30, 20) },
        })
        {
            AssertEndsWhereTheReferenceEnds(engine, model);
        }
    }

    private static void AssertEndsWhereTheReferenceEnds(string engine, ModelSpec model)
    {
        var training = new TrainingSpec { Epochs = 2, BatchSize = 20, LearningRate = 0.02 };
        var run = new RunSpec("sample", model, training, 1, []);
        var digits = new Dataset(
            "strokes", "a prefix", StrokeDigits.DrawTraining(90, CancellationToken.None),
            StrokeDigits.DrawTest(40, CancellationToken.None));

        TrainedRun expected = Trained(new ReferenceEngine());
        TrainedRun actual = Trained(RegisteredEngines.Engine(engine));

        Assert.Equal(TrainingEnd.Done, actual.End);
        foreach ((EpochResult e, EpochResult a) in expected.Epochs.Zip(actual.Epochs))
        {
            Assert.Equal(e.TrainLoss, a.TrainLoss, 1e-4);
            Assert.Equal(e.TestLoss, a.TestLoss, 1e-4);
        }

        Assert.Equal(expected.TestPredictions, actual.TestPredictions);
        for (int i = 0; i < expected.Weights.Length; i++)
            Assert.Equal(expected.Weights[i], actual.Weights[i], 1e-4f);

        TrainedRun Trained(IEngine trains) => new Trainer(trains, new ManualClock())
            .Train(run, digits, new SilentObserver(), () => 1, CancellationToken.None);
    }

    [Theory]
    [MemberData(nameof(EngineNames))]
    public void Structural_zeros_stay_zero_in_training(string engine)
    {
        Network network = LeNet5.Build(new ModelSpec { C3 = C3Connections.Partial });
        SeedStream random = SeedStream.Open(2, "zeros");
        ImageSet images = RandomNetworks.Images(random, network, 32);
        float[] parameters = RandomNetworks.Parameters(random, network);
        using ILearner learner = RegisteredEngines.Engine(engine).CreateLearner(network, new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0.01), 16);
        learner.WriteParameters(parameters);

        learner.Train(images, [.. Enumerable.Range(0, 32)], [0.01f, 0.01f]);

        var trained = new float[network.VectorLength];
        learner.ReadParameters(trained);
        ParameterBlock c3 = network.Blocks.Single(block => block.Name == "C3.weight");
        ReadOnlySpan<float> before = parameters.AsSpan(c3.Offset, c3.Length);
        ReadOnlySpan<float> after = trained.AsSpan(c3.Offset, c3.Length);
        Assert.Equal(c3.Length - c3.Trainable, after.Count(0f));
        for (int i = 0; i < before.Length; i++)
            Assert.Equal(before[i] == 0, after[i] == 0);
    }

    [Theory]
    [MemberData(nameof(EngineNames))]
    public void Evaluation_gives_the_predictions_whose_errors_it_counts(string engine)
    {
        SeedStream random = SeedStream.Open(3, "evaluate");
        Network network = RandomNetworks.Network(random);
        ImageSet images = RandomNetworks.Images(random, network, 333);
        int[] selection = [.. Enumerable.Range(0, 333).Where(i => i % 3 != 1)];
        using ILearner learner = RegisteredEngines.Engine(engine).CreateLearner(network, PlainSgd, 7);
        using ILearner truth = new ReferenceEngine().CreateLearner(network, PlainSgd, 7);
        float[] parameters = RandomNetworks.Parameters(random, network);
        learner.WriteParameters(parameters);
        truth.WriteParameters(parameters);

        var predictions = new byte[selection.Length];
        PassResult result = learner.Evaluate(images, selection, predictions);

        Assert.Equal(selection.Length, result.Images);
        Assert.Equal(selection.Where((image, i) => images.Labels[image] != predictions[i]).Count(), result.Errors);
        Assert.Equal(truth.Evaluate(images, selection, []).MeanLoss, result.MeanLoss, 1e-5);
    }

    [Theory]
    [MemberData(nameof(EngineNames))]
    public void Evaluation_leaves_the_weights_and_the_next_steps_alone(string engine)
    {
        SeedStream random = SeedStream.Open(4, "untouched");
        Network network = RandomNetworks.Network(random);
        ImageSet images = RandomNetworks.Images(random, network, 40);
        int[] order = [.. Enumerable.Range(0, 40)];
        float[] parameters = RandomNetworks.Parameters(random, network);
        var weights = new List<float[]>();
        foreach (bool evaluates in new[] { false, true })
        {
            using ILearner learner = RegisteredEngines.Engine(engine).CreateLearner(network, new OptimizerSpec.Sgd(0.9, false, 0), 8);
            learner.WriteParameters(parameters);
            for (int pass = 0; pass < 3; pass++)
            {
                learner.Train(images, order, [0.1f, 0.1f, 0.1f, 0.1f, 0.1f]);
                if (evaluates)
                    learner.Evaluate(images, order.AsSpan(0, 23), []);
            }

            float[] trained = new float[network.VectorLength];
            learner.ReadParameters(trained);
            weights.Add(trained);
        }

        Assert.Equal(weights[0], weights[1]);
    }

    [Theory]
    [MemberData(nameof(EngineNames))]
    public void Vectors_of_the_wrong_length_are_refused(string engine)
    {
        Network network = LeNet5.Build(new ModelSpec());
        using ILearner learner = RegisteredEngines.Engine(engine).CreateLearner(network, PlainSgd, 4);

        Assert.Throws<ArgumentException>(() => learner.WriteParameters(new float[3]));
        Assert.Throws<ArgumentException>(() => learner.ReadParameters(new float[3]));
    }

    /// <summary>Whether an engine has an optimiser; the torch engine takes no second derivatives.</summary>
    internal static bool Has(string engine, OptimizerSpec optimizer) =>
        !engine.StartsWith(RegisteredEngines.Torch, StringComparison.Ordinal) || optimizer is not OptimizerSpec.Sdlm;

    private static void AssertClose(ParameterBlock block, float[] expected, float[] actual)
    {
        float[] e = expected[block.Offset..(block.Offset + block.Length)];
        float[] a = actual[block.Offset..(block.Offset + block.Length)];
        double scale = Math.Max(e.Max(Math.Abs), 1e-3);
        for (int i = 0; i < e.Length; i++)
        {
            Assert.True(
                Math.Abs(e[i] - a[i]) <= 1e-5 * scale,
                $"{block.Name}[{i}]: {a[i]}, the reference has {e[i]} (largest {scale})");
        }
    }

    private static void AssertProbabilitiesClose(ILearner truth, ILearner learner, ImageSet images, int[] batch)
    {
        var expected = new float[batch.Length * truth.Network.Classes];
        var actual = new float[expected.Length];
        truth.Probabilities(images, batch, expected);
        learner.Probabilities(images, batch, actual);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 2e-6f);
    }
}
