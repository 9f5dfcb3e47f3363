using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Results;
using LeNetLab.Tests.Training;
using LeNetLab.Training;

namespace LeNetLab.Tests.Sweeps;

/// <summary>A sweep whose groups are too large for memory must end in the results of one that had enough.</summary>
public sealed class MemoryShortageTests : IDisposable
{
    private static readonly Dataset Dataset = Samples.Dataset();
    private readonly TemporaryFolder folder = new();
    private readonly MemoryRecorder recorder = new();
    private readonly ManualClock clock = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(16, "16")]
    [InlineData(8, "16 8 8")]
    [InlineData(5, "16 8 4 4 4 4")]
    [InlineData(1, "16 8 4 2 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")]
    public void A_group_is_halved_until_it_fits(int room, string groups)
    {
        var engine = new FakeGroupEngine(new FakeEngine()) { Room = _ => room };

        SweepSnapshot end = Sweep(engine, Items(16), new SweepOutcome(16, 0, 0, false));

        Assert.Equal(groups, string.Join(' ', engine.Groups));
        Assert.Equal(engine.Groups.Count(size => size > room), end.Shortages.Count);
        Assert.All(end.Shortages, shortage => Assert.Equal((shortage.Together + 1) / 2, shortage.Most));
    }

    [Fact]
    public void Groups_of_the_same_kind_are_cut_to_the_size_that_fitted_and_others_are_not()
    {
        var engine = new FakeGroupEngine(new FakeEngine())
        {
            Capacity = 5,
            Room = network => network.Stages[^1].Input.Length == 84 ? 3 : 5,
        };
        RunSpec[] other = [.. Enumerable.Range(1, 5).Select(seed => Samples.Run("other", seed) with
        {
            Model = new ModelSpec { F6 = 80 },
        })];

        SweepSnapshot end = Sweep(engine, Items([.. Runs(10), .. other]), new SweepOutcome(15, 0, 0, false));

        // Five are one too many by two: what is left of each is cut evenly.
        Assert.Equal([5, 2, 3, 5, 2, 3], engine.Groups);
        Assert.Equal([new MemoryShortage(5, 3)], end.Shortages);
    }

    [Fact]
    public void Runs_that_had_ended_stay_so_and_the_others_begin_anew()
    {
        // Of four, the second diverges in the first epoch; memory runs out when the second epoch is to be measured.
        var first = new HashSet<FakeLearner>();
        var plain = new FakeEngine
        {
            BeforeSlice = learner => first.Add(learner),
            LossOfStep = _ => first.Count == 2 ? double.NaN : 0.5,
        };
        int measurements = 0;
        var engine = new FakeGroupEngine(plain)
        {
            BeforeMeasurement = _ =>
            {
                if (++measurements == 3)
                    throw new EngineMemoryException("No room to measure.");
            },
        };
        IReadOnlyList<SweepItem> items = Items(4);
        string[] ids = [.. items.Select(item => item.Run.RunId)];

        Sweep(engine, items, new SweepOutcome(3, 1, 0, false));

        Assert.Equal([4, 1, 2], engine.Groups);
        Assert.Equal([ids[1], ids[0], ids[2], ids[3]], recorder.Finished);
        Assert.Equal([.. ids, ids[0], ids[2], ids[3]], recorder.Started);
        Assert.Equal(RunStatus.Diverged, recorder.Statuses[ids[1]]);
        Assert.All(
            recorder.Runs.Values.Where(run => run.End == TrainingEnd.Done), run => Assert.Equal(2, run.Epochs.Count));
    }

    [Fact]
    public void The_database_is_that_of_a_sweep_with_room_for_all()
    {
        string[] roomy = Recorded("roomy", new FakeGroupEngine(new FakeEngine()));
        int slices = 0;
        string[] scarce = Recorded("scarce", new FakeGroupEngine(new FakeEngine())
        {
            // In the second epoch, when the first is recorded.
            BeforeSlice = group =>
            {
                if (group.Runs > 2 && ++slices % 2 == 0)
                    throw new EngineMemoryException("No room for the second epoch.");
            },
        });

        Assert.Equal(4, slices);
        Assert.Equal(7 + (7 * 2), roomy.Length);
        Assert.Equal(roomy, scarce);
    }

    [Fact]
    public void A_run_that_fits_nowhere_fails_alone_and_says_its_batch_size_and_the_way_out()
    {
        var engine = new FakeGroupEngine(new FakeEngine())
        {
            Room = network => network.Stages[^1].Input.Length == 84 ? 0 : 1,
        };
        RunSpec other = Samples.Run("other") with { Model = new ModelSpec { F6 = 80 } };

        Sweep(engine, Items([.. Runs(2), other]), new SweepOutcome(1, 0, 2, false));

        Assert.Equal([2, 1, 1, 1], engine.Groups);
        Assert.Equal(2, recorder.Errors.Count);
        Assert.All(recorder.Errors.Values, error => Assert.Contains(
            "Memory has no room for this run at training.batch_size 8: No room for 1 runs. A smaller batch takes less, "
            + "and so do fewer workers (WORKERS=1).", error, StringComparison.Ordinal));
    }

    [Fact]
    public void A_sweep_stopped_between_halves_leaves_the_second_to_be_done()
    {
        using var stop = new CancellationTokenSource();
        IReadOnlyList<SweepItem> items = Items(4);
        var engine = new FakeGroupEngine(new FakeEngine())
        {
            Room = _ => 2,
            BeforeSlice = _ => stop.Cancel(),
        };

        SweepOutcome outcome = new SweepRunner(_ => engine, recorder, clock).Run(
            items, Dataset, 1, new SweepProgress(items, 1, 1, clock), stop.Token);

        Assert.Equal(new SweepOutcome(0, 0, 0, true), outcome);
        Assert.Equal(4, recorder.Statuses.Count);
        Assert.All(recorder.Statuses.Values, status => Assert.Equal(RunStatus.Pending, status));
        Assert.Empty(recorder.Finished);
    }

    [Fact]
    public void Workers_that_learn_of_it_at_once_agree()
    {
        var engine = new FakeGroupEngine(new FakeEngine()) { Capacity = 8, Room = _ => 1 };
        IReadOnlyList<SweepItem> items = Items(64);

        SweepSnapshot end = Sweep(engine, items, new SweepOutcome(64, 0, 0, false), workers: 4);

        Assert.Equal(64, engine.Groups.Count(size => size == 1));
        Assert.All(end.Shortages, shortage => Assert.InRange(shortage.Most, 1, shortage.Together / 2));
    }

    private static RunSpec[] Runs(int runs) =>
        [.. Enumerable.Range(1, runs).Select(seed => Samples.Run(seed: seed))];

    private static IReadOnlyList<SweepItem> Items(int runs) => Items(Runs(runs));

    private static IReadOnlyList<SweepItem> Items(RunSpec[] runs) => Plan(runs).Items;

    private static SweepPlan Plan(RunSpec[] runs) => SweepPlan.Create(
        SweepPlanTests.Experiment(
            [.. runs.Select(run => run with { Settings = [new Setting("test.variant", run.Variant)] })]),
        Dataset, _ => new FakeEngine().Identity);

    /// <summary>Sweeps, sees that it ends as expected and that progress comes to its end, too.</summary>
    private SweepSnapshot Sweep(
        FakeGroupEngine engine, IReadOnlyList<SweepItem> items, SweepOutcome expected, int workers = 1)
    {
        var progress = new SweepProgress(items, workers, 1, clock);

        SweepOutcome outcome = new SweepRunner(_ => engine, recorder, clock).Run(
            items, Dataset, workers, progress, CancellationToken.None);

        Assert.Equal(expected, outcome);
        Assert.Equal(outcome.Done + outcome.Diverged, recorder.Finished.Count);
        Assert.Equal(recorder.Finished.Count, recorder.Finished.Distinct().Count());
        SweepSnapshot end = progress.Snapshot();
        Assert.Equal((items.Count, items.Count), (end.Ended, end.Total));
        Assert.Equal(1, end.Fraction, 1e-12);
        Assert.Equal(TimeSpan.Zero, end.Remaining);
        Assert.All(end.Workers, Assert.Null);
        return end;
    }

    /// <summary>Runs and epochs of a database after a sweep, times left out.</summary>
    private string[] Recorded(string name, FakeGroupEngine engine)
    {
        string results = Path.Combine(folder.Path, name);
        SweepPlan plan = Plan(Runs(7));
        using (ResultsDatabase database = ResultsDatabase.Open(results, clock))
        {
            database.Declare("sweep", "Same?", "name: sweep", plan.Runs);
            using Runner runner = SyntheticResults.Runner(results, clock);
            var databaseRecorder = new DatabaseRecorder(database, runner, _ => SyntheticResults.Provenance);
            new SweepRunner(_ => engine, databaseRecorder, clock).Run(
                plan.Items, Dataset, 1, new SweepProgress(plan.Items, 1, 1, clock), CancellationToken.None);
        }

        return
        [
            .. Rows("select run_id, status, epochs, weights_sha256 from run_summary order by run_id"),
            .. Rows("select run_id, epoch, train_loss, test_error_pct from epochs order by run_id, epoch"),
        ];

        IEnumerable<string> Rows(string sql) =>
            new QueryRunner(results, TimeProvider.System, QueryLimits.Default).Run(sql, CancellationToken.None)
                .Rows.Select(row => string.Join(' ', row));
    }
}
