using LeNetLab.Data;
using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Models;

namespace LeNetLab.Methods.Kernels;

/// <summary>
/// Predicts by the votes of all pairs; of classes with as many votes the smallest wins, as in LIBSVM.
/// </summary>
internal sealed class RbfClassifier : IClassifier
{
    private const int QueriesTogether = 64, KeptTogether = 48;

    private readonly RbfFunction function;
    private readonly PixelRows kept;
    private readonly float[] biases;

    // [kept image][other class], and the pair that each of them belongs to.
    private readonly float[] weights;
    private readonly int[] pairs;

    /// <param name="function">The kernel.</param>
    /// <param name="model">Lays the parameters out.</param>
    /// <param name="parameters">What was learnt.</param>
    /// <param name="training">The set that it was learnt from.</param>
    public RbfClassifier(RbfFunction function, MethodModel model, float[] parameters, ImageSet training)
    {
        this.function = function;
        biases = model.Tensor(parameters, MethodModel.Biases).ToArray();
        float[] images = model.Tensor(parameters, MethodModel.Images).ToArray();
        float[] all = model.Tensor(parameters, MethodModel.Weights).ToArray();
        int[] vectors =
        [
            .. Enumerable.Range(0, images.Length).Where(
                i => all.AsSpan(i * ClassPairs.Others, ClassPairs.Others).ContainsAnyExcept(0f)),
        ];
        kept = new PixelRows(training, Array.ConvertAll(vectors, i => checked((int)images[i])));
        weights = [.. vectors.SelectMany(i => all[(i * ClassPairs.Others)..((i + 1) * ClassPairs.Others)])];
        int[][] pairsOf = [.. Enumerable.Range(0, LeNet5.Classes).Select(PairsOf)];
        pairs = [.. vectors.SelectMany(i => pairsOf[training.Labels[(int)images[i]]])];
    }

    public void Predict(ImageSet images, ReadOnlyMemory<int> selection, Memory<byte> classes, Workforce work) =>
        work.DoSlices(selection.Length, QueriesTogether, (first, count) =>
        {
            double[] outputs = Outputs(new PixelRows(images, selection.Span.Slice(first, count)));
            for (int query = 0; query < count; query++)
                classes.Span[first + query] = Winner(outputs.AsSpan(query * MethodModel.Pairs, MethodModel.Pairs));
        });

    /// <summary>[query][pair], each pair's decision.</summary>
    private double[] Outputs(PixelRows queries)
    {
        var left = new short[queries.Count * PixelRows.Length];
        var right = new short[KeptTogether * PixelRows.Length];
        var products = new int[queries.Count * KeptTogether];
        double[] outputs = [.. Enumerable.Range(0, queries.Count).SelectMany(_ => biases.Select(bias => (double)bias))];
        PixelProducts.Widen(queries.Levels(0, queries.Count), left);
        for (int start = 0; start < kept.Count; start += KeptTogether)
        {
            int several = Math.Min(KeptTogether, kept.Count - start);
            Span<short> numbers = right.AsSpan(0, several * PixelRows.Length);
            PixelProducts.Widen(kept.Levels(start, several), numbers);
            PixelProducts.Of(left, numbers, products);
            for (int query = 0; query < queries.Count; query++)
            {
                Add(
                    products.AsSpan(query * several, several), queries.Squares[query], start,
                    outputs.AsSpan(query * MethodModel.Pairs, MethodModel.Pairs));
            }
        }

        return outputs;
    }

    private void Add(ReadOnlySpan<int> products, int square, int start, Span<double> outputs)
    {
        for (int i = 0; i < products.Length; i++)
        {
            double value = function.At(square + kept.Squares[start + i] - (2 * products[i]));
            int at = (start + i) * ClassPairs.Others;
            for (int other = at; other < at + ClassPairs.Others; other++)
                outputs[pairs[other]] += weights[other] * value;
        }
    }

    private static byte Winner(ReadOnlySpan<double> outputs)
    {
        Span<int> votes = stackalloc int[LeNet5.Classes];
        votes.Clear();
        int pair = 0;
        for (int first = 0; first < LeNet5.Classes; first++)
        {
            for (int second = first + 1; second < LeNet5.Classes; second++)
                votes[outputs[pair++] > 0 ? first : second]++;
        }

        int winner = 0;
        for (int digit = 1; digit < LeNet5.Classes; digit++)
            winner = votes[digit] > votes[winner] ? digit : winner;
        return (byte)winner;
    }

    /// <summary>The pairs of a class with each other one, in the order of those.</summary>
    private static int[] PairsOf(int own)
    {
        (int First, int Second)[] all = [.. ClassPairs.All];
        return
        [
            .. Enumerable.Range(0, LeNet5.Classes).Where(other => other != own)
                .Select(other => Array.IndexOf(all, (Math.Min(own, other), Math.Max(own, other)))),
        ];
    }
}
