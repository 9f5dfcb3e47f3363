using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Spooling;
using LeNetLab.Tests.Launchers;
using LeNetLab.Tests.Results;
using LeNetLab.Tests.Results.Runners;

namespace LeNetLab.Tests.Spooling;

public sealed class SpoolCollectorTests : IDisposable
{
    private readonly SpoolFixture kept = new();

    private SentAway Sweep => kept.Sweep;

    public void Dispose() => kept.Dispose();

    [Fact]
    public void What_was_kept_is_recorded_once_as_if_it_had_been_when_it_came()
    {
        long token = kept.Claim(0).Token;
        kept.Keep(0, Sweep.Trained(0), token);
        kept.Keep(1, Sweep.Diverged(1), null);
        kept.Keep(2, SentAway.Failed("no memory"), null);

        SpoolCollection collection = kept.Collector.Collect();

        Assert.Equal(3, collection.RunIds.Count);
        Assert.Empty(collection.Problems);
        Assert.Equal(
            [RunStatus.Done, RunStatus.Diverged, RunStatus.Failed, RunStatus.Pending],
            Enumerable.Range(0, 4).Select(Sweep.Status));
        Assert.False(Directory.Exists(kept.Spool.Folders[0]));
        Assert.Equal([$"{kept.Runner.Id}|{token}"], Rows($"select runner_id, token from runs where run_id='{kept.Id(0)}'"));
        Assert.Empty(kept.Collector.Collect().RunIds);
    }

    [Fact]
    public void A_run_that_somebody_else_is_training_is_left_to_them_and_taken_when_they_let_go()
    {
        RunLease lost = kept.Claim(0);
        Sweep.Database.Release(lost);
        using Runner other = Runner.Register(Sweep.Results, new FakeProcesses(2), Sweep.Clock, TimeSpan.FromHours(1));
        RunLease held = kept.Claim(0, other);
        string file = kept.Keep(0, Sweep.Trained(0), lost.Token);

        Assert.Empty(kept.Collector.Collect().RunIds);
        Assert.True(File.Exists(file));
        Assert.Equal(RunStatus.Running, Sweep.Status(0));

        Sweep.Database.Release(held);
        Assert.Equal([kept.Id(0)], kept.Collector.Collect().RunIds);
    }

    [Fact]
    public void What_somebody_else_has_finished_stays_theirs()
    {
        using Runner other = Runner.Register(Sweep.Results, new FakeProcesses(2), Sweep.Clock, TimeSpan.FromHours(1));
        Sweep.Database.Finish(kept.Claim(0, other), Sweep.Trained(0).Run!);
        string[] before = Rows("select * from runs order by run_id");
        kept.Keep(0, Sweep.Trained(0), 1);
        kept.Keep(0, SentAway.Failed("killed"), null, "1-2");

        SpoolCollection collection = kept.Collector.Collect();

        Assert.Empty(collection.RunIds);
        Assert.Empty(collection.Problems);
        Assert.Empty(kept.Spool.Waiting());
        Assert.Equal(before, Rows("select * from runs order by run_id"));
    }

    [Fact]
    public void What_is_damaged_or_contradicts_is_set_aside_and_said()
    {
        Sweep.Database.Finish(kept.Claim(0), Sweep.Trained(0).Run!);
        kept.Keep(0, Sweep.Trained(0, scale: 2), null);
        string cut = kept.Keep(1, Sweep.Trained(1), null);
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^20]);
        kept.Keep(2, Sweep.Trained(2), null);

        SpoolCollection collection = kept.Collector.Collect();

        Assert.Equal([kept.Id(2)], collection.RunIds);
        Assert.Equal(2, collection.Problems.Count);
        Assert.Contains(collection.Problems, problem => problem.Contains("one of the two was computed wrongly"));
        Assert.All(collection.Problems, problem => Assert.Contains("set-aside", problem, StringComparison.Ordinal));
        Assert.Equal(4, Directory.GetFiles(Path.Combine(kept.Spool.Folders[0], "set-aside")).Length);
    }

    [Fact]
    public void A_result_of_a_run_that_the_database_lacks_waits_for_it()
    {
        string file = kept.Keep(0, Sweep.Trained(0), null);
        using var elsewhere = new TemporaryFolder();
        using ResultsDatabase empty = ResultsDatabase.Open(elsewhere.Path, Sweep.Clock);

        SpoolCollection collection = new SpoolCollector(empty, kept.Spool, Sweep.Clock).Collect();

        Assert.Contains("once its experiment is run again", Assert.Single(collection.Problems), StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void Where_the_database_is_still_locked_everything_stays_and_is_said_once()
    {
        kept.Keep(0, Sweep.Trained(0), null);
        kept.Keep(1, Sweep.Trained(1), null);
        using ResultsDatabase impatient =
            ResultsDatabase.Open(Sweep.Results, Sweep.Clock, TimeSpan.FromMilliseconds(200));
        SpoolCollection collection;
        using (SqlFile.Hold(kept.Database))
            collection = new SpoolCollector(impatient, kept.Spool, Sweep.Clock).Collect();

        Assert.StartsWith("2 results wait in ", Assert.Single(collection.Problems), StringComparison.Ordinal);
        Assert.Equal(2, kept.Spool.Waiting().Count);
        Assert.Equal(2, kept.Collector.Collect().RunIds.Count);
    }

    private string[] Rows(string sql) => SqlFile.Rows(kept.Database, sql);
}
