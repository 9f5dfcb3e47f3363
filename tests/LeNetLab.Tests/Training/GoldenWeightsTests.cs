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
    [InlineData("model.activation=tanh", "142d48c24c703fe5")]
    [InlineData("model.activation=sigmoid model.pooling=max training.validation_images=100", "5a627bcadd27b362")]
    [InlineData("model.activation=scaled_tanh model.c3=partial model.pooling=subsampling", "24e6f7e361403314")]
    [InlineData("model.activation=leaky_relu training.optimizer=adam training.learning_rate=0.001", "35b9cb900d90705b")]
    [InlineData("model.activation=relu model.c3=partial training.nesterov=true training.batch_size=1", "d38f6eda23ee881f")]
    [InlineData("model.preset=lenet5-wide training.train_images=70 training.initialisation=he_normal", "8ff3c9e576b271d6")]
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
            .Train(run, Digits, new Silent(), CancellationToken.None);

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
