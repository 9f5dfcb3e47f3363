using LeNetLab.Data;
using LeNetLab.Data.Distortions;
using LeNetLab.Data.Strokes;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Specs;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Training;

public sealed class BentImagesTests
{
    private static readonly Dataset Digits = new(
        "strokes", "a prefix", StrokeDigits.DrawTraining(90, CancellationToken.None),
        StrokeDigits.DrawTest(20, CancellationToken.None));

    private static readonly TrainingSpec Spec = new()
    {
        Epochs = 3,
        BatchSize = 20,
        LearningRate = 0.05,
        Distortion = new DistortionStrength(1, 34, 4),
    };

    [Fact]
    public void How_an_image_is_bent_depends_on_seed_epoch_and_image_alone()
    {
        byte[] all = Bent(1, 1, [.. Enumerable.Range(0, 90)], threads: 1);
        byte[] reversed = Bent(1, 1, [.. Enumerable.Range(0, 90).Reverse()], threads: 3);

        for (int image = 0; image < 90; image++)
            Assert.Equal(Image(all, image), Image(reversed, 89 - image));
        Assert.Equal(Image(all, 41), Bent(1, 1, [41], threads: 2));
        Assert.NotEqual(Image(all, 41), Bent(2, 1, [41], threads: 1));
        Assert.NotEqual(Image(all, 41), Bent(1, 2, [41], threads: 1));
        Assert.NotEqual(Image(all, 41), Digits.Train.Image(41).ToArray());
    }

    [Fact]
    public void Without_strength_images_are_as_they_are()
    {
        var pixels = new byte[90 * 784];
        var labels = new byte[90];
        new BentImages(Digits.Train, DistortionStrength.None, 1).Fill(
            1, Enumerable.Range(0, 90).ToArray(), pixels, labels, 2);

        Assert.Equal(Digits.Train.Pixels.ToArray(), pixels);
        Assert.Equal(Digits.Train.Labels.ToArray(), labels);
    }

    [Fact]
    public void A_run_learns_from_what_is_bent_and_is_measured_on_what_is_not()
    {
        var seen = new List<byte[]>();
        var engine = new SpyEngine(images => seen.Add(images.Pixels.ToArray()));

        TrainedRun bent = Train(engine, Spec with { BatchSize = 90, Epochs = 2 });

        Assert.Equal(2, seen.Count);
        Assert.NotEqual(seen[0], seen[1]);
        int[] order = new int[90];
        new DataOrder(90, null, 0, 1).Fill(2, order);
        Assert.Equal(Bent(2, 1, order, threads: 1), seen[1]);
        TrainedRun plain = Train(new SimdEngine(), Spec with { Distortion = DistortionStrength.None });
        Assert.NotEqual(plain.Epochs[0].TrainLoss, bent.Epochs[0].TrainLoss);
    }

    [Fact]
    public void Two_threads_end_where_one_does()
    {
        TrainingSpec spec = Spec with { BatchSize = 90 };

        Assert.Equal(Train(new SimdEngine(), spec).Weights, Train(new SimdEngine(), spec, threads: 2).Weights);
    }

    [Fact]
    public void A_run_that_goes_on_ends_where_it_would_have_ended()
    {
        var kept = new Kept();
        TrainedRun whole = Train(new SimdEngine(), Spec, checkpoints: kept);

        TrainedRun goneOn = Train(new SimdEngine(), Spec, checkpoints: new Kept(kept.Saved[0]));

        Assert.Equal(whole.Weights, goneOn.Weights);
    }

    [Fact]
    public void A_run_of_a_group_ends_as_it_does_alone_whether_the_others_are_bent_or_not()
    {
        TrainingSpec[] specs =
        [
            Spec with { BatchSize = 1 }, Spec with { BatchSize = 1, Distortion = DistortionStrength.None },
            Spec with { BatchSize = 1, Distortion = new DistortionStrength(2, 0, 4) },
        ];
        RunSpec[] runs = [.. specs.Select((spec, i) => Samples.Run(seed: i + 1, training: spec))];
        var together = new TrainedRun[runs.Length];

        new Trainer(new SimdEngine(), new ManualClock()).TrainTogether(
            [.. runs.Select((run, i) => new GroupMember(run, new SilentObserver(), ended => together[i] = ended))],
            Digits, () => 1, CancellationToken.None);

        for (int i = 0; i < runs.Length; i++)
        {
            TrainedRun alone = new Trainer(new SimdEngine(), new ManualClock()).Train(
                runs[i], Digits, new SilentObserver(), () => 1, CancellationToken.None);
            Assert.Equal(alone.Weights, together[i].Weights);
            Assert.Equal(alone.Epochs, together[i].Epochs);
        }
    }

    private static TrainedRun Train(
        IEngine engine, TrainingSpec spec, int threads = 1, ITrainingCheckpoints? checkpoints = null) =>
        new Trainer(engine, new ManualClock()).Train(
            Samples.Run(training: spec), Digits, new SilentObserver(), checkpoints, () => threads,
            CancellationToken.None);

    private static byte[] Bent(int epoch, long seed, int[] order, int threads)
    {
        var pixels = new byte[order.Length * 784];
        var labels = new byte[order.Length];
        new BentImages(Digits.Train, Spec.Distortion, seed).Fill(epoch, order, pixels, labels, threads);
        Assert.Equal(order.Select(image => Digits.Train.Labels[image]), labels);
        return pixels;
    }

    private static byte[] Image(byte[] pixels, int index) => pixels[(index * 784)..((index + 1) * 784)];

    /// <summary>The usual engine, and a look at what it is given to train on.</summary>
    private sealed class SpyEngine(Action<ImageSet> look) : IEngine
    {
        private readonly SimdEngine engine = new();

        public EngineIdentity Identity => engine.Identity;

        public double SliceMultiplyAdds => engine.SliceMultiplyAdds;

        public ILearner CreateLearner(
            LeNetLab.Models.Network network, OptimizerSpec optimizer, int batchSize) =>
            new SpyLearner(engine.CreateLearner(network, optimizer, batchSize), look);
    }

    private sealed class SpyLearner(ILearner learner, Action<ImageSet> look) : ILearner
    {
        public LeNetLab.Models.Network Network => learner.Network;

        public int Threads { get => learner.Threads; set => learner.Threads = value; }

        public void ReadParameters(Span<float> values) => learner.ReadParameters(values);

        public void WriteParameters(ReadOnlySpan<float> values) => learner.WriteParameters(values);

        public LearnerState ReadState() => learner.ReadState();

        public void WriteState(LearnerState state) => learner.WriteState(state);

        public PassResult Train(ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates)
        {
            look(images);
            return learner.Train(images, order, learningRates);
        }

        public PassResult Evaluate(ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions) =>
            learner.Evaluate(images, selection, predictions);

        public void Probabilities(ImageSet images, ReadOnlySpan<int> selection, Span<float> probabilities) =>
            learner.Probabilities(images, selection, probabilities);

        public PassResult Gradients(ImageSet images, ReadOnlySpan<int> batch, Span<float> gradients) =>
            learner.Gradients(images, batch, gradients);

        public void Curvatures(ImageSet images, ReadOnlySpan<int> sample, Span<float> curvatures) =>
            learner.Curvatures(images, sample, curvatures);

        public void EstimateCurvature(ImageSet images, ReadOnlySpan<int> sample) =>
            learner.EstimateCurvature(images, sample);

        public void Dispose() => learner.Dispose();
    }

    private sealed class Kept(TrainingCheckpoint? from = null) : ITrainingCheckpoints
    {
        public List<TrainingCheckpoint> Saved { get; } = [];

        public TrainingCheckpoint? Take() => from;

        public bool IsDue(int epoch) => true;

        public void Save(TrainingCheckpoint checkpoint) => Saved.Add(checkpoint);
    }
}
