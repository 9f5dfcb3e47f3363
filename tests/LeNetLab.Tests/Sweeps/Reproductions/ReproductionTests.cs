using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Sweeps.Reproductions;
using LeNetLab.Tests.Results;
using LeNetLab.Training;

namespace LeNetLab.Tests.Sweeps.Reproductions;

public sealed class ReproductionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int compared;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_outcome_is_identical_however_long_it_took() =>
        Assert.True(Compare(
            SyntheticResults.Trained(0.25, 1), SyntheticResults.Trained(0.25, 1, seconds: 60)).IsIdentical);

    [Fact]
    public void So_is_a_run_that_diverges_again_in_the_same_place() =>
        Assert.True(Compare(SyntheticResults.Diverged(), SyntheticResults.Diverged()).IsIdentical);

    [Fact]
    public void The_first_epoch_that_differs_is_named_with_its_figures_and_no_later_one()
    {
        TrainedRun run = SyntheticResults.Trained(0.25, 1);
        EpochResult[] epochs =
        [
            run.Epochs[0], run.Epochs[1] with { TestLoss = Math.BitIncrement(run.Epochs[1].TestLoss) },
            run.Epochs[2] with { TestLoss = 9 },
        ];

        Assert.Equal(
            ["epoch 2's test_loss: recorded 0.04, now 0.04000000000000001"],
            Compare(run, run with { Epochs = epochs }).Differences);
    }

    [Fact]
    public void Weights_predictions_and_the_way_it_ended_are_compared()
    {
        TrainedRun run = SyntheticResults.Trained(0.25, 1);
        float[] weights = [.. run.Weights];
        weights[^1] = float.BitIncrement(weights[^1]);

        Assert.Equal(
            [
                $"weights_sha256: recorded {SafetensorsFile.Sum(run.Weights)}, now {SafetensorsFile.Sum(weights)}",
                "predictions differ for 2 of 4 test images",
            ],
            Compare(run, run with { Weights = weights, TestPredictions = [7, 3, 1, 1] }).Differences);
        Assert.Equal(
            ["status: recorded done, now diverged", "number of epochs: recorded 3, now 1"],
            Compare(run, SyntheticResults.Diverged()).Differences.Take(2));
    }

    private Reproduction Compare(TrainedRun first, TrainedRun second)
    {
        PlannedRun plan = SyntheticResults.Plan("a", 1);
        string results = Path.Combine(folder.Path, $"{++compared}");
        using (ResultsDatabase database = ResultsDatabase.Open(results, new ManualClock()))
        {
            database.Declare("sweep", "Which?", "", [plan]);
            using Runner runner = SyntheticResults.Runner(results, TimeProvider.System);
            SyntheticResults.Complete(database, runner, plan, first);
        }

        using ResultsReader reader = ResultsReader.Open(results);
        return Reproduction.Of(
            Assert.Single(reader.Recorded()), reader.RunEpochs(plan.RunId), reader.Predictions(plan.RunId), second);
    }
}
