using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Tests.Results;

/// <summary>Runs that were never trained, with figures that a test chooses.</summary>
public static class SyntheticResults
{
    /// <summary>A network small enough to be written a thousand times.</summary>
    public static readonly Network Network = Network.Create(
        new Shape(1, 2, 2), [new Layer.Dense("F6", 3), new Layer.SoftmaxOutput("output", 10)]);

    public static readonly Provenance Provenance = new(
        "0123456789abcdef0123456789abcdef01234567", false, "host-1", "A CPU @ 2 GHz", ".NET 10.0.0",
        "Linux 6.1 x64", "0.1.0", 512);

    public static readonly EngineIdentity Engine = new("simd", 1, "cpu", 512);

    public static PlannedRun Plan(
        string variant, long seed, string dataset = "mnist", Activation? activation = null, string? id = null,
        EngineIdentity? engine = null)
    {
        activation ??= new Activation.Tanh();
        Setting[] settings =
        [
            new("model.preset", "lenet5"), new("model.activation", activation.Name), new("model.c3", "full"),
            new("training.epochs", "3"), new("training.learning_rate", variant.Contains("sigmoid") ? "0.5" : "0.05"),
        ];
        var spec = new RunSpec(
            variant, new ModelSpec { Activation = activation }, new TrainingSpec { Epochs = 3 }, seed, settings);
        string sum = new(dataset == "mnist" ? 'a' : 'b', 64);
        string of = engine is null ? "" : $"/{engine.Name}/{engine.Device}";
        return new PlannedRun(
            id ?? Id($"{variant}/{seed}/{dataset}{of}"), spec, dataset, sum, 61_706, 60_000, engine ?? Engine);
    }

    /// <summary>Three epochs that end at the errors given, falling by halves of a point.</summary>
    /// <param name="trainError">In per cent.</param>
    /// <param name="testError">In per cent.</param>
    /// <param name="seconds">Of training.</param>
    /// <param name="predictions">Of the test images; null for four of them.</param>
    public static TrainedRun Trained(
        double trainError, double testError, double seconds = 6, byte[]? predictions = null)
    {
        EpochResult[] epochs =
        [
            .. Enumerable.Range(1, 3).Select(epoch => new EpochResult(
                epoch, 0.05, 0.01, trainError + 0.1, trainError + (0.5 * (3 - epoch)), null, 0.04,
                testError + (0.5 * (3 - epoch)), seconds / 3)),
        ];
        float[] weights = [.. Enumerable.Range(0, Network.VectorLength).Select(i => (float)(testError + i))];
        return new TrainedRun(TrainingEnd.Done, Network, 60_000, epochs, weights, predictions ?? [7, 2, 1, 0], seconds)
        {
            PredictSeconds = 0.5,
        };
    }

    /// <summary>A trial of a learning rate for a variant, and one seed's run of what it gives if it is chosen.</summary>
    public static (PlannedRun Trial, PlannedRun Tuned) Tune(string variant, string rate, long trialSeed, long seed)
    {
        PlannedRun trial = Plan($"{variant}: learning_rate={rate}", trialSeed), tuned = Plan($"{variant}, tuned", seed);
        return (
            trial with { Spec = trial.Spec with { TrialOf = variant } },
            tuned with { Spec = tuned.Spec with { TunedFrom = variant } });
    }

    /// <summary>The class of each of 10,000 test images.</summary>
    public static byte[] Labels() => [.. Enumerable.Range(0, 10_000).Select(image => (byte)(image % 10))];

    /// <summary>
    /// Predictions that are wrong about as many of the images as an error says, mostly about the same hard ones.
    /// </summary>
    /// <param name="run">Whose.</param>
    /// <param name="testError">In per cent.</param>
    public static byte[] Predictions(PlannedRun run, double testError)
    {
        byte[] predictions = Labels();
        int wrong = (int)Math.Round(testError * predictions.Length / 100);
        SeedStream stream = SeedStream.Open(run.Spec.Seed, run.Spec.Variant);
        int[] hard = [.. Enumerable.Range(0, Math.Min(predictions.Length, 2 * wrong))];
        stream.Shuffle(hard.AsSpan());
        foreach (int image in hard.Take(wrong))
            predictions[image] = (byte)((predictions[image] + 1) % 10);
        return predictions;
    }

    /// <summary>A trial that ends at a validation error.</summary>
    public static TrainedRun Tried(double validationError)
    {
        TrainedRun run = Trained(1, 2);
        return run with
        {
            Epochs = [.. run.Epochs.Select(epoch => epoch with { ValidationErrorPct = validationError })],
        };
    }

    public static TrainedRun Diverged() => Trained(0, 0) with
    {
        End = TrainingEnd.Diverged,
        Epochs = [new EpochResult(1, 0.05, double.PositiveInfinity, 90, 90, null, double.NaN, 90, 2)],
        TestPredictions = [],
        TrainSeconds = 2,
    };

    /// <summary>A runner of this process, whose heart does not beat within a test.</summary>
    public static Runner Runner(string folder, TimeProvider clock) =>
        LeNetLab.Results.Runners.Runner.Register(folder, new ProcessTable(), clock, TimeSpan.FromHours(1));

    public static void Complete(ResultsDatabase database, Runner runner, PlannedRun run, TrainedRun trained) =>
        database.Finish(database.Claim(run.RunId, runner, Provenance).Lease!, trained);

    private static string Id(string text) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];
}
