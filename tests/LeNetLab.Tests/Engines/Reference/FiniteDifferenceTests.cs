using LeNetLab.Engines.Reference;
using LeNetLab.Models;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Engines.Reference;

/// <summary>Every gradient of the reference against central differences of its loss.</summary>
public sealed class FiniteDifferenceTests
{
    private const double Step = 1e-5;

    public static TheoryData<string> Kinds => [.. Networks.Keys];

    private static readonly Dictionary<string, Network> Networks = BuildNetworks();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_by_parameters_and_input_equal_differences_of_the_loss(string kind)
    {
        Network network = Networks[kind];
        SeedStream random = SeedStream.Open(5, kind);
        double[] parameters = [.. RandomNetworks.Parameters(random, network).Select(value => (double)value)];
        double[] input = [.. Enumerable.Range(0, network.Input.Length).Select(_ => random.NextDouble(-0.1, 1.2))];
        const int label = 1;

        var gradients = new double[parameters.Length];
        double[] inputGradient = ReferenceNetwork.AddGradient(
            network, parameters, ReferenceNetwork.Forward(network, parameters, input), label, 1, gradients);

        AssertEqualsDifferences(gradients, parameters, () => Loss(network, parameters, input, label), network);
        AssertEqualsDifferences(inputGradient, input, () => Loss(network, parameters, input, label), null);
    }

    private static double Loss(Network network, double[] parameters, double[] input, int label) =>
        ReferenceLoss.Value(
            network.Loss, ReferenceNetwork.Forward(network, parameters, input)[^1], label);

    private static void AssertEqualsDifferences(
        double[] gradients, double[] values, Func<double> loss, Network? network)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double original = values[i];
            values[i] = original + Step;
            double above = loss();
            values[i] = original - Step;
            double below = loss();
            values[i] = original;
            string where = network?.Blocks.Last(block => block.Offset <= i).Name ?? "input";
            Assert.True(
                Math.Abs(((above - below) / (2 * Step)) - gradients[i]) < 1e-8,
                $"{where}, index {i}: {gradients[i]} against {(above - below) / (2 * Step)}");
        }
    }

    private static Dictionary<string, Network> BuildNetworks()
    {
        var networks = new Dictionary<string, Network>();
        foreach (Activation activation in RandomNetworks.Activations)
            networks.Add(activation.Name, Small(activation, PoolingKind.Average, ConnectionTable.Full(3, 4)));
        foreach (PoolingKind pooling in Enum.GetValues<PoolingKind>())
            networks.Add($"{pooling} pooling", Small(new Activation.Tanh(), pooling, ConnectionTable.Full(3, 4)));
        networks.Add("partial connections", Small(
            new Activation.Tanh(), PoolingKind.Average, ConnectionTable.FromSources(3, [[0], [0, 2], [1, 2], [1]])));
        foreach (Loss loss in RandomNetworks.Losses)
            networks.Add($"RBF output, {loss.Name}", Rbf(loss));
        networks.Add("softmax output, map", Small(
            new Activation.Tanh(), PoolingKind.Average, ConnectionTable.Full(3, 4), new Loss.Map(0.5)));
        return networks;
    }

    private static Network Rbf(Loss loss) => Network.Create(
        new Shape(1, 12, 14),
        [
            new Layer.Convolution("C1", 3, ConnectionTable.Full(1, 3)),
            new Layer.Squashing("C1.squash", new Activation.ScaledTanh()),
            new Layer.Dense("F6", 4),
            new Layer.Squashing("F6.squash", new Activation.ScaledTanh()),
            new Layer.RbfOutput("output", RandomNetworks.Codes(SeedStream.Open(1, "codes"), classes: 3, units: 4)),
        ],
        loss);

    private static Network Small(
        Activation activation, PoolingKind pooling, ConnectionTable table, Loss? loss = null) =>
        Network.Create(new Shape(1, 12, 14),
        [
            new Layer.Convolution("C1", 3, ConnectionTable.Full(1, 3)),
            new Layer.Squashing("C1.squash", activation),
            new Layer.Pooling("S2", pooling),
            new Layer.Convolution("C3", 2, table),
            new Layer.Squashing("C3.squash", activation),
            new Layer.Dense("F6", 5),
            new Layer.Squashing("F6.squash", activation),
            new Layer.SoftmaxOutput("output", 3),
        ],
        loss);
}
