using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

/// <summary>
/// What pairs two runs of one seed: the same images in the same order, the same held out, the same first draws of every
/// layer that both have. It is seen where it counts, in what the engine is given.
/// </summary>
public sealed class PairingTests
{
    private static readonly Dataset Digits = Images(160, 20);

    public static TheoryData<string> Variants =>
    [
        "model.activation: relu", "model.c3: partial", "model.pooling: subsampling", "training.optimizer: adam",
        "training.learning_rate: 0.3", "training.momentum: 0.5", "training.schedule: constant", "training.epochs: 3",
        "training.batch_size: 8", "training.weight_decay: 0.01", "model.preset: lenet5-wide",
    ];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_variant_of_a_seed_sees_the_same_images_in_the_same_order(string setting)
    {
        Seen plain = Train("training.epochs: 2", seed: 5), other = Train(setting, seed: 5);

        int shared = Math.Min(plain.Trained.Count, other.Trained.Count);
        Assert.True(shared >= 2 * 100);
        Assert.Equal(plain.Trained.Take(shared), other.Trained.Take(shared));
        Assert.Equal(plain.HeldOut, other.HeldOut);
        Assert.Empty(plain.Trained.Intersect(plain.HeldOut));
    }

    [Fact]
    public void Another_seed_gives_another_order_split_and_weights()
    {
        Seen five = Train("training.epochs: 2", seed: 5), six = Train("training.epochs: 2", seed: 6);

        Assert.NotEqual(five.Trained, six.Trained);
        Assert.NotEqual(five.HeldOut, six.HeldOut);
        Assert.NotEqual(five.First, six.First);
    }

    // Each layer's numbers are one standard draw, scaled by what the variant asks for.
    [Theory]
    [InlineData("training.initialisation_gain: 2", 2)]
    [InlineData("training.optimizer: adam", 1)]
    [InlineData("model.activation: sigmoid, training.initialisation: lecun_uniform, training.initialisation_gain: 3", 3)]
    public void Every_variant_of_a_seed_starts_from_the_same_draws(string settings, float scale)
    {
        float[] plain = Train("training.epochs: 2", seed: 5).First, other = Train(settings, seed: 5).First;

        Assert.Contains(plain, weight => weight != 0);
        Assert.All(plain.Zip(other), pair => Assert.Equal(pair.First * scale, pair.Second, 1e-5f));
    }

    private static Seen Train(string settings, long seed)
    {
        string variant = string.Join(", ", settings.Split(", ").Append("training.train_images: 120")
            .Append("training.validation_images: 20").Append("training.epochs: 2")
            .DistinctBy(setting => setting.Split(':')[0]));
        ExperimentSpec spec = SpecReader.Read("pairing.yaml", $"""
            name: pairing
            question: Are they paired?
            dataset: mnist
            seeds: [{seed}]
            variants:
              it: {Mapping(variant)}
            """, []);
        var engine = new WatchingEngine();
        new Trainer(engine, new ManualClock()).Train(
            spec.Runs[0], Digits, new SilentObserver(), () => 1, TestContext.Current.CancellationToken);
        return engine.Seen;
    }

    private static string Mapping(string settings) => "{" + settings + "}";

    private static Dataset Images(int train, int test)
    {
        ImageSet Set(int count) => new(
            new byte[count * 28 * 28], [.. Enumerable.Range(0, count).Select(image => (byte)(image % 10))], 28, 28);
        return new Dataset("digits", new string('d', 64), Set(train), Set(test));
    }

    private sealed class Seen
    {
        public List<int> Trained { get; } = [];

        public HashSet<int> HeldOut { get; } = [];

        public float[] First { get; set; } = [];
    }

    /// <summary>Notes what it is given.</summary>
    private sealed class WatchingEngine : IEngine
    {
        public Seen Seen { get; } = new();

        public EngineIdentity Identity { get; } = new("watching", 1, "cpu", 512);

        public double SliceMultiplyAdds => double.PositiveInfinity;

        public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize) =>
            new WatchingLearner(Seen, network);
    }

    private sealed class WatchingLearner(Seen seen, Network network) : ILearner
    {
        private int measured;

        public Network Network => network;

        public int Threads { get; set; } = 1;

        public void WriteParameters(ReadOnlySpan<float> values) => seen.First = values.ToArray();

        public void ReadParameters(Span<float> values) => values.Clear();

        public LearnerState ReadState() => throw new NotSupportedException();

        public void WriteState(LearnerState state) => throw new NotSupportedException();

        public PassResult Train(ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates)
        {
            seen.Trained.AddRange(order);
            return new PassResult(order.Length, 0.5 * order.Length, 0);
        }

        // Each epoch training images, those held out, test images are measured in turn.
        public PassResult Evaluate(ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions)
        {
            if (measured++ % 3 == 1)
                seen.HeldOut.UnionWith(selection.ToArray());
            return new PassResult(selection.Length, 0.5 * selection.Length, 0);
        }

        public void Probabilities(ImageSet images, ReadOnlySpan<int> selection, Span<float> probabilities) =>
            throw new NotSupportedException();

        public PassResult Gradients(ImageSet images, ReadOnlySpan<int> batch, Span<float> gradients) =>
            throw new NotSupportedException();

        public void Curvatures(ImageSet images, ReadOnlySpan<int> sample, Span<float> curvatures) =>
            throw new NotSupportedException();

        public void EstimateCurvature(ImageSet images, ReadOnlySpan<int> sample) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
