using System.Collections.Concurrent;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Training;
using LeNetLab.Training;

namespace LeNetLab.Tests.Sweeps;

public sealed class SweepRunnerTests
{
    private static readonly Dataset Dataset = Samples.Dataset();
    private readonly MemoryRecorder recorder = new();
    private readonly EventList events = new();

    private static IReadOnlyList<SweepItem> Items(int runs, FakeEngine engine) =>
        SweepPlan.Create(
            SweepPlanTests.Experiment([.. Enumerable.Range(1, runs).Select(seed => Samples.Run(seed: seed))]),
            Dataset, _ => engine.Identity).Items;

    private SweepOutcome Run(
        FakeEngine engine, IReadOnlyList<SweepItem> items, int workers = 2, CancellationToken cancellation = default) =>
        new SweepRunner(_ => engine, recorder, new ManualClock()).Run(items, Dataset, workers, events, cancellation);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public void Every_run_is_trained_once_whatever_the_number_of_workers(int workers)
    {
        var engine = new FakeEngine();
        IReadOnlyList<SweepItem> items = Items(20, engine);
        SweepOutcome outcome = Run(engine, items, workers);

        Assert.Equal(new SweepOutcome(20, 0, 0, false), outcome);
        Assert.Equal(items.Select(item => item.Run.RunId).Order(), recorder.Started.Order());
        Assert.All(recorder.Statuses.Values, status => Assert.Equal(RunStatus.Done, status));
        Assert.Equal(40, recorder.Epochs);
    }

    [Fact]
    public void What_the_engine_has_nothing_for_is_refused_before_anything_is_trained()
    {
        var engine = new FakeEngine { Lacks = "No kernel for the activation elu." };

        var refused = Assert.Throws<SweepRefusedException>(() => Run(engine, Items(2, engine)));

        Assert.StartsWith(
            "The engine fake cannot train plain: No kernel for the activation elu.", refused.Message, StringComparison.Ordinal);
        Assert.Empty(recorder.Started);
    }

    [Fact]
    public void The_number_of_workers_does_not_touch_results()
    {
        var engine = new FakeEngine();
        IReadOnlyList<SweepItem> items = Items(6, engine);
        Run(engine, items, workers: 1);
        var alone = recorder.Runs.ToDictionary();
        Run(engine, items, workers: 4);

        Assert.All(alone, pair => Assert.Equal(pair.Value.Weights, recorder.Runs[pair.Key].Weights));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 4, 4)]
    [InlineData(2, 2, 1)]
    [InlineData(2, 5, 2)]
    [InlineData(3, 5, 1)]
    public void Runs_fewer_than_workers_share_the_threads_of_all(int runs, int workers, int threadsOfEach)
    {
        var seen = new ConcurrentBag<int>();
        using var together = new Barrier(runs);
        var slices = new ConcurrentDictionary<FakeLearner, int>();
        var engine = new FakeEngine
        {
            BeforeSlice = learner =>
            {
                // Every run has begun when one comes to its second slice, and none has ended.
                int slice = slices.AddOrUpdate(learner, 1, (_, count) => count + 1);
                if (slice == 2)
                    seen.Add(learner.Threads);
                if (slice <= 2)
                    together.SignalAndWait();
            },
        };

        Run(engine, Items(runs, engine), workers);

        Assert.Equal(Enumerable.Repeat(threadsOfEach, runs), seen);
    }

    [Fact]
    public void Runs_are_taken_in_order()
    {
        var engine = new FakeEngine();
        IReadOnlyList<SweepItem> items = Items(10, engine);
        Run(engine, items, workers: 1);

        Assert.Equal(items.Select(item => item.Run.RunId), recorder.Started);
    }

    [Fact]
    public void A_run_that_another_process_finished_meanwhile_is_not_trained_again()
    {
        var engine = new FakeEngine();
        IReadOnlyList<SweepItem> items = Items(3, engine);
        recorder.EndedElsewhere[items[1].Run.RunId] = RunStatus.Done;

        Assert.Equal(new SweepOutcome(3, 0, 0, false), Run(engine, items));
        Assert.Equal(2, recorder.Runs.Count);
    }

    [Fact]
    public void A_run_that_fails_is_recorded_and_the_sweep_goes_on()
    {
        int slices = 0;
        var engine = new FakeEngine
        {
            BeforeSlice = _ =>
            {
                if (Interlocked.Increment(ref slices) == 3)
                    throw new InvalidOperationException("The kernel broke.");
            },
        };
        SweepOutcome outcome = Run(engine, Items(5, engine), workers: 1);

        Assert.Equal(new SweepOutcome(4, 0, 1, false), outcome);
        Assert.Contains("The kernel broke.", Assert.Single(recorder.Errors).Value, StringComparison.Ordinal);
        Assert.Equal("The kernel broke.", Assert.Single(events.Endings, e => e.Status == RunStatus.Failed).Error);
    }

    [Fact]
    public void A_run_that_diverges_is_recorded_and_the_sweep_goes_on()
    {
        var engine = new FakeEngine { LossOfStep = step => step == 20 ? double.NaN : 1 };
        SweepOutcome outcome = Run(engine, Items(3, engine));

        Assert.Equal(new SweepOutcome(0, 3, 0, false), outcome);
        Assert.All(recorder.Statuses.Values, status => Assert.Equal(RunStatus.Diverged, status));
        Assert.All(events.Endings, ending => Assert.Equal(1, ending.Last!.Epoch));
    }

    [Fact]
    public void Cancelling_interrupts_what_is_running_and_leaves_the_rest_alone()
    {
        using var stop = new CancellationTokenSource();
        using var bothRunning = new Barrier(2, _ => stop.Cancel());
        var engine = new FakeEngine { BeforeSlice = _ => bothRunning.SignalAndWait(TimeSpan.FromSeconds(10)) };
        IReadOnlyList<SweepItem> items = Items(5, engine);
        SweepOutcome outcome = Run(engine, items, workers: 2, stop.Token);

        Assert.Equal(new SweepOutcome(0, 0, 0, true), outcome);
        Assert.Equal(items.Take(2).Select(item => item.Run.RunId).Order(), recorder.Statuses.Keys.Order());
        Assert.All(recorder.Statuses.Values, status => Assert.Equal(RunStatus.Pending, status));
    }

    [Fact]
    public void A_sweep_cancelled_before_it_begins_touches_nothing()
    {
        var engine = new FakeEngine();
        SweepOutcome outcome = Run(engine, Items(3, engine), cancellation: new CancellationToken(canceled: true));

        Assert.True(outcome.Interrupted);
        Assert.Empty(recorder.Started);
    }

    [Fact]
    public void An_interrupted_sweep_goes_on_to_the_results_of_an_undisturbed_one()
    {
        var whole = new FakeEngine();
        IReadOnlyList<SweepItem> items = Items(4, whole);
        Run(whole, items);
        var undisturbed = recorder.Runs.ToDictionary();
        recorder.Runs.Clear();
        recorder.Statuses.Clear();

        using var stop = new CancellationTokenSource();
        int slices = 0;
        var stopping = new FakeEngine
        {
            BeforeSlice = _ =>
            {
                if (Interlocked.Increment(ref slices) == 4)
                    stop.Cancel();
            },
        };
        Run(stopping, items, workers: 1, stop.Token);
        SweepPlan plan = SweepPlan.Create(
            SweepPlanTests.Experiment([.. items.Select(item => item.Run.Spec)]), Dataset, _ => whole.Identity);
        IReadOnlyList<SweepItem> left = plan.ToDo(recorder.Statuses);
        Assert.InRange(left.Count, 1, 3);
        Run(whole, left);

        Assert.Equal(undisturbed.Keys.Order(), recorder.Runs.Keys.Order());
        Assert.All(undisturbed, pair => Assert.Equal(pair.Value.Weights, recorder.Runs[pair.Key].Weights));
    }

    [Fact]
    public void Results_that_cannot_be_written_end_the_sweep_and_are_not_taken_for_a_failed_run()
    {
        var full = new MemoryRecorder { BeforeEpoch = _ => throw new IOException("The disk is full.") };
        var engine = new FakeEngine();
        var failure = Assert.Throws<RecordingException>(() => new SweepRunner(_ => engine, full, new ManualClock()).Run(
            Items(50, engine), Dataset, 2, events, CancellationToken.None));

        Assert.Contains("The disk is full.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(full.Errors);
        Assert.InRange(full.Started.Count, 1, 2);
    }

    [Fact]
    public void Runs_of_several_engines_are_each_trained_by_their_own_and_never_together()
    {
        FakeGroupEngine[] stacking =
        [
            .. new[] { "first", "second" }.Select(name => new FakeGroupEngine(
                new FakeEngine { Identity = new EngineIdentity(name, 1, "cuda", 0) })),
        ];
        var single = new FakeEngine();
        IEngine[] engines = [.. stacking, single];
        RunSpec[] runs = [.. Enumerable.Range(1, 5).Select(seed => Samples.Run(seed: seed))];
        SweepItem[] items =
        [
            .. engines
                .SelectMany(engine => SweepPlan.Create(
                    SweepPlanTests.Experiment(runs), Dataset, _ => engine.Identity).Items)
                .OrderBy(item => item.Run.Spec.Seed),
        ];
        var asked = new List<EngineIdentity>();

        SweepOutcome outcome = new SweepRunner(
            identity =>
            {
                asked.Add(identity);
                return engines.Single(engine => engine.Identity == identity);
            },
            recorder, new ManualClock()).Run(items, Dataset, 1, events, CancellationToken.None);

        Assert.Equal(new SweepOutcome(15, 0, 0, false), outcome);
        Assert.All(stacking, engine => Assert.Equal([5], engine.Groups));
        Assert.Equal(engines.Select(engine => engine.Identity), asked);
    }

    [Fact]
    public void Nothing_to_do_is_done_at_once() =>
        Assert.Equal(new SweepOutcome(0, 0, 0, false), Run(new FakeEngine(), []));

    private sealed class EventList : ISweepObserver
    {
        public ConcurrentBag<RunEnding> Endings { get; } = [];

        public void OnStarted(int worker, SweepItem item)
        {
        }

        public void OnResumed(int worker, SweepItem item, EpochResult last)
        {
        }

        public void OnNotice(string text)
        {
        }

        public void OnProgress(int worker, SweepItem item, int epoch, PassResult soFar)
        {
        }

        public void OnEpoch(int worker, SweepItem item, EpochResult epoch)
        {
        }

        public void OnEnded(int worker, SweepItem item, RunEnding ending) => Endings.Add(ending);

        public void OnMemoryShort(int worker, IReadOnlyList<SweepItem> items, MemoryShortage shortage)
        {
        }

        public void OnLost(int worker, SweepItem item)
        {
        }

        public void OnWaiting(IReadOnlyList<RunHolder> holders)
        {
        }
    }
}
