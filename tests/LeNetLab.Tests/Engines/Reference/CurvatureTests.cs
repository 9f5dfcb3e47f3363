using LeNetLab.Engines.Reference;
using LeNetLab.Models;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Engines.Reference;

/// <summary>Every second derivative of the reference against finite differences.</summary>
public sealed class CurvatureTests
{
    private const double Step = 1e-4;
    private const int Label = 1;

    private static readonly Dictionary<string, Network> Any = new()
    {
        ["softmax"] = Deep(new Activation.Tanh(), PoolingKind.Subsampling, false, new Loss.CrossEntropy()),
        ["softmax, map"] = Deep(new Activation.Sigmoid(), PoolingKind.Average, false, new Loss.Map(0.1)),
        ["rbf"] = Deep(new Activation.ScaledTanh(), PoolingKind.SubsamplingSum, true, new Loss.CrossEntropy()),
        ["rbf, mse"] = Deep(new Activation.LeakyRelu(0.1), PoolingKind.Max, true, new Loss.Mse()),
        ["rbf, map"] = Deep(new Activation.ScaledTanh(), PoolingKind.Subsampling, true, new Loss.Map(4)),
    };

    // Of rectifiers some units may be off, and all their weights without curvature.
    private static readonly Dictionary<string, Network> OfActivations = RandomNetworks.Activations.ToDictionary(
        one => one.Name, one => Deep(one, PoolingKind.Average, false, new Loss.CrossEntropy()));

    public static TheoryData<string> Kinds => [.. Any.Keys];

    public static TheoryData<string> KindsAndActivations => [.. Any.Keys, .. OfActivations.Keys];

    /// <summary>
    /// The published rule, from nothing but numerical derivatives of each layer: from the curvature by its outputs
    /// Σᵢ (∂y(i)/∂x)² d(i), for inputs and for parameters.
    /// </summary>
    [Theory]
    [MemberData(nameof(KindsAndActivations))]
    public void Curvatures_go_back_through_each_layer_as_published(string kind)
    {
        Sample sample = new(Any.GetValueOrDefault(kind) ?? OfActivations[kind], kind);
        double[][] activations = sample.Forward();
        double[] expected = new double[sample.Parameters.Length];
        int last = sample.Network.Stages.Count - 1;
        bool isOfDistances = sample.Network.Stages[last].Layer is Layer.RbfOutput;
        int top = isOfDistances ? last : last + 1;
        double[] curvature = SecondDifferences(activations[top], values => isOfDistances
            ? ReferenceLoss.Value(sample.Network.Loss, Output(sample, last, values), Label)
            : ReferenceLoss.Value(sample.Network.Loss, values, Label));
        for (int i = top - 1; i >= 0; i--)
        {
            Stage stage = sample.Network.Stages[i];
            double[] above = curvature, x = [.. activations[i]];
            foreach (ParameterBlock block in new[] { stage.Weights, stage.Biases }.OfType<ParameterBlock>())
            {
                for (int k = block.Offset; k < block.Offset + block.Length; k++)
                    expected[k] = Squared(sample.Parameters, k, above, () => Output(sample, i, x));
            }

            curvature = [.. Enumerable.Range(0, x.Length).Select(
                j => Squared(x, j, above, () => Output(sample, i, x)))];
        }

        AssertClose(expected, sample.Curvatures(), sample.Network);
    }

    /// <summary>
    /// Up to two layers of weights below distances to codes, the units share nothing, and the rule is the Gauss–Newton
    /// diagonal itself: Σ Σ ∂x(a)/∂w · ∂²L/∂x(a)∂x(b) · ∂x(b)/∂w, x what is compared with the codes.
    /// </summary>
    [Theory]
    [InlineData(1, "mse")]
    [InlineData(1, "map")]
    [InlineData(1, "cross_entropy")]
    [InlineData(2, "mse")]
    public void Where_units_share_nothing_they_are_the_Gauss_Newton_diagonal(int layers, string loss)
    {
        Sample sample = new(Shallow(layers, RandomNetworks.Losses.Single(one => one.Name == loss)), $"{layers} {loss}");
        int last = sample.Network.Stages.Count - 1;
        double[] x = [.. sample.Forward()[last]];
        double[,] hessian = Hessian(x, values => ReferenceLoss.Value(
            sample.Network.Loss, Output(sample, last, values), Label));
        var expected = new double[sample.Parameters.Length];
        for (int k = 0; k < expected.Length; k++)
        {
            double[] slopes = Slopes(sample.Parameters, k, () => sample.Forward()[last]);
            for (int a = 0; a < x.Length; a++)
            {
                for (int b = 0; b < x.Length; b++)
                    expected[k] += slopes[a] * hessian[a, b] * slopes[b];
            }
        }

        AssertClose(expected, sample.Curvatures(), sample.Network);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_curvature_is_negative_and_unconnected_weights_have_none(string kind)
    {
        Sample sample = new(Any[kind], kind);
        double[] curvatures = sample.Curvatures();

        Assert.All(curvatures, value => Assert.True(value >= 0));
        Assert.True(curvatures.Max() > 1e-3);
        ParameterBlock c3 = sample.Network.Blocks.Single(block => block.Name == "C3.weight");
        Assert.Equal(c3.Length - c3.Trainable, curvatures.Skip(c3.Offset).Take(c3.Length).Count(value => value == 0));
    }

    private static double[] Output(Sample sample, int stage, double[] x) => ReferenceLayer.Forward(
        sample.Network.Stages[stage], x, ReferenceNetwork.Part(sample.Parameters, sample.Network.Stages[stage].Weights),
        ReferenceNetwork.Part(sample.Parameters, sample.Network.Stages[stage].Biases));

    /// <summary>Σᵢ (∂y(i)/∂v)² d(i).</summary>
    private static double Squared(double[] values, int index, double[] above, Func<double[]> y) =>
        Slopes(values, index, y).Zip(above, (slope, curvature) => slope * slope * curvature).Sum();

    private static double[] Slopes(double[] values, int index, Func<double[]> y)
    {
        double original = values[index];
        values[index] = original + Step;
        double[] above = y();
        values[index] = original - Step;
        double[] below = y();
        values[index] = original;
        return [.. above.Zip(below, (a, b) => (a - b) / (2 * Step))];
    }

    private static double[] SecondDifferences(double[] at, Func<double[], double> loss) =>
        [.. Enumerable.Range(0, at.Length).Select(i => Second(at, i, i, loss))];

    private static double[,] Hessian(double[] at, Func<double[], double> loss)
    {
        var hessian = new double[at.Length, at.Length];
        for (int a = 0; a < at.Length; a++)
        {
            for (int b = 0; b < at.Length; b++)
                hessian[a, b] = Second(at, a, b, loss);
        }

        return hessian;
    }

    /// <summary>∂²L/∂v(a)∂v(b) by central differences; for a = b with twice the step.</summary>
    private static double Second(double[] at, int a, int b, Func<double[], double> loss)
    {
        return (Moved(1, 1) - Moved(1, -1) - Moved(-1, 1) + Moved(-1, -1)) / (4 * Step * Step);

        double Moved(int first, int second)
        {
            double[] values = [.. at];
            values[a] += first * Step;
            values[b] += second * Step;
            return loss(values);
        }
    }

    private static void AssertClose(double[] expected, double[] actual, Network network)
    {
        double scale = expected.Max();
        for (int i = 0; i < expected.Length; i++)
        {
            string where = network.Blocks.Last(block => block.Offset <= i).Name;
            Assert.True(
                Math.Abs(expected[i] - actual[i]) < 1e-5 * scale,
                $"{where}, index {i}: {actual[i]} against {expected[i]} (largest {scale})");
        }
    }

    private static Network Shallow(int layers, Loss loss)
    {
        var stack = new List<Layer>();
        for (int i = 0; i < layers; i++)
        {
            stack.Add(new Layer.Dense($"F{i}", 5));
            stack.Add(new Layer.Squashing($"F{i}.squash", new Activation.ScaledTanh()));
        }

        stack.Add(new Layer.RbfOutput("output", Codes()));
        return Network.Create(new Shape(1, 3, 3), stack, loss);
    }

    private static CodeTable Codes() =>
        RandomNetworks.Codes(SeedStream.Open(1, "codes"), classes: 4, units: 5);

    private static Network Deep(Activation activation, PoolingKind pooling, bool rbf, Loss loss) => Network.Create(
        new Shape(1, 12, 12),
        [
            new Layer.Convolution("C1", 3, ConnectionTable.Full(1, 3)),
            new Layer.Squashing("C1.squash", activation),
            new Layer.Pooling("S2", pooling),
            new Layer.Squashing("S2.squash", activation),
            new Layer.Convolution("C3", 2, ConnectionTable.FromSources(3, [[0], [0, 2], [1, 2], [1]])),
            new Layer.Squashing("C3.squash", activation),
            new Layer.Dense("F6", 5),
            new Layer.Squashing("F6.squash", activation),
            rbf ? new Layer.RbfOutput("output", Codes()) : new Layer.SoftmaxOutput("output", 4),
        ],
        loss);

    /// <summary>A network with parameters and an image.</summary>
    private sealed class Sample
    {
        private readonly double[] input;

        public Sample(Network network, string seed)
        {
            SeedStream random = SeedStream.Open(6, seed);
            Network = network;
            Parameters = [.. RandomNetworks.Parameters(random, network).Select(value => (double)value)];
            input = [.. Enumerable.Range(0, network.Input.Length).Select(_ => random.NextDouble(-0.1, 1.2))];
        }

        public Network Network { get; }

        public double[] Parameters { get; }

        public double[][] Forward() => ReferenceNetwork.Forward(Network, Parameters, input);

        public double[] Curvatures()
        {
            var curvatures = new double[Parameters.Length];
            ReferenceCurvature.Add(Network, Parameters, Forward(), curvatures);
            return curvatures;
        }
    }
}
