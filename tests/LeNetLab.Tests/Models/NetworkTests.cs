using LeNetLab.Models;

namespace LeNetLab.Tests.Models;

public sealed class NetworkTests
{
    [Theory]
    [InlineData(C3Connections.Full, PoolingKind.Average, 61_706)]
    [InlineData(C3Connections.Full, PoolingKind.Max, 61_706)]
    [InlineData(C3Connections.Partial, PoolingKind.Subsampling, 60_850)]
    [InlineData(C3Connections.Full, PoolingKind.Subsampling, 61_750)]
    public void The_classic_network_has_the_published_number_of_parameters(
        C3Connections c3, PoolingKind pooling, int parameters) =>
        Assert.Equal(parameters, LeNet5.Build(new ModelSpec { C3 = c3, Pooling = pooling }).ParameterCount);

    // LeCun et al. 1998, §II.B: trainable parameters layer by layer.
    [Theory]
    [InlineData("C1", 156)]
    [InlineData("S2", 12)]
    [InlineData("C3", 1_516)]
    [InlineData("S4", 32)]
    [InlineData("C5", 48_120)]
    [InlineData("F6", 10_164)]
    public void Each_layer_has_the_published_number_of_parameters(string layer, int parameters)
    {
        Network network = LeNet5.Build(
            new ModelSpec { C3 = C3Connections.Partial, Pooling = PoolingKind.Subsampling });
        Stage stage = network.Stages.Single(stage => stage.Layer.Name == layer);

        Assert.Equal(parameters, stage.Weights!.Trainable + stage.Biases!.Trainable);
    }

    private static readonly ModelSpec Of1998 = new()
    {
        Preset = Preset.LeNet5Of1998,
        Activation = new Activation.ScaledTanh(),
        C3 = C3Connections.Partial,
        Pooling = PoolingKind.Subsampling,
        Output = OutputKind.Rbf,
        Loss = new Loss.Map(0.1),
    };

    [Fact]
    public void The_network_of_1998_has_60_000_parameters_and_340_908_connections()
    {
        Network network = LeNet5.Build(Of1998);

        Assert.Equal(60_000, network.ParameterCount);
        Assert.Equal(340_908, network.Connections);
        Network sums = LeNet5.Build(Of1998 with { Pooling = PoolingKind.SubsamplingSum });
        Assert.Equal(network.Connections, sums.Connections);
    }

    // LeCun et al. 1998, §II.B; the output's are its 84 × 10 distances.
    [Theory]
    [InlineData("C1", 122_304)]
    [InlineData("S2", 5_880)]
    [InlineData("C3", 151_600)]
    [InlineData("S4", 2_000)]
    [InlineData("C5", 48_120)]
    [InlineData("F6", 10_164)]
    [InlineData("output", 840)]
    public void Each_layer_has_the_published_number_of_connections(string layer, long connections) => Assert.Equal(
        connections, LeNet5.Build(Of1998).Stages.Single(stage => stage.Layer.Name == layer).Connections);

    [Fact]
    public void An_RBF_output_needs_as_many_units_as_a_bitmap_has_pixels()
    {
        var error = Assert.Throws<ArgumentException>(() => LeNet5.Build(Of1998 with { F6 = 67 }));
        Assert.Contains("Layer output compares 84 units, but its input is 67@1×1", error.Message);
    }

    [Fact]
    public void A_loss_without_a_minimum_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => LeNet5.Build(new ModelSpec { Loss = new Loss.Mse() }));
        Assert.Contains("mse", error.Message);
    }

    [Fact]
    public void The_shapes_are_those_of_figure_2()
    {
        string[] shapes = [.. LeNet5.Build(new ModelSpec()).Stages
            .Where(stage => stage.Layer is not Layer.Squashing).Select(stage => $"{stage.Layer.Name} {stage.Output}")];

        Assert.Equal(
            ["C1 6@28×28", "S2 6@14×14", "C3 16@10×10", "S4 16@5×5", "C5 120@1×1", "F6 84@1×1", "output 10@1×1"],
            shapes);
    }

    [Fact]
    public void The_multiply_adds_of_training_are_counted_by_hand()
    {
        Network network = LeNet5.Build(new ModelSpec());

        Assert.Equal(117_600 + 240_000 + 48_000 + 10_080 + 840, network.ForwardMultiplyAdds);
        Assert.Equal((3 * network.ForwardMultiplyAdds) - 117_600, network.TrainingMultiplyAdds);
    }

    [Theory]
    [InlineData(null, 832 + 51_264 + 1_639_424 + 10_250)]
    [InlineData(67, 832 + 51_264 + 1_639_424 + 68_675 + 680)]
    public void The_wide_network_has_a_further_layer_if_asked(int? f6, int parameters) =>
        Assert.Equal(
            parameters, LeNet5.Build(new ModelSpec { Preset = Preset.LeNet5Wide, F6 = f6 }).ParameterCount);

    [Fact]
    public void Blocks_follow_one_another_without_gaps()
    {
        Network network = LeNet5.Build(new ModelSpec { Pooling = PoolingKind.Subsampling });
        int offset = 0;
        foreach (ParameterBlock block in network.Blocks)
        {
            Assert.Equal(offset, block.Offset);
            offset += block.Length;
        }

        Assert.Equal(network.VectorLength, offset);
    }

    [Fact]
    public void A_layer_that_does_not_fit_is_named()
    {
        Layer[] layers = [new Layer.Convolution("C1", 9, ConnectionTable.Full(1, 2)), new Layer.SoftmaxOutput("out", 2)];

        var error = Assert.Throws<ArgumentException>(() => Network.Create(new Shape(1, 8, 8), layers));
        Assert.Contains("Layer C1 has a 9×9 kernel, but its input is 1@8×8", error.Message);
    }

    [Fact]
    public void Odd_maps_cannot_be_pooled()
    {
        Layer[] layers = [new Layer.Pooling("S2", PoolingKind.Max), new Layer.SoftmaxOutput("out", 2)];

        var error = Assert.Throws<ArgumentException>(() => Network.Create(new Shape(1, 7, 8), layers));
        Assert.Contains("S2", error.Message);
    }
}
