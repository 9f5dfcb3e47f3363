using LeNetLab.Models;

namespace LeNetLab.Tests.Models;

public sealed class PerceptronTests
{
    [Theory]
    [InlineData("300", (785 * 300) + (301 * 10))]
    [InlineData("1000", (785 * 1000) + (1001 * 10))]
    [InlineData("300-100", (785 * 300) + (301 * 100) + (101 * 10))]
    [InlineData("500-150", (785 * 500) + (501 * 150) + (151 * 10))]
    public void The_networks_of_figure_9_have_so_many_parameters(string hidden, int parameters)
    {
        var units = new HiddenUnits([.. hidden.Split('-').Select(int.Parse)]);
        Network network = NetworkCatalogue.Build(new ModelSpec { Preset = Preset.Mlp, Hidden = units });

        Assert.Equal(parameters, network.ParameterCount);
        Assert.Equal(new Shape(1, 28, 28), network.Input);
        Assert.Equal(10, network.Classes);
    }

    [Fact]
    public void Logistic_regression_is_a_weight_for_each_pixel_and_class()
    {
        Network network = NetworkCatalogue.Build(new ModelSpec { Preset = Preset.Logistic });

        Assert.Equal(785 * 10, network.ParameterCount);
        Assert.Equal(784 * 10, network.ForwardMultiplyAdds);
        Assert.Equal(2 * 784 * 10, network.TrainingMultiplyAdds);
        Assert.Equal([[10, 784], [10]], network.Blocks.Select(block => block.Shape));
    }

    [Fact]
    public void An_mlp_has_one_hidden_layer_of_300_units_unless_others_are_named() => Assert.Equal(
        NetworkCatalogue.Build(new ModelSpec { Preset = Preset.Mlp, Hidden = new HiddenUnits(300) }).ParameterCount,
        NetworkCatalogue.Build(new ModelSpec { Preset = Preset.Mlp }).ParameterCount);

    [Fact]
    public void No_hidden_layer_a_layer_of_none_and_a_lenet_are_no_perceptrons()
    {
        Assert.Throws<ArgumentException>(() => Perceptron.Build(new ModelSpec()));
        Assert.Throws<ArgumentException>(() => new HiddenUnits());
        Assert.Throws<ArgumentException>(() => new HiddenUnits(300, 0));
    }

    [Fact]
    public void Hidden_layers_are_equal_if_their_units_are()
    {
        Assert.Equal(new HiddenUnits(300, 100), new HiddenUnits(300, 100));
        Assert.Equal(new HiddenUnits(300, 100).GetHashCode(), new HiddenUnits(300, 100).GetHashCode());
        Assert.NotEqual(new HiddenUnits(300, 100), new HiddenUnits(100, 300));
        Assert.Equal("300-100", new HiddenUnits(300, 100).ToString());
    }
}
