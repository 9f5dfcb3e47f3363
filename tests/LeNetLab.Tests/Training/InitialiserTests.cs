using LeNetLab.Models;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

public sealed class InitialiserTests
{
    private static (ParameterBlock Block, float[] Values)[] Draw(
        ModelSpec? model = null, InitialisationKind kind = InitialisationKind.LecunUniform, double gain = 1,
        long seed = 1)
    {
        Network network = LeNet5.Build(model ?? new ModelSpec());
        float[] values = Initialiser.Draw(network, kind, gain, seed);
        return [.. network.Blocks.Select(block => (block, values[block.Offset..(block.Offset + block.Length)]))];
    }

    private static float[] Block((ParameterBlock Block, float[] Values)[] draw, string name) =>
        draw.Single(entry => entry.Block.Name == name).Values;

    [Theory]
    [InlineData(InitialisationKind.LecunUniform, 1.0 / 400)]
    [InlineData(InitialisationKind.LecunNormal, 1.0 / 400)]
    [InlineData(InitialisationKind.GlorotUniform, 2.0 / 520)]
    [InlineData(InitialisationKind.GlorotNormal, 2.0 / 520)]
    [InlineData(InitialisationKind.HeUniform, 2.0 / 400)]
    [InlineData(InitialisationKind.HeNormal, 2.0 / 400)]
    [InlineData(InitialisationKind.Paper1998, 2.4 * 2.4 / 400 / 400 / 3)]
    public void Each_kind_has_its_variance_around_0(InitialisationKind kind, double variance)
    {
        float[] c5 = Block(Draw(kind: kind), "C5.weight");

        Assert.InRange(c5.Average(w => (double)w) / Math.Sqrt(variance), -0.02, 0.02);
        Assert.InRange(c5.Average(w => (double)w * w) / variance, 0.97, 1.03);
    }

    [Theory]
    [InlineData(InitialisationKind.LecunUniform, 1.0 / 400)]
    [InlineData(InitialisationKind.HeUniform, 2.0 / 400)]
    public void Uniform_is_within_the_root_of_three_variances(InitialisationKind kind, double variance)
    {
        float[] c5 = Block(Draw(kind: kind), "C5.weight");
        double limit = Math.Sqrt(3 * variance);

        Assert.All(c5, w => Assert.InRange(w, -limit * 1.0000001, limit));
        Assert.InRange(c5.Max(), 0.999 * limit, limit * 1.0000001);
    }

    [Fact]
    public void Biases_start_at_0_but_for_the_papers()
    {
        Assert.All(
            Draw().Where(entry => entry.Block.Name.EndsWith(".bias", StringComparison.Ordinal)),
            entry => Assert.All(entry.Values, bias => Assert.Equal(0, bias)));
        Assert.All(Block(Draw(kind: InitialisationKind.Paper1998), "C5.bias"), bias => Assert.NotEqual(0, bias));
    }

    [Fact]
    public void Subsampling_starts_as_the_plain_average_but_for_the_papers()
    {
        var subsampling = new ModelSpec { Pooling = PoolingKind.Subsampling };

        Assert.All(Block(Draw(subsampling), "S2.weight"), coefficient => Assert.Equal(1, coefficient));
        Assert.All(
            Block(Draw(subsampling, InitialisationKind.Paper1998), "S2.weight"),
            coefficient => Assert.InRange(coefficient, -0.6001, 0.6001));
    }

    [Fact]
    public void Missing_connections_are_exactly_0_and_the_others_are_the_full_tables_up_to_scale()
    {
        var draw = Draw(new ModelSpec { C3 = C3Connections.Partial });
        float[] partial = Block(draw, "C3.weight");
        float[] full = Block(Draw(), "C3.weight");
        ConnectionTable table = ConnectionTable.Partial(6, 16);
        double scale = Math.Sqrt(150 / draw.Single(entry => entry.Block.Name == "C3.weight").Block.FanIn);

        for (int i = 0; i < partial.Length; i++)
        {
            bool connected = table.Connects(i / 25 % 6, i / 150);
            Assert.Equal(connected ? full[i] * scale : 0, partial[i], connected ? 1e-7 : 0);
        }

        Assert.Equal(1500, partial.Count(weight => weight != 0));
    }

    [Fact]
    public void Networks_that_share_a_layer_share_its_weights()
    {
        var average = Draw();
        var subsampling = Draw(new ModelSpec { Pooling = PoolingKind.Subsampling, C3 = C3Connections.Partial });

        foreach (string name in new[] { "C1.weight", "C5.weight", "F6.weight", "output.weight" })
            Assert.Equal(Block(average, name), Block(subsampling, name));
    }

    [Fact]
    public void Seeds_and_blocks_differ()
    {
        Assert.NotEqual(Block(Draw(seed: 1), "C1.weight"), Block(Draw(seed: 2), "C1.weight"));
        Assert.NotEqual(
            Block(Draw(), "F6.weight").Take(100).Select(w => w * MathF.Sqrt(120)),
            Block(Draw(), "C5.weight").Take(100).Select(w => w * MathF.Sqrt(400)));
    }

    [Fact]
    public void The_first_weights_are_these_on_every_machine() =>
        Assert.Equal(
            [-0.31996721f, -0.30665714f, -0.23732466f], Block(Draw(), "C1.weight").Take(3));

    [Fact]
    public void The_gain_multiplies_every_weight_but_coefficients_that_are_not_drawn()
    {
        var subsampling = new ModelSpec { Pooling = PoolingKind.Subsampling };

        Assert.Equal(
            Block(Draw(subsampling), "F6.weight").Select(weight => 4 * weight),
            Block(Draw(subsampling, gain: 4), "F6.weight"));
        Assert.All(Block(Draw(subsampling, gain: 4), "S2.weight"), coefficient => Assert.Equal(1, coefficient));
    }
}
