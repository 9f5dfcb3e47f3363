using LeNetLab.Engines.Reference;
using LeNetLab.Models;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Engines.Reference;

/// <summary>Every gradient of the reference against central differences of its loss.</summary>
public sealed class FiniteDifferenceTests
{
    private const double Step = 1e-5;

    public static TheoryData<string> Kinds => [.. NetworksOfEveryKind.Names];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_by_parameters_and_input_equal_differences_of_the_loss(string kind)
    {
        Network network = NetworksOfEveryKind.Get(kind);
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
}
