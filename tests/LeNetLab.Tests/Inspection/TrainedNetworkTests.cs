using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Inspection;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;
using LeNetLab.Tests.Engines;

namespace LeNetLab.Tests.Inspection;

public sealed class TrainedNetworkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void It_says_of_an_image_what_the_engine_that_trains_says(int seed)
    {
        SeedStream random = SeedStream.Open(seed, "inspection");
        Network network = RandomNetworks.Network(seed, random);
        ImageSet images = RandomNetworks.Images(random, network, 5);
        float[] parameters = RandomNetworks.Parameters(random, network);
        using ILearner learner = new SimdEngine().CreateLearner(network, new OptimizerSpec.Sgd(0, false, 0), 5);
        learner.WriteParameters(parameters);
        var expected = new float[5 * network.Classes];
        learner.Probabilities(images, [0, 1, 2, 3, 4], expected);
        var inspected = new TrainedNetwork(network, parameters);

        for (int i = 0; i < 5; i++)
        {
            (IReadOnlyList<LayerView> layers, double[] probabilities) = inspected.LookAt(images, i);

            Assert.Equal(network.Stages.Select(stage => stage.Layer.Name), layers.Select(layer => layer.Layer));
            Assert.Equal(
                network.Stages.Select(stage => stage.Output.Length),
                layers.Select(layer => layer.Maps.Sum(map => map.Values.Length)));
            for (int digit = 0; digit < network.Classes; digit++)
                Assert.Equal(expected[(i * network.Classes) + digit], probabilities[digit], 2e-6);
        }
    }

    [Fact]
    public void A_convolution_has_a_kernel_for_each_connection_of_its_table()
    {
        Network network = LeNet5.Build(new ModelSpec { C3 = C3Connections.Partial });
        float[] parameters = [.. Enumerable.Range(0, network.VectorLength).Select(i => (float)i)];

        ConvolutionView[] convolutions = [.. new TrainedNetwork(network, parameters).Convolutions()];

        Assert.Equal(["C1", "C3"], convolutions.Select(convolution => convolution.Layer));
        Assert.Equal([6, 60], convolutions.Select(convolution => convolution.Kernels.Count));
        Stage c3 = network.Stages.Single(stage => stage.Layer.Name == "C3");
        KernelView last = convolutions[1].Kernels[^1];
        int offset = c3.Weights!.Offset + (((last.Output * 6) + last.Input) * 25);
        Assert.Equal((15, 5), (last.Output, last.Input));
        Assert.Equal(Enumerable.Range(offset, 25).Select(i => (float)i), last.Weights.Values);
    }

    [Fact]
    public void Parameters_of_another_network_are_refused()
    {
        Network network = LeNet5.Build(new ModelSpec());

        var refused = Assert.Throws<ArgumentException>(() => new TrainedNetwork(network, new float[3]));

        Assert.Contains("3 parameters are not the", refused.Message, StringComparison.Ordinal);
    }
}
