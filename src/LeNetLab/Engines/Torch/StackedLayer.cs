using LeNetLab.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LeNetLab.Engines.Torch;

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

    private static Tensor Convolution(Stage stage, Tensor x, Tensor weights, Tensor biases, LayerConstants constants)
    {
        var layer = (Layer.Convolution)stage.Layer;
        (long runs, long outputs) = (weights.shape[0], stage.Output.Maps);
        (long inputs, long k) = (stage.Input.Maps, layer.KernelSize);
        Tensor kernels = weights.reshape(runs, outputs, inputs, k, k);
        if (constants.Connected is { } mask)
            kernels = kernels * mask;
        return constants.Form == ConvolutionForm.Groups
            ? Grouped(stage, x, kernels, biases)
            : Products(stage, x, kernels, biases);
    }

    /// <summary>Each run's maps are a group of their own, so that no run sees another's.</summary>
    /// <remarks>An input that all runs share has the maps of one run: every kernel of the stack reads the same.</remarks>
    private static Tensor Grouped(Stage stage, Tensor x, Tensor kernels, Tensor biases) => conv2d(
        x, kernels.flatten(0, 1), biases.reshape(-1), groups: x.shape[1] / stage.Input.Maps);

    /// <summary>kernels [output map][input · element] times neighbourhoods [input · element][image · pixel], by run.</summary>
    private static Tensor Products(Stage stage, Tensor x, Tensor kernels, Tensor biases)
    {
        (long images, long runs, long k) = (x.shape[0], kernels.shape[0], kernels.shape[4]);
        Shape input = stage.Input, output = stage.Output;
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
