using System.Collections.Concurrent;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Spooling;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Launchers;
using LeNetLab.Tests.Results;
using LeNetLab.Tests.Results.Runners;
using LeNetLab.Training;

namespace LeNetLab.Tests.Spooling;

public sealed class PatientRecorderTests : IDisposable
{
    private static readonly Patience Quick = new(
        Calm: TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50), MostInMemory: 1);

    private readonly SpoolFixture kept = new();
    private readonly ConcurrentQueue<string> notices = [];
    private readonly CancellationTokenSource stop = new();
    private readonly ResultsDatabase impatient;
    private readonly PatientRecorder recorder;

    public PatientRecorderTests()
    {
        impatient = ResultsDatabase.Open(Sweep.Results, Sweep.Clock, TimeSpan.FromMilliseconds(100));
        recorder = new PatientRecorder(
            kept.Recorder(impatient), kept.Keeper(impatient), Quick, notices.Enqueue, stop.Token);
    }

    private SentAway Sweep => kept.Sweep;

    public void Dispose()
    {
        recorder.Dispose();
        impatient.Dispose();
        stop.Dispose();
        kept.Dispose();
    }

    [Fact]
    public void While_all_is_well_everything_is_recorded_as_it_comes()
    {
        Assert.Equal(RunStart.Here, recorder.Start(kept.Id(0), []));
        Assert.Equal(RunStatus.Running, Sweep.Status(0));
        recorder.RecordEpoch(kept.Id(0), Epochs[0]);
        Assert.Equal(["1"], Rows("select count(*) from epochs"));
        Assert.True(recorder.Finish(kept.Id(0), Trained(0)));
        Assert.Equal(RunStatus.Done, Sweep.Status(0));
        Assert.Equal(RunStart.Ended(RunStatus.Done), recorder.Start(kept.Id(0), []));
        AssertNothingLeft(recorder.Close());
        Assert.Empty(notices);
    }

    [Fact]
    public void What_comes_while_the_database_is_locked_is_recorded_in_order_when_it_is_not()
    {
        recorder.Start(kept.Id(0), []);
        recorder.Start(kept.Id(3), []);
        using (SqlFile.Hold(kept.Database))
        {
            recorder.RecordEpoch(kept.Id(0), Epochs[0]);
            recorder.RecordEpoch(kept.Id(3), Epochs[0]);
            Assert.True(recorder.Finish(kept.Id(0), Trained(0)));
            Assert.Equal(RunStart.Here, recorder.Start(kept.Id(1), []));
            recorder.RecordEpoch(kept.Id(1), Epochs[0]);
            recorder.Fail(kept.Id(1), "no memory");
            recorder.Interrupt(kept.Id(3));
            Assert.Equal(2, kept.Spool.Waiting().Count);
            Assert.Equal(["0"], Rows("select count(*) from epochs"));
        }

        AssertNothingLeft(recorder.Close());
        Assert.Equal(
            [RunStatus.Done, RunStatus.Failed, RunStatus.Pending, RunStatus.Pending],
            Enumerable.Range(0, 4).Select(Sweep.Status));
        Assert.Equal(["2", "1"], Rows("select count(*) from epochs group by run_id order by 1 desc"));
        Assert.Equal(
            [
                "Results cannot be recorded: another process has kept the database locked. Training goes on; they are "
                    + "kept, and recorded as soon as it is possible.",
                "Results are being recorded again, and what could not be before has been.",
            ],
            notices);
    }

    [Fact]
    public void What_cannot_be_recorded_by_the_end_is_left_in_the_spool()
    {
        Backlog left;
        using (SqlFile.Hold(kept.Database))
        {
            recorder.Start(kept.Id(0), []);
            recorder.Finish(kept.Id(0), Trained(0));
            left = recorder.Close();
        }

        Assert.Equal((1, 0), (left.Files.Count, left.Lost));
        Assert.NotNull(left.Fault);
        Assert.Equal(RunStatus.Pending, Sweep.Status(0));
        Assert.Equal([kept.Id(0)], kept.Collector.Collect().RunIds);
        Assert.Equal(RunStatus.Done, Sweep.Status(0));
    }

    [Fact]
    public void A_run_that_could_not_be_claimed_goes_to_who_was_quicker()
    {
        using Runner other = Runner.Register(Sweep.Results, new FakeProcesses(2), Sweep.Clock, TimeSpan.FromHours(1));
        string quicker =
            $"update runs set status='running', token=1, runner_id={other.Id} where run_id='{kept.Id(0)}'";
        using (SqlFile.Hold(kept.Database, quicker))
            Assert.Equal(RunStart.Here, recorder.Start(kept.Id(0), []));

        Assert.True(SpinWait.SpinUntil(() => notices.Count == 2, TimeSpan.FromSeconds(30)));
        Assert.True(IsLost(0));
        Assert.Equal(RunStart.Held, recorder.Start(kept.Id(0), []));
        Assert.Equal([kept.Id(0)], recorder.Holders([kept.Id(0), kept.Id(1)]).Keys);
        using (SqlFile.Hold(kept.Database))
        {
            // Nobody knows better meanwhile.
            recorder.RecordEpoch(Begun(2), Epochs[0]);
            Assert.Equal([kept.Id(0)], recorder.Holders([kept.Id(0), kept.Id(1)]).Keys);
        }

        AssertNothingLeft(recorder.Close());
    }

    [Fact]
    public async Task Where_nothing_at_all_can_be_written_results_are_held_in_memory_within_a_bound()
    {
        kept.Block(2);
        recorder.Start(kept.Id(0), []);
        recorder.Start(kept.Id(1), []);
        Task<bool> second;
        using (SqlFile.Hold(kept.Database))
        {
            Assert.False(recorder.Finish(kept.Id(0), Trained(0)));
            second = Task.Run(() => recorder.Finish(kept.Id(1), Trained(1)), CancellationToken.None);
            Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(300, CancellationToken.None)));
            kept.Unblock();
            Assert.True(await second.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None));
        }

        AssertNothingLeft(recorder.Close());
        Assert.Equal((RunStatus.Done, RunStatus.Done), (Sweep.Status(0), Sweep.Status(1)));
        Assert.Single(notices, notice => notice.StartsWith("Neither ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task At_the_end_memory_waits_for_room_until_it_is_given_up()
    {
        kept.Block(2);
        using IDisposable hold = SqlFile.Hold(kept.Database);
        recorder.Start(kept.Id(0), []);
        recorder.Finish(kept.Id(0), Trained(0));
        Task<Backlog> end = Task.Run(recorder.Close, CancellationToken.None);
        Assert.NotSame(end, await Task.WhenAny(end, Task.Delay(500, CancellationToken.None)));

        await stop.CancelAsync();

        Assert.Equal(1, (await end).Lost);
        kept.Unblock();
    }

    private static EpochResult[] Epochs { get; } =
    [
        new(1, 1e-3, 1.0 / 3, 50.1, 49.9, null, 0.5, 51, 0.1), new(2, 5e-4, 0.3, 30, 29, 31.5, 0.7, 33, 0.25),
    ];

    private TrainedRun Trained(int run) => Sweep.Trained(run).Run!;

    private string Begun(int run)
    {
        recorder.Start(kept.Id(run), []);
        return kept.Id(run);
    }

    private bool IsLost(int run)
    {
        try
        {
            recorder.RecordEpoch(kept.Id(run), Epochs[0]);
            return false;
        }
        catch (LeaseLostException)
        {
            return true;
        }
    }

    private void AssertNothingLeft(Backlog left)
    {
        Assert.Equal((0, 0), (left.Files.Count, left.Lost));
        Assert.Empty(kept.Spool.Waiting());
    }

    private string[] Rows(string sql) => SqlFile.Rows(kept.Database, sql);
}
