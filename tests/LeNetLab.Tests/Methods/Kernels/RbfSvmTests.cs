using LeNetLab.Data;
using LeNetLab.Data.Strokes;
using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Methods;
using LeNetLab.Methods.Kernels;
using LeNetLab.Models;

namespace LeNetLab.Tests.Methods.Kernels;

public sealed class RbfSvmTests
{
    private static readonly ImageSet Digits = StrokeDigits.DrawTraining(150, CancellationToken.None);
    private static readonly MethodSpec.RbfSvm Spec = new(5, 0.02, 1e-3);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(1_234_567)]
    [InlineData(784 * 255 * 255)]
    public void The_kernel_is_the_exponential_of_the_distance(int distance) => Assert.Equal(
        Math.Exp(-0.02 * distance / 65025), new RbfFunction(0.02).At(distance), 1e-7);

    [Fact]
    public void Rows_that_were_dropped_come_back_the_same()
    {
        int[] all = [.. Enumerable.Range(0, 20)];
        var rows = new PixelRows(Digits, all);
        RbfMatrix roomy = new(rows, new RbfFunction(0.02), 1 << 20), tight = new(rows, new RbfFunction(0.02), 0);
        foreach (int row in all.Concat(all.Reverse()).Concat([3, 3, 17]))
            Assert.Equal(roomy.Row(row), tight.Row(row));

        ReadOnlySpan<float> first = tight.Row(4);
        float before = first[9];
        _ = tight.Row(9);
        Assert.Equal(before, first[9]);
        Assert.Equal(1, tight.Row(4)[4]);
    }

    [Fact]
    public void Predictions_are_the_votes_of_all_pairs_computed_the_slow_way()
    {
        var set = new FittingSet(Digits, Enumerable.Range(0, 120).ToArray(), default);
        MethodModel model = MethodModel.Of(Spec, 120);
        IMethod method = MethodCatalogue.Of(Spec, 120);
        float[] parameters = method.Fit(set, Hands.Of(2));
        var classes = new byte[30];

        method.Load(parameters, set).Predict(Digits, Enumerable.Range(120, 30).ToArray(), classes, Hands.Of(2));

        Assert.Equal(Enumerable.Range(120, 30).Select(image => Slowly(image, model, parameters)), classes);
        Assert.Equal(parameters, method.Fit(set, Hands.One));
        float[] weights = model.Tensor(parameters, MethodModel.Weights).ToArray();
        int vectors = weights.Chunk(9).Count(row => row.Any(weight => weight != 0));
        Assert.Equal((vectors * (784 + 9)) + 45, model.ParametersIn(parameters));
        Assert.InRange(vectors, 20, 120);
    }

    private static byte Slowly(int image, MethodModel model, float[] parameters)
    {
        float[] weights = model.Tensor(parameters, MethodModel.Weights).ToArray();
        float[] biases = model.Tensor(parameters, MethodModel.Biases).ToArray();
        var votes = new int[10];
        int pair = 0;
        for (int a = 0; a < 10; a++)
        {
            for (int b = a + 1; b < 10; b++)
            {
                double output = biases[pair++];
                for (int i = 0; i < 120; i++)
                {
                    int own = Digits.Labels[i], other = own == a ? b : a;
                    if (own == a || own == b)
                        output += weights[(i * 9) + (other < own ? other : other - 1)] * Kernel(image, i);
                }

                votes[output > 0 ? a : b]++;
            }
        }

        return (byte)Array.IndexOf(votes, votes.Max());
    }

    private static double Kernel(int a, int b)
    {
        double sum = 0;
        for (int i = 0; i < 784; i++)
            sum += Math.Pow((Digits.Image(a)[i] - Digits.Image(b)[i]) / 255.0, 2);
        return Math.Exp(-0.02 * sum);
    }
}
