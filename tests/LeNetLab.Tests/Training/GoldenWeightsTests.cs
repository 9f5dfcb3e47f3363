using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LeNetLab.Data;
using LeNetLab.Data.Strokes;
using LeNetLab.Engines.Simd;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

/// <summary>
/// Small runs must end in these very weights, on every machine, at every register width, today and tomorrow. A change
/// that means to alter them raises <c>SimdEngine.Version</c> and writes the files again (CONTRIBUTING, "The engine's
/// numbers"). Each run is as small as its batches allow; without vector registers it still takes seconds, and those
/// run there that have every layer, optimiser and way of batching between them.
/// </summary>
public sealed class GoldenWeightsTests
{
    private static readonly Dataset Digits = new(
        "strokes", "a prefix", StrokeDigits.DrawTraining(130, CancellationToken.None),
        StrokeDigits.DrawTest(30, CancellationToken.None));

    [Theory]
    [InlineData("tanh-batch-100", "training.batch_size=100", Traits = ["speed", "hardware"])]
    [InlineData("sigmoid-max-adam", "model.activation=sigmoid model.pooling=max training.optimizer=adam "
        + "training.learning_rate=0.001 training.initialisation_gain=4 training.validation_images=30")]
    [InlineData("scaled-tanh-partial-subsampling", "model.activation=scaled_tanh model.c3=partial "
        + "model.pooling=subsampling training.batch_size=33 training.weight_decay=0.001")]
    [InlineData("leaky-relu-partial-max", "model.activation=leaky_relu model.c3=partial model.pooling=max "
        + "training.batch_size=64 training.schedule=constant", Traits = ["speed", "hardware"])]
    [InlineData("relu-batch-1", "model.activation=relu training.nesterov=true training.batch_size=1 "
        + "training.train_images=40")]
    [InlineData("lenet5-1998", "model.preset=lenet5-1998 training.optimizer=sdlm training.learning_rate=0.0005 "
        + "training.schedule=lenet5-1998 training.batch_size=1 training.train_images=40 training.curvature_images=20")]
    [InlineData("lenet5-1998-sums-mse", "model.preset=lenet5-1998 model.pooling=subsampling_sum model.loss=mse "
        + "training.optimizer=sdlm training.learning_rate=0.001 training.train_images=60",
        Traits = ["speed", "hardware"])]
    [InlineData("wide-relu", "model.preset=lenet5-wide model.activation=relu training.train_images=23 "
        + "training.epochs=1", Traits = ["speed", "hardware"])]
    [InlineData("wide-partial-subsampling", "model.preset=lenet5-wide model.c3=partial model.pooling=subsampling "
        + "training.train_images=23 training.epochs=1 training.batch_size=16")]
    public void A_run_ends_in_these_weights(string name, string settings)
    {
        RunSpec run = SpecReader.Read(
            "golden.yaml",
            """
            name: golden
            question: Are these the same bits?
            dataset: strokes
            seeds: [7]
            base: {training: {epochs: 2, batch_size: 20, learning_rate: 0.02}}
            """,
            settings.Split(' ')).Runs.Single();

        TrainedRun trained = new Trainer(new SimdEngine(), new ManualClock())
            .Train(run, Digits, new SilentObserver(), () => 1, CancellationToken.None);

        Assert.Equal(TrainingEnd.Done, trained.End);
        Golden.Matches(Text(settings, trained), name);
    }

    /// <summary>Losses to the last bit, too: where weights differ, they tell how much.</summary>
    private static string Text(string settings, TrainedRun run)
    {
        var text = new StringBuilder().Append(settings).Append('\n');
        foreach (EpochResult epoch in run.Epochs)
        {
            text.Append($"epoch {epoch.Epoch}: ")
                .Append($"train loss {epoch.TrainLoss:R}, error {epoch.TrainErrorPct:R} %, ")
                .Append($"test loss {epoch.TestLoss:R}, error {epoch.TestErrorPct:R} %\n");
        }

        byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes<float>(run.Weights));
        return text.Append($"weights {Convert.ToHexStringLower(hash)}\n").ToString();
    }
}
