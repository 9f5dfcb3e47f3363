using System.Net.ServerSentEvents;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Tests.Results;
using LeNetLab.Training;

namespace LeNetLab.Tests.Dashboard;

public sealed class ChangeTests
{
    private static readonly EpochResult Epoch = new(1, 0.05, 0.01, 3, 2.5, null, 0.04, 2.75, 1);

    [Fact]
    public async Task Whoever_listens_is_told_of_the_experiment_that_grows_and_of_no_other()
    {
        using var folder = new TemporaryFolder();
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System);
        using Runner runner = SyntheticResults.Runner(folder.Path, TimeProvider.System);
        database.Declare("growing", "?", "", [SyntheticResults.Plan("tanh", 1)]);
        database.Declare("standing", "?", "", [SyntheticResults.Plan("relu", 1)]);
        RunLease lease = database.Claim(
            SyntheticResults.Plan("tanh", 1).RunId, runner, SyntheticResults.Provenance).Lease!;
        await using LivePage page = await LivePage.Open(folder.Path);
        using Stream stream = await page.Client.GetStreamAsync("/api/changes", LivePage.Cancellation);
        await using IAsyncEnumerator<SseItem<string>> changes =
            SseParser.Create(stream).EnumerateAsync(LivePage.Cancellation).GetAsyncEnumerator(LivePage.Cancellation);
        // The server's first look, if it is still to come, tells of everything.
        await Task.Delay(TimeSpan.FromMilliseconds(300), LivePage.Cancellation);

        database.RecordEpoch(lease, Epoch);

        Assert.True(await changes.MoveNextAsync());
        Assert.Equal("change", changes.Current.EventType);
        Assert.Equal("[\"growing\"]", changes.Current.Data);
        Assert.Equal(1, (int)(await page.Json("/api/experiments"))[0]!["growing"]![0]!["epochs"]!);
    }

    [Fact]
    public void A_watch_tells_what_was_written_once()
    {
        using var folder = new TemporaryFolder();
        using var watch = new ResultsWatch(folder.Path);
        Assert.Empty(watch.Changed());
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System);
        using Runner runner = SyntheticResults.Runner(folder.Path, TimeProvider.System);
        database.Declare("a", "?", "", [SyntheticResults.Plan("tanh", 1)]);
        database.Declare("b", "?", "", [SyntheticResults.Plan("relu", 1)]);

        Assert.Equal(["a", "b"], watch.Changed());
        Assert.Empty(watch.Changed());
        RunLease lease = database.Claim(
            SyntheticResults.Plan("relu", 1).RunId, runner, SyntheticResults.Provenance).Lease!;
        Assert.Equal(["b"], watch.Changed());
        database.RecordEpoch(lease, Epoch);
        Assert.Equal(["b"], watch.Changed());
        database.Finish(lease, SyntheticResults.Trained(1, 2));
        Assert.Equal(["b"], watch.Changed());
        Assert.Empty(watch.Changed());

        using ResultsReader reader = ResultsReader.Open(folder.Path);
        string weights = reader.Recorded("b").Single().WeightsSha256!;

        // Measuring again on other images replaces rows, and is told of as well.
        foreach (int images in (int[])[100, 200])
        {
            database.RecordRobustness([(weights, new RobustnessRow
            {
                RunId = lease.RunId, Transform = "shift_x", Amount = 4, Images = images, TestErrorPct = 5,
            })]);
            Assert.Equal(["b"], watch.Changed());
            Assert.Empty(watch.Changed());
        }
    }

    [Fact]
    public void A_watch_tells_of_every_experiment_that_asks_for_the_run_and_of_each_change_of_its_state()
    {
        using var folder = new TemporaryFolder();
        using var watch = new ResultsWatch(folder.Path);
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System);
        using Runner runner = SyntheticResults.Runner(folder.Path, TimeProvider.System);
        PlannedRun shared = SyntheticResults.Plan("tanh", 1), other = SyntheticResults.Plan("tanh", 2);
        database.Declare("a", "?", "", [shared, other, SyntheticResults.Plan("tanh", 3)]);
        database.Declare("b", "?", "", [shared]);
        database.Declare("c", "?", "", [other]);
        RunLease lease = database.Claim(shared.RunId, runner, SyntheticResults.Provenance).Lease!;
        database.Claim(other.RunId, runner, SyntheticResults.Provenance);
        Assert.Equal(["a", "b", "c"], watch.Changed());

        // Another run waits and another is trained: which states there are stays the same.
        database.Release(lease);

        Assert.Equal(["a", "b"], watch.Changed());
        lease = database.Claim(shared.RunId, runner, SyntheticResults.Provenance).Lease!;
        database.Finish(lease, SyntheticResults.Trained(1, 2));
        Assert.Equal(["a", "b"], watch.Changed());
        using ResultsReader reader = ResultsReader.Open(folder.Path);
        database.RecordRobustness([(reader.Recorded("b").Single().WeightsSha256!, new RobustnessRow
        {
            RunId = shared.RunId, Transform = "shift_x", Amount = 4, Images = 100, TestErrorPct = 5,
        })]);
        Assert.Equal(["a", "b"], watch.Changed());
    }

    [Fact]
    public async Task The_server_ends_though_somebody_listens()
    {
        using var folder = new TemporaryFolder();
        LivePage page = await LivePage.Open(folder.Path);
        using Stream stream = await page.Client.GetStreamAsync("/api/changes", LivePage.Cancellation);

        await page.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), LivePage.Cancellation);
    }
}
