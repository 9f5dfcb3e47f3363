using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Training;
using LeNetLab.Training;

namespace LeNetLab.Tests.Sweeps;

public sealed class SweepProgressTests
{
    private static readonly EpochResult Epoch = new(1, 0.1, 0.5, 20, 15, null, 0.6, 16, 5);
    private readonly ManualClock clock = new();
    private readonly SweepItem[] items;

    public SweepProgressTests()
    {
        ExperimentSpec experiment = SweepPlanTests.Experiment(
            [.. Enumerable.Range(1, 4).Select(seed => Samples.Run(seed: seed))]);
        items =
        [
            .. SweepPlan.Create(experiment, Samples.Dataset(), _ => new EngineIdentity("fake", 1, "cpu", 512)).Items
                .Select(item => item with { TrainingWork = 300, MeasuringWork = 200 }),
        ];
    }

    // Each run: two epochs of 500, so 1,000 in all; 100 a second when nothing else is known.
    private SweepProgress Progress(int workers = 2) => new(items, workers, priorRate: 100, clock);

    private void Wait(double seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Before_anything_is_known_the_estimate_rests_on_the_rate_known_beforehand()
    {
        SweepSnapshot start = Progress().Snapshot();

        Assert.Equal((4, 0, 0.0, 20.0), (start.Total, start.Ended, start.Fraction, start.Remaining.TotalSeconds));
        Assert.Equal([null, null], start.Workers);
    }

    [Fact]
    public void What_a_checkpoint_held_counts_as_done_and_not_as_speed()
    {
        SweepProgress progress = Progress(workers: 1);
        progress.OnStarted(0, items[0]);
        progress.OnResumed(0, items[0], Epoch);
        SweepSnapshot begun = progress.Snapshot();
        Assert.Equal((0.125, 35.0, 2, Epoch),
            (begun.Fraction, begun.Remaining.TotalSeconds, begun.Workers[0]!.Epoch, begun.Workers[0]!.Last));

        Wait(500);
        progress.OnEpoch(0, items[0], Epoch with { Epoch = 2 });
        progress.OnEnded(0, items[0], new RunEnding(RunStatus.Done, Epoch, null));

        // 500 in 500 seconds, so 3,000 take as many.
        SweepSnapshot now = progress.Snapshot();
        Assert.Equal((1, 0.25), (now.Ended, now.Fraction));
        Assert.InRange(now.Remaining.TotalSeconds, 2_000, 3_000);
    }

    [Fact]
    public void Runs_that_are_to_go_on_take_the_rest_of_their_time()
    {
        SweepItem[] some = [items[0], items[1] with { EpochsBefore = 1 }];

        Assert.Equal(15, new SweepProgress(some, 1, 100, clock).Snapshot().Remaining.TotalSeconds);
    }

    [Fact]
    public void What_is_to_be_told_is_kept_in_order()
    {
        SweepProgress progress = Progress();
        progress.OnNotice("One.");
        progress.OnNotice("Two.");

        Assert.Equal(["One.", "Two."], progress.Snapshot().Notices);
    }

    [Fact]
    public void A_measured_rate_takes_over()
    {
        SweepProgress progress = Progress(workers: 1);
        for (int run = 0; run < 3; run++)
        {
            progress.OnStarted(0, items[run]);
            Wait(500);
            progress.OnEpoch(0, items[run], Epoch);
            Wait(500);
            progress.OnEpoch(0, items[run], Epoch with { Epoch = 2 });
            progress.OnEnded(0, items[run], new RunEnding(RunStatus.Done, Epoch, null));
        }

        SweepSnapshot now = progress.Snapshot();
        Assert.Equal((3, 0.75, 3000.0), (now.Ended, now.Fraction, now.Elapsed.TotalSeconds));
        Assert.InRange(now.Remaining.TotalSeconds, 900, 1000);
    }

    [Fact]
    public void A_worker_shows_its_run_its_epoch_and_how_it_goes()
    {
        SweepProgress progress = Progress();
        progress.OnStarted(1, items[0]);
        progress.OnEpoch(1, items[0], Epoch);
        progress.OnProgress(1, items[0], 2, new PassResult(50, 25, 5));
        WorkerSnapshot worker = progress.Snapshot().Workers[1]!;

        Assert.Equal((items[0].Run, Epoch), (worker.Run, worker.Last));
        Assert.Equal((2, 0.65, 0.5), (worker.Epoch, worker.Fraction, worker.Loss));
        Assert.Null(progress.Snapshot().Workers[0]);
    }

    [Fact]
    public void Runs_trained_together_share_their_workers_time()
    {
        SweepProgress progress = Progress(workers: 1);
        progress.OnStarted(0, items[0]);
        progress.OnStarted(0, items[1]);
        Wait(500);
        progress.OnProgress(0, items[0], 1, new PassResult(100, 50, 5));
        progress.OnProgress(0, items[1], 1, new PassResult(100, 50, 5));

        // 600 done in 500 s, and 1,400 of these two to go before 2,000 of the two that wait.
        SweepSnapshot now = progress.Snapshot();
        Assert.Equal((items[0].Run, 1), (now.Workers[0]!.Run, now.Workers[0]!.Others));
        Assert.InRange(now.Remaining.TotalSeconds, 3400 / 1.7, 3400 / 1.2);
        progress.OnEnded(0, items[0], new RunEnding(RunStatus.Diverged, null, null));
        Assert.Equal((items[1].Run, 0), (progress.Snapshot().Workers[0]!.Run, progress.Snapshot().Workers[0]!.Others));
    }

    [Fact]
    public void Runs_that_memory_had_no_room_for_wait_again_from_their_beginning()
    {
        SweepProgress progress = Progress(workers: 1);
        foreach (SweepItem item in items[..3])
            progress.OnStarted(0, item);
        Wait(15);
        foreach (SweepItem item in items[..3])
            progress.OnEpoch(0, item, Epoch);
        progress.OnEnded(0, items[1], new RunEnding(RunStatus.Diverged, Epoch, null));
        progress.OnMemoryShort(0, [items[0], items[2]], new MemoryShortage(3, 2));

        // 1,500 done in 15 s; three runs of 1,000 are left.
        SweepSnapshot now = progress.Snapshot();
        Assert.Equal((4, 1, 1, 0.25), (now.Total, now.Ended, now.Diverged, now.Fraction));
        Assert.Equal(30, now.Remaining.TotalSeconds, 1e-9);
        Assert.Equal([null], now.Workers);
        Assert.Equal([new MemoryShortage(3, 2)], now.Shortages);

        foreach (SweepItem item in new[] { items[0], items[2], items[3] })
        {
            progress.OnStarted(0, item);
            progress.OnEnded(0, item, new RunEnding(RunStatus.Done, Epoch, null));
        }

        Assert.Equal((4, 1.0), (progress.Snapshot().Ended, progress.Snapshot().Fraction));
    }

    [Fact]
    public void Remaining_time_runs_down_between_reports_and_never_below_0()
    {
        SweepProgress progress = new(items[..1], 1, 100, clock);
        progress.OnStarted(0, items[0]);
        Assert.Equal(10, progress.Snapshot().Remaining.TotalSeconds);
        Wait(4);
        Assert.Equal(6, progress.Snapshot().Remaining.TotalSeconds);
        Wait(100);
        Assert.Equal(0, progress.Snapshot().Remaining.TotalSeconds);
    }

    [Fact]
    public void Runs_that_diverge_or_fail_have_ended_and_interrupted_ones_have_not()
    {
        SweepProgress progress = Progress();
        RunStatus[] endings = [RunStatus.Diverged, RunStatus.Failed, RunStatus.Pending];
        for (int run = 0; run < endings.Length; run++)
        {
            progress.OnStarted(0, items[run]);
            progress.OnEnded(0, items[run], new RunEnding(endings[run], null, null));
        }

        SweepSnapshot now = progress.Snapshot();
        Assert.Equal((2, 1, 1, 0.5), (now.Ended, now.Diverged, now.Failed, now.Fraction));
    }
}
