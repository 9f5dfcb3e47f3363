using System.Collections.Concurrent;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Engines;
using LeNetLab.Tests.Results;
using LeNetLab.Tests.Training;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Sweeps;

/// <summary>A sweep that was stopped goes on from its checkpoints to the records of one that never was.</summary>
public sealed class CheckpointedSweepTests : IDisposable
{
    private const int Epochs = 4;
    private static readonly Dataset Dataset = Samples.Dataset();
    private readonly TemporaryFolder folder = new();
    private readonly MemoryRecorder recorder = new();
    private readonly Notices observer = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 7)]
    [InlineData(1, 12)]
    [InlineData(2, 13)]
    public void A_stopped_sweep_goes_on_after_the_last_epochs(int workers, int slices)
    {
        IReadOnlyList<SweepItem> items = Items(4);
        MemoryRecorder undisturbed = Undisturbed(items);
        using var stop = new CancellationTokenSource();
        int count = 0;
        var begun = new ConcurrentDictionary<FakeLearner, bool>();
        var stopping = new FakeEngine
        {
            // Not in a run's first epoch, or with workers out of step no run might have one to go on after.
            BeforeSlice = learner =>
            {
                bool first = begun.TryAdd(learner, true);
                if (Interlocked.Increment(ref count) >= slices && !first)
                    stop.Cancel();
            },
        };

        Assert.True(Sweep(stopping, items, Folder(1), workers, stop.Token).Interrupted);
        SweepItem[] left = [.. items.Where(item => !recorder.Runs.ContainsKey(item.Run.RunId))];
        int starts = recorder.Started.Count;
        Assert.False(Sweep(new FakeEngine(), left, Folder(1), workers).Interrupted);

        // Nothing but the epochs that were under way was trained twice.
        Assert.Contains(recorder.StartedAfter.Skip(starts), before => before > 0);
        Assert.InRange(recorder.Epochs, Epochs * 4, (Epochs * 4) + workers);
        AssertSameEnds(undisturbed);
        Assert.Empty(observer.Told);
    }

    [Fact]
    public void A_sweep_that_was_stopped_again_and_again_ends_in_the_same_database_rows()
    {
        var noise = new Dataset(
            "sample", new string('a', 64),
            RandomNetworks.Images(SeedStream.Open(1, "noise"), LeNet5.Build(new ModelSpec()), 70),
            RandomNetworks.Images(SeedStream.Open(1, "noise"), LeNet5.Build(new ModelSpec()), 20));
        RunSpec[] runs =
        [
            Spec(1) with { Training = Training(16, new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0)) },
            .. Enumerable.Range(2, 3).Select(seed => Spec(seed) with { Training = Training(1) }),
            Spec(5) with
            {
                Model = new ModelSpec { Activation = new Activation.Relu() },
                Training = Training(16, new OptimizerSpec.Sgd(0.9, false, 1)) with { LearningRate = 100 },
            },
        ];
        SweepPlan plan = SweepPlan.Create(SweepPlanTests.Experiment(runs), noise, _ => new SimdEngine().Identity);
        string whole = folder.At("whole"), cut = folder.At("cut");
        Record(whole, int.MaxValue);
        int rounds = 0;
        while (Record(cut, epochsBeforeStop: 3))
        {
            string[] seconds = Rows(cut, "select run_id, epoch, seconds from epochs order by 1, 2");
            Record(cut, epochsBeforeStop: 1);
            Assert.Empty(seconds.Except(Rows(cut, "select run_id, epoch, seconds from epochs")));
            rounds++;
        }

        Assert.Equal(All(whole), All(cut));
        Assert.InRange(rounds, 3, 10);
        Assert.Empty(Directory.GetDirectories(Path.Combine(cut, "checkpoints")));
        Assert.Contains(All(cut), row => row.Contains("diverged", StringComparison.Ordinal));

        // Stopped when so many epochs were recorded: true if so, false if the sweep came to its end.
        bool Record(string results, int epochsBeforeStop)
        {
            using var stop = new CancellationTokenSource();
            using ResultsDatabase database = ResultsDatabase.Open(results, TimeProvider.System);
            database.Declare("sweep", "Same?", "name: sweep", plan.Runs);
            using Runner runner = SyntheticResults.Runner(results, TimeProvider.System);
            var counting = new CountingRecorder(
                new DatabaseRecorder(database, runner, _ => SyntheticResults.Provenance), epochsBeforeStop,
                stop.Cancel);
            IReadOnlyList<SweepItem> left = plan.ToDo(database.Statuses("sweep"));
            var plans = new CheckpointPlan(new CheckpointFolder(results), 1);
            return new SweepRunner(_ => new SimdEngine(), counting, TimeProvider.System, plans)
                .Run(left, noise, 1, observer, stop.Token).Interrupted;
        }

        string[] All(string results) =>
        [
            .. Rows(results, "select run_id, status, epochs, weights_sha256 from run_summary order by run_id"),
            .. Rows(results, "select run_id, epoch, learning_rate, train_loss, train_error_online_pct, "
                + "train_error_pct, validation_error_pct, test_loss, test_error_pct, gap_pct "
                + "from epochs order by run_id, epoch"),
            .. Rows(results, "select run_id, hex(predictions) from predictions order by run_id"),
        ];
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Runs_go_on_together_after_the_same_epoch_and_apart_after_others(bool planned)
    {
        IReadOnlyList<SweepItem> items = Items(6);
        var every = new MemoryStore();
        MemoryRecorder undisturbed = Undisturbed(items, every);
        int[] after = [3, 1, 3, 0, 1, 1];
        var store = new MemoryStore(every, items.Zip(after, (item, epoch) => (item.Run.RunId, epoch)));
        var engine = new FakeGroupEngine(new FakeEngine());
        SweepItem[] asked = [.. items.Select((item, i) => item with { EpochsBefore = planned ? after[i] : 0 })];

        Sweep(engine, asked, new CheckpointPlan(store, 1), workers: 1);

        Assert.Equal([2, 3, 1], engine.Groups);
        Assert.Equal([3, 3, 1, 1, 1, 0], recorder.StartedAfter);
        AssertSameEnds(undisturbed);
    }

    [Fact]
    public void A_run_that_was_stopped_after_its_last_epoch_lacks_only_its_record()
    {
        IReadOnlyList<SweepItem> items = Items(3);
        var every = new MemoryStore();
        MemoryRecorder undisturbed = Undisturbed(items, every);
        var store = new MemoryStore(every, items.Select(item => (item.Run.RunId, Epochs)));

        Sweep(new FakeEngine { BeforeSlice = _ => Assert.Fail("Trained again.") }, items,
            new CheckpointPlan(store, 1), workers: 1);

        Assert.Equal(0, recorder.Epochs);
        AssertSameEnds(undisturbed);
    }

    [Fact]
    public void A_damaged_checkpoint_is_passed_over_and_named()
    {
        IReadOnlyList<SweepItem> items = Items(1);
        MemoryRecorder undisturbed = Undisturbed(items);
        StopIn(epoch: 4, items);
        string last = folder.At("checkpoints", items[0].Run.RunId, "epoch-0003.safetensors");
        byte[] bytes = File.ReadAllBytes(last);
        bytes[^1] ^= 1;
        File.WriteAllBytes(last, bytes);

        Sweep(new FakeEngine(), items, Folder(1), workers: 1);

        string told = Assert.Single(observer.Told);
        Assert.Contains($"{last} is damaged", told, StringComparison.Ordinal);
        Assert.EndsWith("plain seed 1 goes on after epoch 2.", told, StringComparison.Ordinal);
        Assert.Equal([0, 2], recorder.StartedAfter);
        AssertSameEnds(undisturbed);
    }

    [Fact]
    public void Without_any_that_can_be_used_the_run_begins_anew_and_says_so()
    {
        IReadOnlyList<SweepItem> items = Items(1);
        MemoryRecorder undisturbed = Undisturbed(items);
        StopIn(epoch: 3, items);
        foreach (string file in Directory.GetFiles(folder.At("checkpoints", items[0].Run.RunId)))
            File.WriteAllBytes(file, [1, 2, 3]);

        Sweep(new FakeEngine(), items, Folder(1), workers: 1);

        Assert.EndsWith("plain seed 1 begins anew.", Assert.Single(observer.Told), StringComparison.Ordinal);
        Assert.Equal([0, 0], recorder.StartedAfter);
        AssertSameEnds(undisturbed);
    }

    [Fact]
    public void Checkpoints_that_cannot_be_written_are_said_once_and_training_goes_on()
    {
        IReadOnlyList<SweepItem> items = Items(5);
        MemoryRecorder undisturbed = Undisturbed(items);
        File.WriteAllText(folder.At("checkpoints"), "A file where the folder should be.");

        SweepOutcome outcome = Sweep(new FakeEngine(), items, Folder(1), workers: 2);

        Assert.Equal(new SweepOutcome(5, 0, 0, false), outcome);
        string told = Assert.Single(observer.Told);
        Assert.StartsWith("A checkpoint could not be written", told, StringComparison.Ordinal);
        Assert.EndsWith("Training goes on; this is said once.", told, StringComparison.Ordinal);
        AssertSameEnds(undisturbed);
    }

    [Fact]
    public void Checkpoints_that_can_be_written_again_are_said_once_too()
    {
        IReadOnlyList<SweepItem> items = Items(5);
        File.WriteAllText(folder.At("checkpoints"), "A file where the folder should be.");
        int epochs = 0;
        var recovering = new MemoryRecorder
        {
            BeforeEpoch = _ =>
            {
                if (++epochs == 4)
                    File.Delete(folder.At("checkpoints"));
            },
        };

        new SweepRunner(_ => new FakeEngine(), recovering, new ManualClock(), Folder(1)).Run(
            items, Dataset, 1, observer, CancellationToken.None);

        Assert.Equal(2, observer.Told.Count);
        Assert.Contains("Checkpoints are being written again.", observer.Told);
    }

    [Fact]
    public void Whatever_breaks_in_a_store_ends_no_training()
    {
        IReadOnlyList<SweepItem> items = Items(2);
        MemoryRecorder undisturbed = Undisturbed(items);

        Sweep(new FakeEngine(), items, new CheckpointPlan(new BrokenStore(), 1), workers: 1);

        Assert.Equal(4, observer.Told.Count);
        AssertSameEnds(undisturbed);
    }

    [Fact]
    public void Runs_that_ended_leave_no_checkpoints_and_others_do()
    {
        var breaking = new HashSet<FakeLearner>();
        var engine = new FakeEngine
        {
            BeforeSlice = learner =>
            {
                breaking.Add(learner);
                if (breaking.Count == 2 && learner == breaking.Last() && steps++ == 2)
                    throw new InvalidOperationException("The kernel broke.");
            },
            LossOfStep = step => breaking.Count == 3 && step == 20 ? double.NaN : 1,
        };
        IReadOnlyList<SweepItem> items = Items(3);

        Assert.Equal(new SweepOutcome(1, 1, 1, false), Sweep(engine, items, Folder(1), workers: 1));

        Assert.Equal(
            [items[1].Run.RunId],
            Directory.GetDirectories(folder.At("checkpoints")).Select(path => Path.GetFileName(path)));
    }

    [Theory]
    [InlineData(0, "", "")]
    [InlineData(1, "1 2 3 4", "1 2 3 4")]
    [InlineData(2, "2 4", "2 4")]
    [InlineData(3, "3", "3 4")]
    [InlineData(9, "", "4")]
    public void Checkpoints_are_written_as_often_as_asked_and_where_a_longer_run_can_go_on(
        int every, string epochs, string constant)
    {
        Assert.Equal(epochs, Written(Items(1)));
        Assert.Equal(constant, Written([.. Items(1).Select(Constant)]));

        string Written(IReadOnlyList<SweepItem> items)
        {
            var store = new MemoryStore();
            Sweep(new FakeEngine(), items, new CheckpointPlan(store, every), workers: 1);
            return string.Join(' ', store.Saved.Values.Select(checkpoint => checkpoint.Epoch).Order());
        }
    }

    private static SweepItem Constant(SweepItem item)
    {
        RunSpec spec = item.Run.Spec;
        spec = spec with { Training = spec.Training with { Schedule = new ScheduleSpec.Constant() } };
        return item with { Run = item.Run with { Spec = spec } };
    }

    [Fact]
    public void Where_none_are_to_be_written_those_that_are_there_still_count()
    {
        IReadOnlyList<SweepItem> items = Items(1);
        MemoryRecorder undisturbed = Undisturbed(items);
        StopIn(epoch: 4, items);

        Sweep(new FakeEngine(), items, Folder(0), workers: 1);

        Assert.Equal([0, 3], recorder.StartedAfter);
        AssertSameEnds(undisturbed);
    }

    [Fact]
    public void A_group_that_memory_grew_too_small_for_goes_on_in_halves_from_its_checkpoints()
    {
        IReadOnlyList<SweepItem> items = Items(4);
        MemoryRecorder undisturbed = Undisturbed(items);
        int slices = 0;
        var engine = new FakeGroupEngine(new FakeEngine())
        {
            BeforeSlice = _ =>
            {
                if (++slices == 3)
                    throw new EngineMemoryException("No room.");
            },
        };

        Sweep(engine, items, Folder(1), workers: 1);

        Assert.Equal([4, 2, 2], engine.Groups);
        Assert.Equal([0, 0, 0, 0, 2, 2, 2, 2], recorder.StartedAfter);
        Assert.Equal(4 * Epochs, recorder.Epochs);
        AssertSameEnds(undisturbed);
    }

    private int steps;

    private static TrainingSpec Training(int batch, OptimizerSpec? optimizer = null) => new()
    {
        Epochs = Epochs,
        BatchSize = batch,
        LearningRate = 0.01,
        Optimizer = optimizer ?? new OptimizerSpec.Sgd(0.9, false, 0),
        Schedule = new ScheduleSpec.Cosine(),
        ValidationImages = 10,
    };

    private static RunSpec Spec(int seed) => Samples.Run(seed: seed, training: Training(8)) with
    {
        Settings = [new Setting("test.seed", $"{seed}")],
    };

    private static IReadOnlyList<SweepItem> Items(int runs)
    {
        ExperimentSpec experiment = SweepPlanTests.Experiment([.. Enumerable.Range(1, runs).Select(Spec)]);
        return SweepPlan.Create(experiment, Dataset, _ => new FakeEngine().Identity).Items;
    }

    private static MemoryRecorder Undisturbed(IReadOnlyList<SweepItem> items, MemoryStore? store = null)
    {
        var whole = new MemoryRecorder();
        new SweepRunner(_ => new FakeEngine(), whole, new ManualClock(), store is null ? null : new(store, 1)).Run(
            items, Dataset, 1, new Notices(), CancellationToken.None);
        return whole;
    }

    private CheckpointPlan Folder(int every) => new(new CheckpointFolder(folder.Path), every);

    private SweepOutcome Sweep(
        IEngine engine, IReadOnlyList<SweepItem> items, CheckpointPlan checkpoints, int workers,
        CancellationToken cancellation = default) =>
        new SweepRunner(_ => engine, recorder, new ManualClock(), checkpoints).Run(
            items, Dataset, workers, observer, cancellation);

    /// <summary>Stops the only run in the training pass of an epoch, in which it has one slice.</summary>
    private void StopIn(int epoch, IReadOnlyList<SweepItem> items)
    {
        using var stop = new CancellationTokenSource();
        int slices = 0;
        var engine = new FakeEngine
        {
            BeforeSlice = _ =>
            {
                if (++slices == epoch)
                    stop.Cancel();
            },
        };
        Assert.True(Sweep(engine, items, Folder(1), 1, stop.Token).Interrupted);
    }

    private void AssertSameEnds(MemoryRecorder undisturbed)
    {
        Assert.Equal(undisturbed.Runs.Keys.Order(), recorder.Runs.Keys.Order());
        Assert.All(undisturbed.Runs, pair =>
        {
            TrainedRun run = recorder.Runs[pair.Key];
            Assert.Equal((pair.Value.End, pair.Value.TrainImages), (run.End, run.TrainImages));
            Assert.Equal(pair.Value.Weights, run.Weights);
            Assert.Equal(pair.Value.TestPredictions, run.TestPredictions);
            Assert.Equal(pair.Value.Epochs, run.Epochs);
            Assert.Equal(pair.Value.Epochs, recorder.EpochsOf[pair.Key]);
        });
    }

    private static string[] Rows(string results, string sql) =>
    [
        .. new QueryRunner(results, TimeProvider.System, QueryLimits.Default).Run(sql, CancellationToken.None)
            .Rows.Select(row => string.Join(' ', row)),
    ];

    private sealed class BrokenStore : ICheckpointStore
    {
        public FoundCheckpoint Latest(PlannedRun run) => throw new UnauthorizedAccessException("Not for you.");

        public FoundCheckpoint End(PlannedRun run) => throw new UnauthorizedAccessException("Not for you.");

        public void Save(PlannedRun run, TrainingCheckpoint checkpoint) => throw new IOException("The disk is full.");

        public void Delete(string runId) => throw new UnauthorizedAccessException("The disk is read-only.");
    }
}
