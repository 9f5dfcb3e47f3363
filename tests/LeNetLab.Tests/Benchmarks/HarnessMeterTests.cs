using LeNetLab.Benchmarks.Loads;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Sweeps;
using LeNetLab.Tests.Training;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Benchmarks;

public sealed class HarnessMeterTests
{
    private readonly ManualClock clock = new();

    // Two runs of two epochs on 100 + 20 images; the fake engine takes 1 ms to train on an image, 10 ms to measure it.
    [Fact]
    public void Every_part_of_a_runs_time_is_counted_once()
    {
        Dataset dataset = Samples.Dataset();
        ExperimentSpec experiment = SweepPlanTests.Experiment(Samples.Run(seed: 1), Samples.Run(seed: 2));
        var engine = new FakeEngine(clock);
        var recorder = new MemoryRecorder { BeforeEpoch = _ => Wait(5) };
        var meter = new HarnessMeter(engine, recorder, new SlowStore(this), new SlowObserver(this), clock);
        IReadOnlyList<SweepItem> items = SweepPlan.Create(experiment, dataset, _ => engine.Identity).Items;
        SweepOutcome outcome = new SweepRunner(_ => meter, meter, clock, new CheckpointPlan(meter, 1)).Run(
            items, dataset, 1, meter, CancellationToken.None);

        Assert.Equal(2, outcome.Done);
        Assert.Equal(2, meter.Runs.Count);
        Assert.All(meter.Runs, run =>
        {
            Assert.Equal(Milliseconds(2 * 100), run.Training);
            Assert.Equal(Milliseconds(2 * 1200), run.Evaluation);
            Assert.Equal(Milliseconds(2 * 5), run.Recording);
            Assert.Equal(Milliseconds(3 + (2 * 1) + 7), run.Progress);
            Assert.Equal(Milliseconds(2 + (2 * 4) + 6), run.Checkpoints);
            Assert.Equal(run.Recording + run.Checkpoints + run.Progress, run.Harness);
            Assert.Equal(TimeSpan.Zero, run.Bookkeeping);
        });
    }

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Wait(double milliseconds) => clock.Advance(Milliseconds(milliseconds));

    private sealed class SlowStore(HarnessMeterTests test) : ICheckpointStore
    {
        public FoundCheckpoint Latest(PlannedRun run)
        {
            test.Wait(2);
            return new FoundCheckpoint(null, []);
        }

        public FoundCheckpoint End(PlannedRun run) => new(null, []);

        public void Save(PlannedRun run, TrainingCheckpoint checkpoint) => test.Wait(4);

        public void Delete(string runId) => test.Wait(6);
    }

    private sealed class SlowObserver(HarnessMeterTests test) : ISweepObserver
    {
        public void OnStarted(int worker, SweepItem item) => test.Wait(3);

        public void OnResumed(int worker, SweepItem item, EpochResult last) => test.Wait(1);

        public void OnNotice(string text) => test.Wait(1);

        public void OnProgress(int worker, SweepItem item, int epoch, PassResult soFar)
        {
        }

        public void OnEpoch(int worker, SweepItem item, EpochResult epoch) => test.Wait(1);

        public void OnEnded(int worker, SweepItem item, RunEnding ending) => test.Wait(7);

        public void OnLost(int worker, SweepItem item)
        {
        }

        public void OnWaiting(IReadOnlyList<RunHolder> holders)
        {
        }

        public void OnMemoryShort(int worker, IReadOnlyList<SweepItem> items, MemoryShortage shortage)
        {
        }
    }
}
