using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>One learner with data in memory: what a worker of a sweep does, evaluation left out.</summary>
internal sealed class TrainingLoad : IDisposable
{
    /// <summary>Images in a step unless the size of the batch is the question.</summary>
    public const int UsualBatch = 64;

    /// <summary>Images in a pass: small enough for a round to hold several.</summary>
    public const int UsualImages = 2_048;

    private const long Seed = 0;

    private readonly ILearner learner;
    private readonly ImageSet images;
    private readonly int[] order;
    private readonly float[] rates;
    private LayerWatch? watch;

    /// <param name="model">What is trained.</param>
    /// <param name="batchSize">Images in a step.</param>
    /// <param name="images">On what.</param>
    /// <param name="count">Images in a pass, the first of the set, shuffled.</param>
    /// <param name="engine">What trains it; null for the usual engine.</param>
    public TrainingLoad(ModelSpec model, int batchSize, ImageSet images, int count, IEngine? engine = null)
    {
        Network network = LeNet5.Build(model);
        learner = (engine ?? new SimdEngine()).CreateLearner(network, new OptimizerSpec.Sgd(0.9, false, 0), batchSize);
        learner.WriteParameters(FirstParameters(network));
        this.images = images;
        order = [.. Enumerable.Range(0, count)];
        SeedStream.Open(Seed, "bench order").Shuffle<int>(order);

        // Too small to learn, so that nothing saturates or dies while the clock runs.
        rates = [.. Enumerable.Repeat(1e-6f, (count + batchSize - 1) / batchSize)];
    }

    /// <summary>The network's forward and backward work.</summary>
    public Network Network => learner.Network;

    /// <summary>A load on images drawn for it; wide networks take fewer in a pass.</summary>
    public static TrainingLoad OnNoise(
        ModelSpec model, int batchSize = UsualBatch, int images = UsualImages, int threads = 1, IEngine? engine = null)
    {
        int count = model.Preset == Preset.LeNet5 ? images : Math.Max(batchSize, images / 8);
        var load = new TrainingLoad(model, batchSize, NoiseDigits.Draw(Seed, count), count, engine);
        load.learner.Threads = threads;
        return load;
    }

    /// <summary>Trains on every image once; returns how many there are.</summary>
    public long Train()
    {
        learner.Train(images, order, rates);
        return order.Length;
    }

    /// <summary>Measures every image once; returns how many there are.</summary>
    public long Evaluate()
    {
        learner.Evaluate(images, order, []);
        return order.Length;
    }

    /// <summary>Looks into the layers on the first images, as a run does after each epoch; returns how many.</summary>
    public long Look(int count)
    {
        watch ??= new LayerWatch(learner.Network, images, order.AsMemory(0, count));
        watch.Look(learner);
        return count;
    }

    public void Dispose() => learner.Dispose();

    /// <summary>Weights that keep activations in a range where nothing saturates.</summary>
    public static float[] FirstParameters(Network network) =>
        Initialiser.Draw(network, InitialisationKind.LecunUniform, 1, Seed);
}
