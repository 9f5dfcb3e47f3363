using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines.Simd;

/// <summary>The width of registers must not show in a single bit.</summary>
public sealed class WidthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5, Traits = ["speed", "hardware"])]
    [InlineData(6, Traits = ["speed", "hardware"])]
    [InlineData(7, Traits = ["speed", "hardware"])]
    [InlineData(8, Traits = ["speed", "hardware"])]
    public void Eight_and_sixteen_lanes_give_the_same_bits(int seed)
    {
        SeedStream random = SeedStream.Open(seed, "width");
        Network network = seed <= 2
            ? LeNet5.Build(new ModelSpec
            {
                C3 = seed == 1 ? C3Connections.Full : C3Connections.Partial,
                Pooling = seed == 1 ? PoolingKind.Subsampling : PoolingKind.Max,
            })
            : RandomNetworks.Network(random);
        ImageSet images = RandomNetworks.Images(random, network, 100);
        float[] parameters = RandomNetworks.Parameters(random, network);
        OptimizerSpec optimizer = seed % 2 == 0
            ? new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 1e-4)
            : new OptimizerSpec.Sgd(0.9, seed % 3 == 0, 1e-4);

        using var eight = new SimdLearner<Lane8>(network, optimizer, 27);
        using var sixteen = new SimdLearner<Lane16>(network, optimizer, 27);

        Assert.Equal(Trained(eight, images, parameters), Trained(sixteen, images, parameters));
    }

    private static (PassResult Online, PassResult After, string Weights) Trained(
        ILearner learner, ImageSet images, float[] parameters)
    {
        learner.WriteParameters(parameters);
        int[] order = [.. Enumerable.Range(0, images.Count)];
        PassResult online = learner.Train(images, order, [0.05f, 0.04f, 0.03f, 0.02f]);
        PassResult after = learner.Evaluate(images, order, new byte[order.Length]);
        var weights = new float[learner.Network.VectorLength];
        learner.ReadParameters(weights);
        return (online, after, Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(weights)));
    }
}
