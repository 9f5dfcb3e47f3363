using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Launchers;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Tests.Launchers;

public sealed class ManifestTests : IDisposable
{
    private readonly SentAway sent = new();

    public void Dispose() => sent.Dispose();

    [Fact]
    public void A_line_holds_everything_that_defines_its_runs()
    {
        (BatchFolder batch, _) = sent.Send(new SlurmSpec { RunsPerTask = 3 });

        Assert.Equal([3, 1], Manifest.Read(batch).Select(task => task.Runs.Count));
        IEnumerable<SweepItem> read = Enumerable.Range(0, 2).SelectMany(task => Manifest.Read(batch, task).Runs)
            .Select(run => run.ToItem(SentAway.Dataset, SentAway.Engine));
        Assert.All(sent.Plan.Items.Zip(read), pair =>
        {
            (SweepItem planned, SweepItem again) = pair;
            Assert.Equal(planned.Run.Spec.Settings, again.Run.Spec.Settings);
            Assert.Equal(
                planned with { Run = planned.Run with { Spec = again.Run.Spec } }, again);
            Assert.Equal(planned.Run.Spec with { Settings = again.Run.Spec.Settings }, again.Run.Spec);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whether_layers_are_looked_into_is_sent_along(bool asked)
    {
        PlannedRun run = sent.Plan.Items[0].Run;
        run = run with { Spec = run.Spec with { Training = run.Spec.Training with { LayerStats = asked } } };

        Assert.Equal(asked, ManifestRun.Of(run, 10).ToSpec().Training.LayerStats);
    }

    [Fact]
    public void What_a_run_can_go_on_from_is_sent_along()
    {
        using var constant = new SentAway("base: {training: {epochs: 5, batch_size: 10, schedule: constant}}\n");
        SweepItem item = constant.Plan.Items[0];
        PlannedRun[] shorter = [ShorterRuns.Of(item.Run, 3), ShorterRuns.Of(item.Run, 1)];
        (BatchFolder batch, _) = constant.Send(items: [item with { Shorter = shorter }]);

        SweepItem read = Manifest.Read(batch, 0).Runs[0].ToItem(SentAway.Dataset, SentAway.Engine);

        Assert.Equal(shorter.Select(run => run.RunId), read.Shorter.Select(run => run.RunId));
        Assert.Equal([3, 1], read.Shorter.Select(run => run.Spec.Training.Epochs));
    }

    [Fact]
    public void A_run_that_would_become_another_is_refused()
    {
        (BatchFolder batch, _) = sent.Send();
        ManifestRun run = Manifest.Read(batch, 0).Runs[0];

        Assert.Contains("has version 8", Refusal(run, SentAway.Engine with { Version = 8 }), StringComparison.Ordinal);
        Assert.Contains("send it again", Refusal(run with { Seed = 2 }, SentAway.Engine), StringComparison.Ordinal);
        Assert.Contains("altered", Refusal(run with { Settings = [] }, SentAway.Engine), StringComparison.Ordinal);
        string other = Refusal(run with { DatasetSha256 = "b" }, SentAway.Engine);
        Assert.Contains("with the sum b", other, StringComparison.Ordinal);
        Assert.Equal(run.RunId, run.ToItem(SentAway.Dataset, SentAway.Engine with { VectorBits = 512 }).Run.RunId);
    }

    [Theory]
    [InlineData(0, "{", "cannot be read")]
    [InlineData(0, "{}", "cannot be read")]
    [InlineData(1, "null", "no task")]
    [InlineData(4, "", "has no task 4")]
    public void What_is_no_manifest_is_refused(int task, string line, string problem)
    {
        (BatchFolder batch, _) = sent.Send();
        string[] lines = File.ReadAllLines(batch.Manifest);
        if (line.Length > 0)
            lines[task] = line;
        File.WriteAllLines(batch.Manifest, lines);

        Assert.Contains(problem,
            Assert.Throws<LaunchException>(() => Manifest.Read(batch, task)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_changed_places_are_refused()
    {
        (BatchFolder batch, _) = sent.Send();
        File.WriteAllLines(batch.Manifest, File.ReadAllLines(batch.Manifest).Reverse());

        Assert.Throws<LaunchException>(() => Manifest.Read(batch, 0));
    }

    [Fact]
    public async Task The_dataset_lies_beside_the_results_with_the_same_sum()
    {
        sent.Send();
        string folder = SharedDataset.FolderOf(sent.Results, SentAway.Dataset.Sha256);
        var source = new DatasetSource(new DatasetSourceOptions { CacheFolder = sent.Results });

        Dataset read = await source.LoadAsync(folder, TestContext.Current.CancellationToken);

        Assert.Equal(SentAway.Dataset.Sha256, read.Sha256);
        Assert.Equal((30, 10), (read.TrainCount, read.TestCount));
    }

    private static string Refusal(ManifestRun run, EngineIdentity engine) =>
        Assert.Throws<LaunchException>(() => run.ToItem(SentAway.Dataset, engine)).Message;
}
