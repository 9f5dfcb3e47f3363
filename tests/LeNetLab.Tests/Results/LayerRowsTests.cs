using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Results.Runners;
using LeNetLab.Training;

namespace LeNetLab.Tests.Results;

public sealed class LayerRowsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Layers_are_recorded_with_their_epochs_and_go_with_them()
    {
        PlannedRun run = SyntheticResults.Plan("a", 1);
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System);
        using Runner runner = SyntheticResults.Runner(folder.Path, TimeProvider.System);
        database.Declare("sweep", "Which?", "name: sweep", [run]);
        RunLease lease = database.Claim(run.RunId, runner, SyntheticResults.Provenance).Lease!;

        database.RecordEpoch(lease, WithLayers(SyntheticResults.Trained(1, 2).Epochs[0], 0.25));
        database.RecordEpoch(lease, WithLayers(SyntheticResults.Trained(1, 2).Epochs[0], 0.5));
        Assert.Equal([0.5, null], Rows(run).Select(row => row.GradientNorm));

        TrainedRun trained = SyntheticResults.Trained(1, 2);
        database.Finish(lease, trained with
        {
            Epochs = [.. trained.Epochs.Select(epoch => WithLayers(epoch, epoch.Epoch))],
        });
        Assert.Equal([1, null, 2, null, 3, null], Rows(run).Select(row => row.GradientNorm));
        LayerRow first = Rows(run)[0];
        Assert.Equal(
            ("C1", 1, 6, 4.0, 1.0, 0.25, -0.5, 0.75, 0.125, 2),
            (first.Layer, first.Position, first.Units, first.WeightNorm, first.UpdateNorm, first.UpdateWeightRatio,
             first.ActivationMean, first.ActivationSd, first.SaturatedFraction, first.DeadUnits));
    }

    [Fact]
    public void The_flow_of_gradients_and_the_epochs_to_an_accuracy_are_views()
    {
        PlannedRun run = SyntheticResults.Plan("a", 1), other = SyntheticResults.Plan("b", 1);
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System);
        using Runner runner = SyntheticResults.Runner(folder.Path, TimeProvider.System);
        database.Declare("sweep", "Which?", "name: sweep", [run, other]);
        TrainedRun trained = SyntheticResults.Trained(1, 1.5);
        SyntheticResults.Complete(database, runner, run, trained with
        {
            Epochs = [.. trained.Epochs.Select(epoch => WithLayers(epoch, epoch.Epoch, top: 8))],
        });
        SyntheticResults.Complete(database, runner, other, SyntheticResults.Diverged());

        Assert.Equal(
            ["1|C1|F6|0.125", "2|C1|F6|0.25", "3|C1|F6|0.375"],
            SqlFile.Rows(
                folder.At("lenetlab.db"), "select epoch, bottom_layer, top_layer, bottom_over_top from gradient_flow"));

        // Errors of 2.5, 2 and 1.5 %; the run that diverged has one epoch at 90 %.
        using ResultsReader reader = ResultsReader.Open(folder.Path);
        Dictionary<string, AccuracyRow> accuracy = reader.Accuracy("sweep").ToDictionary(row => row.RunId);
        AccuracyRow found = accuracy[run.RunId];
        Assert.Equal((3, 1, 1, 2, null), (found.Epochs, found.To90Pct, found.To95Pct, found.To98Pct, found.To99Pct));
        Assert.Equal((1, null), (accuracy[other.RunId].Epochs, accuracy[other.RunId].To90Pct));
    }

    [Fact]
    public void Epochs_of_a_checkpoint_keep_their_layers()
    {
        EpochResult[] epochs =
            [.. SyntheticResults.Trained(1, 2).Epochs.Select(epoch => WithLayers(epoch, double.NaN))];

        Assert.Equal(epochs, EpochsText.Read(EpochsText.Write(epochs), "it"));

        // As programs wrote them that knew nothing of layers.
        Assert.Equal(
            LayerResults.None,
            EpochsText.Read(
                """
                [{"epoch": 1, "learning_rate": 1, "train_loss": 1, "train_error_online_pct": 1, "train_error_pct": 1,
                  "validation_error_pct": null, "test_loss": 1, "test_error_pct": 1, "seconds": 1}]
                """,
                "it")[0].Layers);
    }

    private static EpochResult WithLayers(EpochResult epoch, double gradient, double? top = null) => epoch with
    {
        Layers = new LayerResults(
        [
            new LayerResult(1, "C1", 6, gradient, 4, 1, -0.5, 0.75, 0.125, 2),
            top is null
                ? new LayerResult(2, "output", 10, null, 3, 1, null, null, null, null)
                : new LayerResult(2, "F6", 84, top, 3, 1, 0, 1, 0, 0),
        ]),
    };

    private IReadOnlyList<LayerRow> Rows(PlannedRun run)
    {
        using ResultsReader reader = ResultsReader.Open(folder.Path);
        return reader.RunLayers(run.RunId);
    }
}
