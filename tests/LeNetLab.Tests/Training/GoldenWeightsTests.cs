using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LeNetLab.Data;
using LeNetLab.Data.Strokes;
using LeNetLab.Engines.Simd;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

/// <summary>
/// Small runs must end in these very weights, on every machine, at every register width, today and tomorrow. A change
/// that means to alter them raises the engine's version and then these sums.
/// </summary>
public sealed class GoldenWeightsTests
{
    private static readonly Dataset Digits = new(
        "strokes", "a prefix", StrokeDigits.DrawTraining(600, CancellationToken.None),
        StrokeDigits.DrawTest(200, CancellationToken.None));

    [Theory]
    [InlineData("model.activation=tanh", "4d14799eccfdcd84")]
    [InlineData("model.activation=sigmoid model.pooling=max training.validation_images=100", "4b71b3a37737b5d5")]
    [InlineData("model.activation=scaled_tanh model.c3=partial model.pooling=subsampling", "b4c1f6edb43eaaad")]
    [InlineData("model.activation=leaky_relu training.optimizer=adam training.learning_rate=0.001", "04df6730656bc844")]
    [InlineData("model.activation=relu model.c3=partial training.nesterov=true training.batch_size=1", "0f432df0f0787e55")]
    [InlineData("model.preset=lenet5-wide training.train_images=70 training.initialisation=he_normal", "5f462bcc971abc20")]
    public void A_run_ends_in_these_weights(string settings, string sha256)
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
            .Train(run, Digits, new Silent(), () => 1, CancellationToken.None);

        Assert.Equal(TrainingEnd.Done, trained.End);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(trained.Weights)))[..16]);
    }

    private sealed class Silent : ITrainingObserver
    {
        public void OnProgress(int epoch, LeNetLab.Engines.PassResult soFar)
        {
        }

        public void OnEpoch(EpochResult epoch)
        {
        }
    }
}
