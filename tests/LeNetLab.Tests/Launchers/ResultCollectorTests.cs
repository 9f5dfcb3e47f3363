using LeNetLab.Engines.Simd;
using LeNetLab.Launchers;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Results.Runners;
using LeNetLab.Tests.Results;
using LeNetLab.Tests.Results.Runners;
using LeNetLab.Tests.Training;
using LeNetLab.Training;

namespace LeNetLab.Tests.Launchers;

public sealed class ResultCollectorTests : IDisposable
{
    private readonly SentAway sent = new();

    public void Dispose() => sent.Dispose();

    [Fact]
    public void Results_are_taken_in_once_whole_and_with_their_origin()
    {
        (BatchFolder batch, _) = sent.Send();
        sent.Leave(batch, 0, sent.Trained(0));
        sent.Leave(batch, 1, sent.Diverged(1));
        sent.Leave(batch, 2, SentAway.Failed("no memory"));

        Assert.Equal(3, sent.Collect().Taken);
        Collected again = sent.Collect();

        Assert.Equal(0, again.Taken);
        Assert.Empty(again.Problems);
        Assert.Equal(
            [RunStatus.Done, RunStatus.Diverged, RunStatus.Failed, RunStatus.Pending],
            Enumerable.Range(0, 4).Select(sent.Status));
        Assert.Empty(Directory.GetFiles(batch.Finished));
        Assert.Equal(3, batch.TakenIn().Count);
        using ResultsReader reader = ResultsReader.Open(sent.Results);
        RunSummary done = reader.Runs(sent.Experiment.Name).Single(run => run.Status == RunStatus.Done);
        RemoteResult expected = sent.Trained(0);
        Assert.Equal(SafetensorsFile.Sum(expected.Run!.Weights), done.WeightsSha256);
        Assert.Equal(100.0 / 3, done.TestErrorPct);
        Assert.Equal((expected.StartedAt, expected.FinishedAt), (done.StartedAt, done.FinishedAt));
        RunOrigin origin = reader.Origins(sent.Experiment.Name).Single(run => run.RunId == done.RunId);
        Assert.Equal(("node-7", 128), (origin.Host, origin.VectorBits));
        Assert.Equal(expected.Run.Weights, SafetensorsFile
            .Read(new ResultsFolder(sent.Results).Weights(done.RunId)).VectorFor(expected.Run.Model));
    }

    [Theory]
    [InlineData("knn")]
    [InlineData("svm-linear")]
    [InlineData("svm-rbf")]
    public void What_a_method_was_fitted_to_elsewhere_is_taken_in_like_a_network(string preset)
    {
        using var away = new SentAway($"base: {{model: {{preset: {preset}}}, training: {{train_images: 25}}}}\n");
        PlannedRun run = away.Plan.Items[0].Run;
        TrainedRun fitted = new Trainer(new SimdEngine(), TimeProvider.System)
            .Train(run.Spec, SentAway.Dataset, new SilentObserver(), () => 1, CancellationToken.None);
        (BatchFolder batch, _) = away.Send();
        away.Leave(batch, 0, SentAway.Of(fitted));

        Collected taken = away.Collect();

        Assert.Empty(taken.Problems);
        Assert.Equal(1, taken.Taken);
        using ResultsReader reader = ResultsReader.Open(away.Results);
        RunSummary row = reader.Runs(away.Experiment.Name).First(summary => summary.RunId == run.RunId);
        Assert.Equal((RunStatus.Done, 1, 25), (row.Status, row.Epochs, row.TrainImages));
        Assert.Equal((fitted.Parameters, fitted.PredictSeconds), (row.Parameters, row.PredictSeconds));
        Assert.Null(row.TestLoss);
        Assert.Equal(fitted.TestPredictions, reader.Predictions(run.RunId));
        Assert.Equal(fitted.Weights, SafetensorsFile
            .Read(new ResultsFolder(away.Results).Weights(run.RunId)).VectorFor(fitted.Model));
    }

    [Fact]
    public void A_result_takes_a_run_from_whoever_trains_it_here_and_a_failure_does_not()
    {
        using Runner runner = Runner.Register(sent.Results, new FakeProcesses(1), sent.Clock, TimeSpan.FromHours(1));
        string run = sent.Plan.Items[0].Run.RunId;
        RunLease lease = sent.Database.Claim(run, runner, SyntheticResults.Provenance).Lease!;
        (BatchFolder batch, _) = sent.Send();
        sent.Leave(batch, 0, SentAway.Failed("no memory"), "a");
        Assert.Equal(0, sent.Collect().Taken);
        Assert.Equal(RunStatus.Running, sent.Status(0));

        sent.Leave(batch, 0, sent.Trained(0), "b");
        Assert.Equal(1, sent.Collect().Taken);

        Assert.Throws<LeaseLostException>(() => sent.Database.Finish(lease, sent.Trained(0, scale: 2).Run!));
        Assert.Equal(RunStatus.Done, sent.Status(0));
    }

    [Fact]
    public void Copies_of_one_task_do_no_harm()
    {
        (BatchFolder batch, _) = sent.Send();
        sent.Leave(batch, 0, sent.Trained(0), "17_0-0");
        sent.Leave(batch, 0, sent.Trained(0), "17_0-1");
        Assert.Equal(1, sent.Collect().Taken);
        sent.Leave(batch, 0, sent.Trained(0), "17_0-2");
        sent.Leave(batch, 0, SentAway.Failed("killed"), "17_0-3");

        Collected late = sent.Collect();

        Assert.Equal((0, 0), (late.Taken, late.Problems.Count));
        Assert.Equal(RunStatus.Done, sent.Status(0));
        Assert.Equal(4, batch.TakenIn().Count);
    }

    [Fact]
    public void A_damaged_result_is_set_aside_and_its_run_is_to_be_done_again()
    {
        (BatchFolder batch, _) = sent.Send();
        sent.Leave(batch, 0, sent.Trained(0));
        sent.Leave(batch, 1, sent.Trained(1));
        string file = batch.Waiting().Single(own => ResultFile.RunIdOf(own) == sent.Plan.Items[0].Run.RunId);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..200]);

        Collected collected = sent.Collect();

        Assert.Equal(1, collected.Taken);
        Assert.Contains($"{file} has no sum", Assert.Single(collected.Problems), StringComparison.Ordinal);
        Assert.Equal((RunStatus.Pending, RunStatus.Done), (sent.Status(0), sent.Status(1)));
        Assert.Equal(2, Directory.GetFiles(batch.SetAside).Length);
        Assert.Empty(Directory.GetFiles(batch.Finished));
    }

    [Fact]
    public void Weights_that_differ_from_the_recorded_ones_are_reported_and_change_nothing()
    {
        (BatchFolder batch, _) = sent.Send();
        sent.Leave(batch, 0, sent.Trained(0), "a");
        sent.Collect();
        sent.Leave(batch, 0, sent.Trained(0, scale: 2), "b");

        Assert.Contains("computed wrongly", Assert.Single(sent.Collect().Problems), StringComparison.Ordinal);

        using ResultsReader reader = ResultsReader.Open(sent.Results);
        string? sum = reader.Runs(sent.Experiment.Name).Single(run => run.Status == RunStatus.Done).WeightsSha256;
        Assert.Equal(SafetensorsFile.Sum(sent.Trained(0).Run!.Weights), sum);
    }

    [Fact]
    public void Files_still_being_written_are_left_alone_and_results_of_unknown_runs_wait()
    {
        (BatchFolder batch, _) = sent.Send();
        File.WriteAllText(Path.Combine(batch.Finished, ".0123456789abcdef.1_0-0.json.tmp"), "{");
        File.WriteAllText(Path.Combine(batch.Finished, ".0123456789abcdef.1_0-0.json"), "{");
        Assert.Equal((0, 0), (sent.Collect().Taken, sent.Collect().Problems.Count));

        sent.Leave(batch, 0, sent.Trained(0));
        using var elsewhere = new TemporaryFolder();
        using ResultsDatabase empty = ResultsDatabase.Open(elsewhere.Path, sent.Clock);
        Collected collected = new ResultCollector(empty).Collect([batch]);
        Assert.Contains("is run again", Assert.Single(collected.Problems), StringComparison.Ordinal);
        Assert.Equal(1, sent.Collect().Taken);
    }

    [Fact]
    public void A_task_that_is_started_anew_finds_what_it_finished()
    {
        (BatchFolder batch, _) = sent.Send();
        var recorder = new ResultFileRecorder(
            batch, "17_0-0", _ => SyntheticResults.Provenance, sent.Clock);
        string run = sent.Plan.Items[0].Run.RunId;
        Assert.True(recorder.Start(run, []).Begun);
        recorder.Interrupt(run);
        Assert.True(recorder.Start(run, []).Begun);
        recorder.Finish(run, sent.Trained(0).Run!);

        var again = new ResultFileRecorder(
            batch, "17_0-1", _ => SyntheticResults.Provenance, sent.Clock);
        Assert.False(again.Start(run, []).Begun);
        sent.Collect();
        Assert.False(again.Start(run, []).Begun);
        Assert.Equal(0, new CheckpointFolder(sent.Results).EpochOf(sent.Plan.Items[0].Run));
    }
}
