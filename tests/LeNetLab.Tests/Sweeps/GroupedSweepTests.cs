using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Engines;
using LeNetLab.Tests.Results;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Sweeps;

/// <summary>A sweep whose runs are trained in groups must end in the records of one run at a time.</summary>
public sealed class GroupedSweepTests : IDisposable
{
    private static readonly ModelSpec Paper = new()
    {
        Activation = new Activation.ScaledTanh(),
        C3 = C3Connections.Partial,
        Pooling = PoolingKind.Subsampling,
    };

    // From one stream, so that both sets have images of one size.
    private static readonly Dataset Noise = new(
        "sample", new string('a', 64),
        RandomNetworks.Images(SeedStream.Open(1, "noise"), LeNet5.Build(Paper), 150),
        RandomNetworks.Images(SeedStream.Open(1, "noise"), LeNet5.Build(Paper), 30));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_sweep_in_groups_ends_with_the_same_database_as_one_run_at_a_time()
    {
        RunSpec[] runs = [.. Enumerable.Range(1, 9).Select(Run), Run(10) with { Model = new ModelSpec() }];
        var together = new CountingEngine(8);

        string[] alone = Recorded("alone", new CountingEngine(1), runs, workers: 1);
        string[] grouped = Recorded("together", together, runs, workers: 2);

        Assert.Equal(alone, grouped);
        Assert.InRange(together.Groups, 1, 3);
        Assert.Contains(alone, row => row.Contains("diverged", StringComparison.Ordinal));
        Assert.Contains(alone, row => row.Contains("done", StringComparison.Ordinal));
    }

    [Fact]
    public void What_an_interruption_leaves_goes_on_to_the_results_of_an_undisturbed_sweep()
    {
        RunSpec[] runs = [.. Enumerable.Range(1, 9).Select(Run)];
        var engine = new CountingEngine(4);
        SweepPlan plan = Plan(runs);
        var undisturbed = new MemoryRecorder();
        Sweep(engine, undisturbed, plan.Items);

        // In the second group of three, when the runs 5 and 6 have diverged.
        using var stop = new CancellationTokenSource();
        var recorder = new MemoryRecorder { BeforeEpoch = id => Cancel(id, plan, stop) };
        SweepOutcome stopped = Sweep(engine, recorder, plan.Items, stop.Token);
        Assert.Equal(new SweepOutcome(3, 2, 0, true), stopped);

        // What is left is one group: run 4 shares its lanes with others than before.
        IReadOnlyList<SweepItem> left = plan.ToDo(recorder.Statuses);
        Assert.Equal([4L, 7, 8, 9], left.Select(item => item.Run.Spec.Seed));
        int groups = engine.Groups;
        Assert.False(Sweep(engine, recorder, left).Interrupted);
        Assert.Equal(groups + 1, engine.Groups);

        Assert.Equal(9, recorder.Runs.Count);
        Assert.Equal(
            undisturbed.Runs.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.End)),
            recorder.Runs.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.End)));
        Assert.All(undisturbed.Runs, pair => Assert.Equal(pair.Value.Weights, recorder.Runs[pair.Key].Weights));
    }

    private static void Cancel(string id, SweepPlan plan, CancellationTokenSource stop)
    {
        if (plan.Items.Single(item => item.Run.RunId == id).Run.Spec.Seed == 4)
            stop.Cancel();
    }

    [Fact]
    public void A_failure_is_recorded_for_every_run_of_the_group_and_the_sweep_goes_on()
    {
        RunSpec[] runs = [.. Enumerable.Range(1, 3).Select(Run), Samples.Run()];
        var recorder = new MemoryRecorder();

        SweepOutcome outcome = Sweep(new CountingEngine(8) { FailsInGroups = true }, recorder, Items(runs));

        Assert.Equal(new SweepOutcome(1, 0, 3, false), outcome);
        Assert.All(
            recorder.Errors.Values, error => Assert.Contains("The kernel broke.", error, StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_that_another_process_finished_meanwhile_are_left_out_of_the_group()
    {
        IReadOnlyList<SweepItem> items = Items([.. Enumerable.Range(1, 3).Select(Run)]);
        var recorder = new MemoryRecorder();
        recorder.EndedElsewhere[items[1].Run.RunId] = RunStatus.Done;

        SweepOutcome outcome = Sweep(new CountingEngine(8), recorder, items);

        Assert.Equal(new SweepOutcome(3, 0, 0, false), outcome);
        Assert.Equal(2, recorder.Runs.Count);
    }

    [Fact]
    public void The_time_of_a_group_is_shared_by_its_runs()
    {
        var recorder = new MemoryRecorder();
        var clock = new ManualClock();
        var engine = new CountingEngine(8) { BeforeSlice = () => clock.Advance(TimeSpan.FromSeconds(6)) };

        new SweepRunner(_ => engine, recorder, clock).Run(
            Items([.. Enumerable.Range(1, 3).Select(Run)]), Noise, 1,
            new SweepProgress(Items([]), 1, 1, clock), CancellationToken.None);

        Assert.All(recorder.Runs.Values, run => Assert.Equal([2.0, 2.0], run.Epochs.Select(epoch => epoch.Seconds)));
    }

    /// <summary>Runs that differ in all that a group's runs may; the fifth diverges soon, the sixth later.</summary>
    private static RunSpec Run(int seed)
    {
        var training = new TrainingSpec
        {
            Epochs = 2,
            BatchSize = 1,
            LearningRate = seed switch { 5 => 100, 6 => 10, _ => 0.002 * seed },
            Optimizer = new OptimizerSpec.Sgd(0.1 * (seed % 5), false, seed is 5 or 6 ? 1 : 0),
            Schedule = seed % 2 == 0 ? new ScheduleSpec.Cosine() : new ScheduleSpec.Step(1, 0.5),
            Initialisation = seed % 3 == 0 ? InitialisationKind.Paper1998 : InitialisationKind.LecunUniform,
            ValidationImages = 20,
        };
        return new RunSpec("paper", Paper, training, seed, [new Setting("test.seed", $"{seed}")]);
    }

    private static SweepPlan Plan(RunSpec[] runs) =>
        SweepPlan.Create(SweepPlanTests.Experiment(runs), Noise, _ => new SimdEngine().Identity);

    private static IReadOnlyList<SweepItem> Items(RunSpec[] runs) => Plan(runs).Items;

    private static SweepOutcome Sweep(
        CountingEngine engine, MemoryRecorder recorder, IReadOnlyList<SweepItem> items,
        CancellationToken cancellation = default) =>
        new SweepRunner(_ => engine, recorder, TimeProvider.System).Run(
            items, Noise, 1, new SweepProgress(items, 1, 1, TimeProvider.System), cancellation);

    /// <summary>Everything in the database but times.</summary>
    private string[] Recorded(string name, CountingEngine engine, RunSpec[] runs, int workers)
    {
        string results = Path.Combine(folder.Path, name);
        SweepPlan plan = SweepPlan.Create(SweepPlanTests.Experiment(runs), Noise, _ => engine.Identity);
        using (ResultsDatabase database = ResultsDatabase.Open(results, TimeProvider.System))
        {
            database.Declare("sweep", "Same?", "name: sweep", plan.Runs);
            using Runner runner = SyntheticResults.Runner(results, TimeProvider.System);
            var recorder = new DatabaseRecorder(database, runner, _ => SyntheticResults.Provenance);
            new SweepRunner(_ => engine, recorder, TimeProvider.System).Run(
                plan.Items, Noise, workers, new SweepProgress(plan.Items, workers, 1, TimeProvider.System),
                CancellationToken.None);
        }

        return
        [
            .. Rows("select run_id, s.seed, s.status, s.epochs, s.weights_sha256, r.error "
                + "from run_summary s join runs r using (run_id) order by run_id"),
            .. Rows("select run_id, epoch, learning_rate, train_loss, train_error_online_pct, train_error_pct, "
                + "validation_error_pct, test_loss, test_error_pct, gap_pct from epochs order by run_id, epoch"),
            .. Rows("select run_id, hex(predictions) from predictions order by run_id"),
        ];

        IEnumerable<string> Rows(string sql) =>
            new QueryRunner(results, TimeProvider.System, QueryLimits.Default).Run(sql, CancellationToken.None)
                .Rows.Select(row => string.Join(' ', row));
    }

    /// <summary>The real engine, with groups of a size of one's own, counted.</summary>
    private sealed class CountingEngine(int capacity) : IGroupEngine
    {
        private readonly SimdEngine engine = new();

        public int Groups { get; private set; }

        public bool FailsInGroups { get; init; }

        public Action BeforeSlice { get; init; } = () => { };

        public EngineIdentity Identity => engine.Identity;

        public double SliceMultiplyAdds => engine.SliceMultiplyAdds;

        public GroupKind? KindOf(ModelSpec model, TrainingSpec training) => engine.KindOf(model, training);

        public int GroupCapacity(GroupKind kind) => capacity;

        public double PassCost(GroupKind kind, int runs) => engine.PassCost(kind, runs);

        public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize) =>
            engine.CreateLearner(network, optimizer, batchSize);

        public IGroupLearner CreateGroupLearner(
            IReadOnlyList<Network> networks, IReadOnlyList<OptimizerSpec> optimizers, int batchSize)
        {
            Groups++;
            return FailsInGroups
                ? throw new InvalidOperationException("The kernel broke.")
                : new Watched(engine.CreateGroupLearner(networks, optimizers, batchSize), BeforeSlice);
        }
    }

    private sealed class Watched(IGroupLearner group, Action beforeSlice) : IGroupLearner
    {
        public int Runs => group.Runs;

        public int Threads
        {
            get => group.Threads;
            set => group.Threads = value;
        }

        public void ReadParameters(int run, Span<float> values) => group.ReadParameters(run, values);

        public void WriteParameters(int run, ReadOnlySpan<float> values) => group.WriteParameters(run, values);

        public LearnerState ReadState(int run) => group.ReadState(run);

        public void WriteState(int run, LearnerState state) => group.WriteState(run, state);

        public void Train(
            ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates, Span<PassResult> results)
        {
            beforeSlice();
            group.Train(images, order, learningRates, results);
        }

        public void Evaluate(
            ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions, Span<PassResult> results) =>
            group.Evaluate(images, selection, predictions, results);

        public void EstimateCurvature(int run, ImageSet images, ReadOnlySpan<int> sample) =>
            group.EstimateCurvature(run, images, sample);

        public void Close(int run) => group.Close(run);

        public void Dispose() => group.Dispose();
    }
}
