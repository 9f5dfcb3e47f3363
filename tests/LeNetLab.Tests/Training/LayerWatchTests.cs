using LeNetLab.Data;
using LeNetLab.Data.Strokes;
using LeNetLab.Engines;
using LeNetLab.Engines.Reference;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Training;

public sealed class LayerWatchTests
{
    private static readonly Dataset Digits = new(
        "strokes", "a prefix", StrokeDigits.DrawTraining(90, CancellationToken.None),
        StrokeDigits.DrawTest(20, CancellationToken.None));

    private static readonly TrainingSpec Spec = new() { Epochs = 3, BatchSize = 20, LearningRate = 0.05 };

    [Fact]
    public void Every_layer_with_parameters_has_a_row_after_every_epoch()
    {
        TrainedRun run = Train(new SimdEngine(), Of(Spec) with
        {
            Model = new ModelSpec { Pooling = PoolingKind.Subsampling },
        });

        Assert.All(run.Epochs, epoch =>
        {
            Assert.Equal(["C1", "S2", "C3", "S4", "C5", "F6", "output"], epoch.Layers.Rows.Select(row => row.Layer));
            Assert.Equal([6, 6, 16, 16, 120, 84, 10], epoch.Layers.Rows.Select(row => row.Units));
            Assert.Equal([1, 2, 3, 4, 5, 6, 7], epoch.Layers.Rows.Select(row => row.Position));
            Assert.All(epoch.Layers.Rows, row => Assert.True(row is { GradientNorm: > 0, UpdateNorm: > 0 }));
            Assert.All(epoch.Layers.Rows.SkipLast(1), row => Assert.True(row is { ActivationSd: > 0, DeadUnits: 0 }));

            // Logits go through no squashing function.
            Assert.True(epoch.Layers.Rows[^1] is { ActivationMean: null, SaturatedFraction: null, DeadUnits: null });
        });
    }

    [Fact]
    public void Norms_are_those_of_the_weights_and_of_what_an_epoch_adds_to_them()
    {
        RunSpec run = Of(Spec with { Epochs = 1 });
        TrainedRun one = Train(new SimdEngine(), run);
        Network network = Assert.IsType<Network>(one.Model);
        float[] first = Initialiser.Draw(network, run.Initialisation, run.InitialisationGain, 1);

        foreach ((Stage stage, LayerResult row) in network.Stages
            .Where(stage => stage.Weights is not null).Zip(one.Epochs[0].Layers.Rows))
        {
            Range part = stage.Weights!.Offset..(stage.Biases!.Offset + stage.Biases.Length);
            double weights = Math.Sqrt(one.Weights[part].Sum(w => (double)w * w));
            double update = Math.Sqrt(one.Weights[part].Zip(first[part], (w, f) => Math.Pow((double)w - f, 2)).Sum());
            Assert.Equal(weights, row.WeightNorm, 1e-9);
            Assert.Equal(update, row.UpdateNorm, 1e-9);
            Assert.Equal(update / weights, row.UpdateWeightRatio, 1e-9);
        }
    }

    [Fact]
    public void The_simd_engine_finds_what_the_reference_finds()
    {
        RunSpec run = Of(Spec with { Epochs = 1 });

        foreach ((LayerResult expected, LayerResult actual) in Train(new ReferenceEngine(), run).Epochs[0].Layers.Rows
            .Zip(Train(new SimdEngine(), run).Epochs[0].Layers.Rows))
        {
            Assert.Equal(expected.GradientNorm!.Value, actual.GradientNorm!.Value, 1e-3 * expected.GradientNorm.Value);
            Assert.Equal(expected.UpdateNorm, actual.UpdateNorm, 1e-3 * expected.UpdateNorm);
            Assert.Equal(expected.ActivationMean ?? 0, actual.ActivationMean ?? 0, 1e-4);
            Assert.Equal(expected.ActivationSd ?? 0, actual.ActivationSd ?? 0, 1e-4);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Whether_anybody_looks_changes_nothing_else(int batchSize)
    {
        TrainedRun watched = Train(new SimdEngine(), Of(Spec with { BatchSize = batchSize }));
        TrainedRun unwatched = Train(new SimdEngine(), Of(Spec with { BatchSize = batchSize, LayerStats = false }));

        Assert.Equal(watched.Weights, unwatched.Weights);
        Assert.Equal(
            watched.Epochs.Select(epoch => epoch with { Layers = LayerResults.None }), unwatched.Epochs);
        Assert.All(unwatched.Epochs, epoch => Assert.Empty(epoch.Layers.Rows));
        Assert.All(watched.Epochs, epoch => Assert.NotEmpty(epoch.Layers.Rows));
    }

    [Fact]
    public void A_run_of_a_group_has_the_layers_that_it_has_alone()
    {
        RunSpec[] runs = [.. new long[] { 1, 2, 3 }.Select(seed => Of(Spec with { BatchSize = 1 }, seed))];
        var together = new TrainedRun[runs.Length];

        new Trainer(new SimdEngine(), new ManualClock()).TrainTogether(
            [.. runs.Select((run, i) => new GroupMember(run, new SilentObserver(), ended => together[i] = ended))],
            Digits, () => 1, CancellationToken.None);

        for (int i = 0; i < runs.Length; i++)
            Assert.Equal(Train(new SimdEngine(), runs[i]).Epochs, together[i].Epochs);
        Assert.NotEqual(together[0].Epochs[0].Layers, together[1].Epochs[0].Layers);
    }

    [Fact]
    public void A_run_that_goes_on_after_an_epoch_finds_what_it_would_have_found()
    {
        RunSpec run = Of(Spec);
        var checkpoints = new Kept();
        TrainedRun whole = Train(new SimdEngine(), run, checkpoints);
        Assert.Equal(3, checkpoints.Saved.Count);

        TrainedRun goneOn = Train(new SimdEngine(), run, new Kept(checkpoints.Saved[0]));

        Assert.Equal(whole.Epochs, goneOn.Epochs);
    }

    [Fact]
    public void An_engine_that_shows_nothing_still_has_its_weights_measured()
    {
        TrainedRun run = new Trainer(new FakeEngine(), new ManualClock()).Train(
            Samples.Run(), Samples.Dataset(), new SilentObserver(), () => 1, CancellationToken.None);

        Assert.All(run.Epochs.SelectMany(epoch => epoch.Layers.Rows), row =>
        {
            Assert.True(row is { GradientNorm: null, ActivationMean: null, DeadUnits: null });
            Assert.True(row.WeightNorm > 0);
        });
    }

    private static RunSpec Of(TrainingSpec training, long seed = 1) => Samples.Run(seed: seed, training: training);

    private static TrainedRun Train(IEngine engine, RunSpec run, ITrainingCheckpoints? checkpoints = null) =>
        new Trainer(engine, new ManualClock()).Train(
            run, Digits, new SilentObserver(), checkpoints, () => 1, CancellationToken.None);

    private sealed class Kept(TrainingCheckpoint? from = null) : ITrainingCheckpoints
    {
        public List<TrainingCheckpoint> Saved { get; } = [];

        public TrainingCheckpoint? Take() => from;

        public bool IsDue(int epoch) => true;

        public void Save(TrainingCheckpoint checkpoint) => Saved.Add(checkpoint);
    }
}
