using LeNetLab.Results;
using LeNetLab.Results.Runners;

namespace LeNetLab.Tests.Results.Runners;

/// <summary>Two processes on one database: who may write of a run, and when it changes hands.</summary>
public sealed class LeaseTests : IDisposable
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly PlannedRun run = SyntheticResults.Plan("a", 1);
    private readonly ResultsDatabase database;

    public LeaseTests()
    {
        database = ResultsDatabase.Open(folder.Path, clock);
        database.Declare("sweep", "Which?", "name: sweep", [run]);
    }

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_run_is_one_runners_until_that_is_dead()
    {
        var seen = new FakeProcesses(2);
        using Runner first = Register(new FakeProcesses(1));
        using Runner second = Register(seen);
        RunLease lease = Claim(first)!;

        Assert.Null(Claim(second));
        Assert.Equal(first.Id, Assert.Single(database.Holders([run.RunId, "other"], second)).Value.RunnerId);

        seen.Sightings[1] = ProcessSighting.Gone;
        Assert.Empty(database.Holders([run.RunId], second));
        RunLease taken = Claim(second)!;
        Assert.Equal(new RunLease(run.RunId, second.Id, lease.Token + 1), taken);
        database.RecordEpoch(taken, SyntheticResults.Trained(0, 1).Epochs[0]);
        AssertFenced(lease);

        database.Finish(taken, SyntheticResults.Trained(0, 2));
        AssertFenced(lease);
        Assert.Equal([["done", 2.0, 3L]], Query("select status, test_error_pct, epochs from run_summary"));
        Assert.Equal(2f, Weights()[0]);
    }

    [Fact]
    public void A_runner_that_comes_back_is_fenced_even_when_the_run_is_its_own_again()
    {
        var seen = new FakeProcesses(2) { Sightings = { [1] = ProcessSighting.Gone } };
        using Runner first = Register(new FakeProcesses(1));
        RunLease stale = Claim(first)!;
        using (Runner second = Register(seen))
            database.Release(Claim(second)!);

        RunLease fresh = Claim(first)!;

        AssertFenced(stale);
        database.Finish(fresh, SyntheticResults.Trained(0, 3));
        Assert.Equal(3L, fresh.Token);
    }

    [Fact]
    public void Who_ends_says_so_and_leaves_its_runs_to_others()
    {
        using Runner second = Register(new FakeProcesses(2));
        using (Runner first = Register(new FakeProcesses(1)))
        {
            Claim(first);
            Assert.Equal([["running"]], Query("select status from runs"));
        }

        Assert.Equal([["pending"]], Query("select status from runs"));
        Assert.Equal([[1L]], Query("select count(*) from runners where ended_at is not null"));
        Assert.NotNull(Claim(second));
    }

    [Fact]
    public void Who_begins_puts_back_what_processes_that_are_gone_have_left()
    {
        using Runner first = Register(new FakeProcesses(1));
        using Runner elsewhere = Register(new FakeProcesses(1, "host-2"));
        Claim(first);

        using Runner second = Register(new FakeProcesses(2) { Sightings = { [1] = ProcessSighting.Gone } });

        Assert.Equal([["pending"]], Query("select status from runs"));
        Assert.Equal([[first.Id]], Query("select runner_id from runners where ended_at is not null"));
    }

    [Fact]
    public void A_failed_run_is_tried_again_by_who_saw_it_fail_and_by_no_other()
    {
        using Runner first = Register(new FakeProcesses(1));
        using Runner second = Register(new FakeProcesses(2));
        database.Fail(Claim(first)!, "The first attempt.");
        long failed = database.Failures("sweep")[run.RunId];

        Assert.Equal(new RunClaim(RunStatus.Failed, null), TryClaim(second, null));
        database.Fail(TryClaim(first, failed).Lease!, "The second attempt.");
        Assert.Equal(new RunClaim(RunStatus.Failed, null), TryClaim(second, failed));
    }

    [Fact]
    public async Task Many_who_want_the_same_runs_get_each_once()
    {
        PlannedRun[] runs = [.. Enumerable.Range(0, 20).Select(seed => SyntheticResults.Plan("b", seed))];
        database.Declare("many", "Who?", "name: many", runs);
        using var together = new Barrier(8);

        RunLease[][] got = await Task.WhenAll(Enumerable.Range(1, 8).Select(pid => Task.Factory.StartNew(
            () =>
            {
                using ResultsDatabase own = ResultsDatabase.Open(folder.Path, clock);
                using Runner runner = Register(new FakeProcesses(pid));
                together.SignalAndWait();
                RunLease[] leases =
                [
                    .. runs.Select(wanted => own.Claim(wanted.RunId, runner, SyntheticResults.Provenance).Lease)
                        .OfType<RunLease>(),
                ];
                foreach (RunLease lease in leases)
                    own.Finish(lease, SyntheticResults.Trained(0, lease.RunnerId));
                return leases;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(
            runs.Select(wanted => wanted.RunId).Order(), got.SelectMany(own => own).Select(own => own.RunId).Order());
        Assert.Equal(
            [[20L, 20L]],
            Query("select count(*), sum(runner_id = test_error_pct) from run_summary join runs using (run_id) "
                + "where experiment = 'many' and token = 1 and runs.status = 'done'"));
    }

    [Fact]
    public void A_heart_beats_by_itself()
    {
        using var beating = Runner.Register(folder.Path, new ProcessTable(), clock, TimeSpan.FromSeconds(0.02));

        Assert.True(SpinWait.SpinUntil(() => Heartbeats(beating) >= 5, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_stopped_runner_is_taken_over_after_two_heartbeats_of_the_observer()
    {
        var beat = TimeSpan.FromSeconds(0.2);
        using Runner stopped = Runner.Register(folder.Path, new FakeProcesses(1), TimeProvider.System, Never);
        RunLease lease = Claim(stopped)!;
        Sql($"update runners set heartbeat_seconds = {beat.TotalSeconds} where runner_id = {stopped.Id}");
        using Runner observer = Runner.Register(folder.Path, new FakeProcesses(2), TimeProvider.System, beat);
        Assert.Null(Claim(observer));
        long begin = TimeProvider.System.GetTimestamp();

        RunLease? taken = null;
        Assert.True(SpinWait.SpinUntil(() => (taken = Claim(observer)) is not null, TimeSpan.FromSeconds(20)));

        Assert.True(TimeProvider.System.GetElapsedTime(begin) >= 1.9 * beat, "Taken before its time.");
        AssertFenced(lease);
        database.Finish(taken!, SyntheticResults.Trained(0, 1));
    }

    private Runner Register(IProcessTable processes) => Runner.Register(folder.Path, processes, clock, Never);

    private RunLease? Claim(Runner runner) => TryClaim(runner, null).Lease;

    private RunClaim TryClaim(Runner runner, long? retry) =>
        database.Claim(run.RunId, runner, SyntheticResults.Provenance, retry: retry);

    /// <summary>Nothing that comes with the lease is taken, and no file of it stays.</summary>
    private void AssertFenced(RunLease lease)
    {
        string[] before = Dump();
        Assert.Throws<LeaseLostException>(() => database.RecordEpoch(lease, SyntheticResults.Trained(9, 9).Epochs[2]));
        Assert.Throws<LeaseLostException>(() => database.Finish(lease, SyntheticResults.Trained(9, 9)));
        Assert.Throws<LeaseLostException>(() => database.Fail(lease, "too late"));
        Assert.Throws<LeaseLostException>(() => database.Release(lease));
        Assert.Equal(before, Dump());
    }

    private string[] Dump()
    {
        string weights = folder.At("weights");
        return
        [
            .. new[] { "runs", "epochs", "predictions" }
                .SelectMany(table => Query($"select * from {table}")).Select(row => string.Join('|', row)),
            .. Directory.Exists(weights) ? Directory.GetFileSystemEntries(weights) : [],
        ];
    }

    private float[] Weights() => SafetensorsFile.Read(new ResultsFolder(folder.Path).Weights(run.RunId))
        .VectorFor(SyntheticResults.Network);

    private long Heartbeats(Runner runner) =>
        (long)Query($"select heartbeats from runners where runner_id = {runner.Id}").Single()[0]!;

    private IReadOnlyList<IReadOnlyList<object?>> Query(string sql) =>
        new QueryRunner(folder.Path, clock, QueryLimits.Default).Run(sql, CancellationToken.None).Rows;

    private void Sql(string sql) => SqlFile.Execute(folder.At("lenetlab.db"), sql);
}
