using LeNetLab.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LeNetLab.Torch;

/// <summary>
/// Forward of each kind of layer for a stack of runs, by PyTorch's own functions: their derivatives are PyTorch's too,
/// which makes this engine a check on the others. Maps are [image][run · map][row][column], units [run][image][unit].
/// </summary>
internal static class StackedLayer
{
    /// <summary>The layer's output.</summary>
    /// <param name="stage">The layer.</param>
    /// <param name="x">Its input.</param>
    /// <param name="weights">[run][weight], or null.</param>
    /// <param name="biases">[run][bias], or null.</param>
    /// <param name="constants">What the stack keeps for the layer.</param>
    public static Tensor Forward(Stage stage, Tensor x, Tensor? weights, Tensor? biases, LayerConstants constants) =>
        stage.Layer switch
        {
            Layer.Convolution => Convolution(stage, x, weights!, biases!, constants),
            Layer.Pooling { Kind: PoolingKind.Average } => avg_pool2d(x, 2),
            Layer.Pooling { Kind: PoolingKind.Max } => max_pool2d(x, 2),
            Layer.Pooling { IsTrainable: true } pooling =>
                (avg_pool2d(x, 2) * (4 * pooling.Share) * weights!.reshape(1, -1, 1, 1)) + biases!.reshape(1, -1, 1, 1),
            Layer.Squashing layer => Squashed(layer.Function, x, constants),
            Layer.Dense or Layer.SoftmaxOutput => Dense(stage, x, weights!, biases!),
            Layer.RbfOutput => -(x.unsqueeze(2) - constants.Codes!).square().sum(3),
            _ => throw new ArgumentException($"No formula for a layer of kind {stage.Layer.GetType().Name}."),
        };

    /// <summary>
    /// Kernels [output map][input · element] times neighbourhoods as columns [input · element][image · pixel], by run; an
    /// input that all runs share has the maps of one run. PyTorch's own convolutions are no truth: oneDNN's gradients of
    /// an input of few maps are wrong for small kernels (libtorch 2.10, with AVX2 and AVX-512), and cuDNN has slow kernels
    /// for groups of few maps, whose sums come out differently from run to run.
    /// </summary>
    private static Tensor Convolution(Stage stage, Tensor x, Tensor weights, Tensor biases, LayerConstants constants)
    {
        var layer = (Layer.Convolution)stage.Layer;
        Shape input = stage.Input, output = stage.Output;
        (long runs, long k) = (weights.shape[0], layer.KernelSize);
        Tensor kernels = weights.reshape(runs, output.Maps, input.Maps, k, k);
        if (constants.Connected is { } mask)
            kernels = kernels * mask;
        long images = x.shape[0];
        Tensor columns = x.reshape(images, -1, input.Maps, input.Rows, input.Columns)
            .unfold(3, k, 1).unfold(4, k, 1) // [image][run][map][row][column][ky][kx]
            .permute(1, 2, 5, 6, 0, 3, 4)
            .reshape(-1, input.Maps * k * k, images * output.MapLength)
            .expand(runs, -1, -1);
        Tensor y = kernels.flatten(2).bmm(columns) + biases.unsqueeze(2);
        return y.reshape(runs, output.Maps, images, output.Rows, output.Columns)
            .permute(2, 0, 1, 3, 4).flatten(1, 2);
    }

    private static Tensor Squashed(Activation function, Tensor x, LayerConstants constants) => function switch
    {
        Activation.Sigmoid => x.sigmoid(),
        Activation.Tanh => x.tanh(),
        Activation.ScaledTanh => (x * Activation.ScaledTanh.Slope).tanh() * Activation.ScaledTanh.Amplitude,
        Activation.Relu => x.relu(),
        Activation.LeakyRelu leaky => constants.Slopes is { } slopes
            ? where(x > 0, x, x * slopes)
            : leaky_relu(x, leaky.NegativeSlope),
        Activation.LogRelu => x.relu().log1p(),
        _ => throw new ArgumentException($"No formula for {function.Name}."),
    };

    private static Tensor Dense(Stage stage, Tensor x, Tensor weights, Tensor biases)
    {
        Tensor matrices = weights.reshape(weights.shape[0], stage.Output.Length, stage.Input.Length);
        return x.bmm(matrices.transpose(1, 2)) + biases.unsqueeze(1);
    }
}
