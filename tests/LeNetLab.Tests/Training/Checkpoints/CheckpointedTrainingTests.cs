using System.Runtime.InteropServices;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Reference;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;
using LeNetLab.Tests.Engines;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Training.Checkpoints;

/// <summary>A run that goes on from any of its checkpoints must end as if it had never been stopped.</summary>
public sealed class CheckpointedTrainingTests
{
    // As little as shows everything: this also runs without vector registers.
    private const int Epochs = 3, Images = 7, HeldOut = 1, Batch = 4;

    // From one stream, so that both sets have images of one size.
    private static readonly Dataset Noise = new(
        "sample", new string('a', 64),
        RandomNetworks.Images(SeedStream.Open(1, "noise"), LeNet5.Build(new ModelSpec()), Images + 3),
        RandomNetworks.Images(SeedStream.Open(1, "noise"), LeNet5.Build(new ModelSpec()), 2));

    private static readonly Dictionary<string, OptimizerSpec> Optimizers = new()
    {
        ["momentum"] = new OptimizerSpec.Sgd(0.9, false, 1e-3),
        ["adam"] = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 1e-3),
        ["sdlm"] = new OptimizerSpec.Sdlm(0.02, 3, 1e-3),
    };

    public static TheoryData<string, int> OptimizersAndBatches =>
        [.. from optimizer in Optimizers.Keys from batch in new[] { 1, Batch } select (optimizer, batch)];

    [Theory]
    [MemberData(nameof(OptimizersAndBatches))]
    public void A_run_goes_on_from_each_of_its_checkpoints_to_the_same_end(string optimizer, int batch) =>
        AssertGoesOn(new SimdEngine(), Run(1, optimizer, batch));

    [Fact]
    public void So_it_does_on_the_reference_engine() =>
        AssertGoesOn(new ReferenceEngine(), Run(1, "adam", Batch, epochs: 2));

    [Theory]
    [MemberData(nameof(OptimizersAndBatches))]
    public void A_group_goes_on_from_each_of_its_checkpoints_to_the_same_ends(string optimizer, int batch)
    {
        IGroupEngine engine = batch == 1 ? new SimdEngine() : new FakeGroupEngine(new FakeEngine());
        RunSpec[] runs = [.. Enumerable.Range(1, 3).Select(seed => Run(seed, optimizer, batch))];
        Keeper[] whole = [.. runs.Select(_ => new Keeper())];
        string[] ends = Together(engine, runs, whole);

        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            Keeper[] heirs = [.. whole.Select(keeper => new Keeper(keeper.Saved[epoch - 1]))];
            Assert.Equal(ends, Together(engine, runs, heirs));
            Assert.All(heirs, heir => Assert.Equal(Epochs - epoch, heir.Saved.Count));
        }

        // One of them alone, and as many as differ.
        Assert.Equal(ends[1], Alone(engine, runs[1], new Keeper(whole[1].Saved[1])));
        Assert.Equal(3, ends.Distinct().Count());
    }

    [Fact]
    public void Runs_after_different_epochs_are_not_taken_together()
    {
        RunSpec[] runs = [.. Enumerable.Range(1, 2).Select(seed => Run(seed, "momentum", 1))];
        Keeper[] whole = [new(), new()];
        Together(new SimdEngine(), runs, whole);

        Assert.Throws<ArgumentException>(() => Together(
            new SimdEngine(), runs, [new Keeper(whole[0].Saved[0]), new Keeper(whole[1].Saved[1])]));
    }

    [Fact]
    public void Checkpoints_are_taken_when_they_are_due_and_after_the_epoch_was_told()
    {
        var keeper = new Keeper { Every = 2 };
        Alone(new FakeEngine(), Run(1, "momentum", Batch), keeper);

        TrainingCheckpoint only = Assert.Single(keeper.Saved);
        Assert.Equal((2, 4), (only.Epoch, only.State.Steps));
        Assert.Equal([2], keeper.ToldBefore);
    }

    [Fact]
    public void A_checkpoint_of_another_network_is_refused()
    {
        var keeper = new Keeper();
        Alone(new SimdEngine(), Run(1, "momentum", Batch), keeper);
        RunSpec wide = Run(1, "momentum", Batch) with { Model = new ModelSpec { F6 = 80 } };

        Assert.Throws<ArgumentException>(() => Alone(new SimdEngine(), wide, new Keeper(keeper.Saved[0])));
    }

    private static void AssertGoesOn(IEngine engine, RunSpec run)
    {
        var whole = new Keeper();
        string end = Alone(engine, run, whole);
        Assert.Equal(run.Training.Epochs, whole.Saved.Count);
        foreach (TrainingCheckpoint checkpoint in whole.Saved)
        {
            var heir = new Keeper(checkpoint);
            Assert.Equal(end, Alone(engine, run, heir));
            Assert.Equal(
                whole.Saved.Skip(checkpoint.Epoch).Select(State), heir.Saved.Select(State));
        }

        Assert.Equal(whole.Saved.Count, whole.Saved.Select(State).Distinct().Count());
    }

    private static RunSpec Run(int seed, string optimizer, int batch, int epochs = Epochs) => Samples.Run(
        seed: seed, training: new TrainingSpec
        {
            Epochs = epochs,
            BatchSize = batch,
            LearningRate = 0.01,
            Optimizer = Optimizers[optimizer],
            Schedule = new ScheduleSpec.Cosine(),
            WarmupEpochs = 1.5,
            ValidationImages = HeldOut,
            TrainImages = Images,
        });

    private static string Alone(IEngine engine, RunSpec run, Keeper keeper) => Text(
        new Trainer(engine, new ManualClock()).Train(run, Noise, keeper, keeper, () => 1, CancellationToken.None));

    private static string[] Together(IGroupEngine engine, RunSpec[] runs, Keeper[] keepers)
    {
        var ends = new string[runs.Length];
        new Trainer(engine, new ManualClock()).TrainTogether(
            [.. runs.Select((run, i) => new GroupMember(run, keepers[i], end => ends[i] = Text(end), keepers[i]))],
            Noise, () => 1, CancellationToken.None);
        return ends;
    }

    /// <summary>All that is recorded of a run's end.</summary>
    private static string Text(TrainedRun run) => string.Join('\n',
        [$"{run.End} {run.TrainImages} {Hex(run.Weights)} {Convert.ToHexString(run.TestPredictions)}",
         .. run.Epochs.Select(epoch => $"{epoch}")]);

    private static string State(TrainingCheckpoint checkpoint) =>
        $"{Hex(checkpoint.State.Parameters)} {Hex(checkpoint.State.Optimizer)} {checkpoint.State.Steps}";

    private static string Hex(float[] values) => Convert.ToHexString(MemoryMarshal.AsBytes<float>(values));

    private sealed class Keeper(TrainingCheckpoint? start = null) : ITrainingCheckpoints, ITrainingObserver
    {
        private int told;

        public int Every { get; init; } = 1;

        public List<TrainingCheckpoint> Saved { get; } = [];

        /// <summary>The epoch that was told last when each was saved.</summary>
        public List<int> ToldBefore { get; } = [];

        public TrainingCheckpoint? Take() => start;

        public bool IsDue(int epoch) => epoch % Every == 0;

        public void Save(TrainingCheckpoint checkpoint)
        {
            Saved.Add(checkpoint);
            ToldBefore.Add(told);
        }

        public void OnProgress(int epoch, PassResult soFar)
        {
        }

        public void OnEpoch(EpochResult epoch) => told = epoch.Epoch;
    }
}
