using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;

namespace LeNetLab.Benchmarks;

/// <summary>One learner with data in memory: what a worker of a sweep does, evaluation left out.</summary>
internal sealed class TrainingLoad : IDisposable
{
    private const int Images = 2_048;
    private readonly ILearner learner;
    private readonly ImageSet images;
    private readonly int[] order;
    private readonly float[] rates;

    public TrainingLoad(ModelSpec model, int batchSize, long seed)
    {
        SeedStream random = SeedStream.Open(seed, "bench");
        Network network = LeNet5.Build(model);
        learner = new SimdEngine().CreateLearner(network, new OptimizerSpec.Sgd(0.9, false, 0), batchSize);
        learner.WriteParameters(Parameters(random, network));
        images = Noise(random, Images);
        order = [.. Enumerable.Range(0, network.TrainingMultiplyAdds > 10_000_000 ? Images / 8 : Images)];
        random.Shuffle<int>(order);

        // Too small to learn, so that nothing saturates or dies while the clock runs.
        rates = [.. Enumerable.Repeat(1e-6f, (order.Length + batchSize - 1) / batchSize)];
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

    public void Dispose() => learner.Dispose();

    private static float[] Parameters(SeedStream random, Network network)
    {
        var values = new float[network.VectorLength];
        foreach (Stage stage in network.Stages)
        {
            if (stage.Weights is not ParameterBlock weights)
                continue;
            double scale = Math.Sqrt(3 / weights.FanIn);
            for (int i = 0; i < weights.Length; i++)
            {
                bool connected = stage.Layer is not Layer.Convolution { Connections: var table }
                    || table.Connects(i / 25 % table.InputMaps, i / 25 / table.InputMaps);
                values[weights.Offset + i] = connected ? (float)random.NextDouble(-scale, scale) : 0;
            }
        }

        return values;
    }

    /// <summary>Digit-like images: a fifth of the pixels inked.</summary>
    private static ImageSet Noise(SeedStream random, int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count * 28 * 28)
            .Select(_ => random.NextInt32(5) == 0 ? (byte)random.NextInt32(256) : (byte)0)];
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextInt32(10))];
        return new ImageSet(pixels, labels, 28, 28);
    }
}
