using LeNetLab.Data;
using LeNetLab.Results;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Sweeps;

/// <summary>A sweep some of whose runs other processes train.</summary>
public sealed class SharedSweepTests
{
    private static readonly Dataset Dataset = Samples.Dataset();
    private static readonly RunHolder Other = new("host-2", 77);
    private readonly MemoryRecorder recorder = new();
    private readonly ManualClock clock = new();

    private static IReadOnlyList<SweepItem> Items(int runs) => SweepPlan.Create(
        SweepPlanTests.Experiment([.. Enumerable.Range(1, runs).Select(seed => Samples.Run(seed: seed))]),
        Dataset, _ => new FakeEngine().Identity).Items;

    [Theory]
    [InlineData(RunStatus.Done)]
    [InlineData(RunStatus.Diverged)]
    [InlineData(RunStatus.Failed)]
    public void What_others_train_is_waited_for_and_counts_as_they_end_it(RunStatus status)
    {
        IReadOnlyList<SweepItem> items = Items(4);
        string held = items[0].Run.RunId;
        recorder.HeldElsewhere[held] = Other;
        var watching = new Watcher(new SweepProgress(items, 2, 1, clock))
        {
            Waiting = holders =>
            {
                Assert.Equal([Other], holders);
                Assert.Equal(3, recorder.Finished.Count);
                recorder.EndedElsewhere[held] = status;
                recorder.HeldElsewhere.Clear();
            },
        };

        SweepOutcome outcome = Run(new FakeEngine(), items, 2, watching);

        Assert.Equal((status == RunStatus.Done ? 4 : 3, false), (outcome.Done, outcome.Interrupted));
        Assert.Equal(
            (status == RunStatus.Diverged ? 1 : 0, status == RunStatus.Failed ? 1 : 0),
            (outcome.Diverged, outcome.Failed));
        Assert.DoesNotContain(held, recorder.Started);
        Assert.Equal([new RunEnding(status, null, null, true)], watching.Endings.Where(ending => ending.Elsewhere));
        AssertOver(watching.Progress.Snapshot(), 4);
    }

    [Fact]
    public void What_others_let_go_of_is_trained_here()
    {
        IReadOnlyList<SweepItem> items = Items(5);
        foreach (SweepItem item in items.Skip(1))
            recorder.HeldElsewhere[item.Run.RunId] = Other;
        var watching = new Watcher(new SweepProgress(items, 3, 1, clock))
        {
            Waiting = _ => recorder.HeldElsewhere.Clear(),
        };

        Assert.Equal(new SweepOutcome(5, 0, 0, false), Run(new FakeEngine(), items, 3, watching));
        Assert.Equal(items.Select(item => item.Run.RunId).Order(), recorder.Finished.Order());
        AssertOver(watching.Progress.Snapshot(), 5);
    }

    [Fact]
    public void An_idle_worker_takes_what_is_let_go_of_while_another_is_busy()
    {
        IReadOnlyList<SweepItem> items = Items(2);
        recorder.HeldElsewhere[items[1].Run.RunId] = Other;
        using var second = new ManualResetEventSlim();
        int slices = 0;
        var engine = new FakeEngine
        {
            BeforeSlice = learner =>
            {
                // The first run's worker cannot go on until the second run is begun by the other.
                if (Interlocked.Increment(ref slices) == 1)
                {
                    recorder.HeldElsewhere.Clear();
                    Assert.True(second.Wait(TimeSpan.FromSeconds(20)));
                }
                else
                {
                    second.Set();
                }
            },
        };

        var watching = new Watcher(new SweepProgress(items, 2, 1, clock));
        Assert.Equal(new SweepOutcome(2, 0, 0, false), Run(engine, items, 2, watching));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_run_that_is_lost_is_dropped_and_waited_for_and_the_others_go_on(int together)
    {
        IReadOnlyList<SweepItem> items = Items(4);
        string lost = items[1].Run.RunId;
        int epochs = 0;
        MemoryRecorder losing = null!;
        losing = new MemoryRecorder
        {
            BeforeEpoch = id =>
            {
                if (id != lost)
                    return;
                epochs++;
                losing.HeldElsewhere[lost] = Other;
            },
        };
        var watching = new Watcher(new SweepProgress(items, 1, 1, clock))
        {
            Waiting = _ =>
            {
                losing.EndedElsewhere[lost] = RunStatus.Done;
                losing.HeldElsewhere.Clear();
            },
        };
        var engine = new FakeGroupEngine(new FakeEngine()) { Capacity = together };

        SweepOutcome outcome = new SweepRunner(_ => engine, losing, clock).Run(
            items, Dataset, 1, watching, CancellationToken.None);

        Assert.Equal(new SweepOutcome(4, 0, 0, false), outcome);
        Assert.Equal(1, epochs);
        Assert.Equal([items[1].Run], watching.Progress.Snapshot().Lost);
        Assert.Equal(items.Select(item => item.Run.RunId).Except([lost]), losing.Finished);
        Assert.Equal(6, losing.Epochs);
        Assert.Empty(losing.Errors);
        AssertOver(watching.Progress.Snapshot(), 4);
    }

    [Fact]
    public void Stopping_does_not_wait_for_others()
    {
        using var stop = new CancellationTokenSource();
        IReadOnlyList<SweepItem> items = Items(3);
        recorder.HeldElsewhere[items[2].Run.RunId] = Other;
        var watching = new Watcher(new SweepProgress(items, 2, 1, clock)) { Waiting = _ => stop.Cancel() };

        Assert.Equal(new SweepOutcome(2, 0, 0, true), Run(new FakeEngine(), items, 2, watching, stop.Token));
    }

    private SweepOutcome Run(
        FakeEngine engine, IReadOnlyList<SweepItem> items, int workers, Watcher watching,
        CancellationToken cancellation = default) =>
        new SweepRunner(_ => engine, recorder, clock).Run(items, Dataset, workers, watching, cancellation);

    private static void AssertOver(SweepSnapshot end, int runs)
    {
        Assert.Equal((runs, runs), (end.Ended, end.Total));
        Assert.Equal(1, end.Fraction, 1e-12);
        Assert.Equal(TimeSpan.Zero, end.Remaining);
        Assert.All(end.Workers, Assert.Null);
        Assert.Empty(end.WaitingFor);
    }
}
