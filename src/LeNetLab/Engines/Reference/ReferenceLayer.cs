using LeNetLab.Models;

namespace LeNetLab.Engines.Reference;

/// <summary>
/// Forward and backward of each kind of layer, for one image, by the formulas as they are written. Activations are
/// [map][row][column]; w and b are the layer's parameters, or null.
/// </summary>
internal static class ReferenceLayer
{
    /// <summary>The layer's output.</summary>
    public static double[] Forward(Stage stage, double[] x, ReadOnlySpan<double> w, ReadOnlySpan<double> b)
    {
        var y = new double[stage.Output.Length];
        switch (stage.Layer)
        {
            case Layer.Convolution layer:
                foreach (Tap tap in Taps(stage, layer))
                    y[tap.Output] += w[tap.Weight] * x[tap.Input];
                for (int i = 0; i < y.Length; i++)
                    y[i] += b[i / stage.Output.MapLength];
                break;
            case Layer.Pooling { Kind: PoolingKind.Max }:
                for (int i = 0; i < y.Length; i++)
                    y[i] = x[FirstLargest(stage, x, i)];
                break;
            case Layer.Pooling pooling:
                for (int i = 0; i < y.Length; i++)
                {
                    double pooled = pooling.Share * Neighbourhood(stage, i).Sum(j => x[j]);
                    int map = i / stage.Output.MapLength;
                    y[i] = pooling.IsTrainable ? (w[map] * pooled) + b[map] : pooled;
                }

                break;
            case Layer.Squashing layer:
                for (int i = 0; i < y.Length; i++)
                    y[i] = Squashing.Value(layer.Function, x[i]);
                break;
            case Layer.Dense or Layer.SoftmaxOutput:
                for (int unit = 0; unit < y.Length; unit++)
                {
                    y[unit] = b[unit];
                    for (int i = 0; i < x.Length; i++)
                        y[unit] += w[(unit * x.Length) + i] * x[i];
                }

                break;
            case Layer.RbfOutput { Codes: var codes }:
                for (int i = 0; i < y.Length; i++)
                {
                    for (int j = 0; j < x.Length; j++)
                        y[i] -= (x[j] - codes.Of(i)[j]) * (x[j] - codes.Of(i)[j]);
                }

                break;
            default:
                throw new ArgumentException($"No formula for a layer of kind {stage.Layer.GetType().Name}.");
        }

        return y;
    }

    /// <summary>
    /// The gradient by the layer's input, from <paramref name="dy"/>, the gradient by its output; adds to
    /// <paramref name="dw"/> and <paramref name="db"/> what this image gives to the parameters' gradients.
    /// </summary>
    public static double[] Backward(
        Stage stage, double[] x, double[] dy, ReadOnlySpan<double> w, Span<double> dw, Span<double> db)
    {
        var dx = new double[stage.Input.Length];
        switch (stage.Layer)
        {
            case Layer.Convolution layer:
                foreach (Tap tap in Taps(stage, layer))
                {
                    dw[tap.Weight] += dy[tap.Output] * x[tap.Input];
                    dx[tap.Input] += dy[tap.Output] * w[tap.Weight];
                }

                for (int i = 0; i < dy.Length; i++)
                    db[i / stage.Output.MapLength] += dy[i];
                break;
            case Layer.Pooling { Kind: PoolingKind.Max }:
                for (int i = 0; i < dy.Length; i++)
                    dx[FirstLargest(stage, x, i)] += dy[i];
                break;
            case Layer.Pooling pooling:
                for (int i = 0; i < dy.Length; i++)
                {
                    int map = i / stage.Output.MapLength;
                    double coefficient = pooling.IsTrainable ? w[map] : 1;
                    foreach (int j in Neighbourhood(stage, i))
                        dx[j] += dy[i] * coefficient * pooling.Share;
                    if (pooling.IsTrainable)
                    {
                        dw[map] += dy[i] * pooling.Share * Neighbourhood(stage, i).Sum(j => x[j]);
                        db[map] += dy[i];
                    }
                }

                break;
            case Layer.Squashing layer:
                for (int i = 0; i < dx.Length; i++)
                    dx[i] = dy[i] * Squashing.Slope(layer.Function, x[i]);
                break;
            case Layer.Dense or Layer.SoftmaxOutput:
                for (int unit = 0; unit < dy.Length; unit++)
                {
                    db[unit] += dy[unit];
                    for (int i = 0; i < x.Length; i++)
                    {
                        dw[(unit * x.Length) + i] += dy[unit] * x[i];
                        dx[i] += dy[unit] * w[(unit * x.Length) + i];
                    }
                }

                break;
            case Layer.RbfOutput { Codes: var codes }:
                for (int i = 0; i < dy.Length; i++)
                {
                    for (int j = 0; j < x.Length; j++)
                        dx[j] -= dy[i] * 2 * (x[j] - codes.Of(i)[j]);
                }

                break;
            default:
                throw new ArgumentException($"No formula for a layer of kind {stage.Layer.GetType().Name}.");
        }

        return dx;
    }

    /// <summary>Every product of a convolution: which weight times which input adds to which output.</summary>
    private static IEnumerable<Tap> Taps(Stage stage, Layer.Convolution layer)
    {
        (Shape input, Shape output, int k) = (stage.Input, stage.Output, layer.KernelSize);
        for (int m = 0; m < output.Maps; m++)
        {
            for (int c = 0; c < input.Maps; c++)
            {
                if (!layer.Connections.Connects(c, m))
                    continue;
                for (int pixel = 0; pixel < output.MapLength; pixel++)
                {
                    int row = pixel / output.Columns, column = pixel % output.Columns;
                    for (int element = 0; element < k * k; element++)
                    {
                        int ky = element / k, kx = element % k;
                        yield return new Tap(
                            (m * output.MapLength) + pixel,
                            (c * input.MapLength) + ((row + ky) * input.Columns) + column + kx,
                            (((m * input.Maps) + c) * k * k) + element);
                    }
                }
            }
        }
    }

    /// <summary>The four inputs that an output of a pooling layer sees, row by row.</summary>
    internal static int[] Neighbourhood(Stage stage, int output)
    {
        int map = output / stage.Output.MapLength, pixel = output % stage.Output.MapLength;
        int row = 2 * (pixel / stage.Output.Columns), column = 2 * (pixel % stage.Output.Columns);
        int first = (map * stage.Input.MapLength) + (row * stage.Input.Columns) + column;
        return [first, first + 1, first + stage.Input.Columns, first + stage.Input.Columns + 1];
    }

    private static int FirstLargest(Stage stage, double[] x, int output)
    {
        int[] candidates = Neighbourhood(stage, output);
        return candidates.MaxBy(j => x[j]);
    }

    private readonly record struct Tap(int Output, int Input, int Weight);
}
