namespace LeNetLab.Models;

/// <summary>A layer with its place resolved: what it reads and gives, and where its parameters lie.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Input">Shape of what it reads.</param>
/// <param name="Output">Shape of what it gives.</param>
/// <param name="Weights">Its weights (for sub-sampling: the coefficients), or null.</param>
/// <param name="Biases">Its biases, or null.</param>
public sealed record Stage(Layer Layer, Shape Input, Shape Output, ParameterBlock? Weights, ParameterBlock? Biases)
{
    /// <summary>
    /// Multiply-adds of a convolution, a dense layer or the output, forward, for one image; unconnected maps left out.
    /// </summary>
    public long MultiplyAdds => Layer switch
    {
        Layer.Convolution c => (long)c.Connections.Links * c.KernelSize * c.KernelSize * Output.MapLength,
        Layer.Dense or Layer.SoftmaxOutput or Layer.RbfOutput => (long)Input.Length * Output.Maps,
        _ => 0,
    };

    /// <summary>
    /// Connections as the paper counts them, biases included (LeCun et al. 1998, §II.B): a shared weight is one
    /// parameter and as many connections as there are units that use it.
    /// </summary>
    public long Connections => Layer switch
    {
        Layer.Pooling { IsTrainable: true } => (long)Output.Length * (4 + 1),
        _ => MultiplyAdds + (Biases is null ? 0 : Output.Length),
    };
}

/// <summary>
/// A network as every engine reads it: an ordered list of layers, their shapes and the layout of the parameters, all
/// resolved once. It holds no numbers.
/// </summary>
public sealed class Network : IModel
{
    private Network(Shape input, IReadOnlyList<Stage> stages, Loss loss)
    {
        Input = input;
        Stages = stages;
        Loss = loss;
        Blocks = [.. stages.SelectMany(stage => new[] { stage.Weights, stage.Biases }).OfType<ParameterBlock>()];
        VectorLength = Blocks.Sum(block => block.Length);
        ParameterCount = Blocks.Sum(block => block.Trainable);
    }

    /// <summary>Shape of the input, border included (1@32×32 for LeNet-5).</summary>
    public Shape Input { get; }

    /// <summary>The layers in order, resolved.</summary>
    public IReadOnlyList<Stage> Stages { get; }

    /// <summary>What training makes small.</summary>
    public Loss Loss { get; }

    /// <summary>Every parameter tensor in the order of the flat vector: each layer's weights, then its biases.</summary>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>Length of the flat parameter vector, structural zeros included.</summary>
    public int VectorLength { get; }

    /// <summary>Trainable parameters, structural zeros left out.</summary>
    public int ParameterCount { get; }

    /// <inheritdoc/>
    public int ParametersIn(ReadOnlySpan<float> vector) => ParameterCount;

    /// <summary>Connections as the paper counts them: 340,908 for its network.</summary>
    public long Connections => Stages.Sum(stage => stage.Connections);

    /// <summary>Number of classes told apart.</summary>
    public int Classes => Stages[^1].Output.Maps;

    /// <summary>Multiply-adds of convolutions and dense layers, forward, for one image; unconnected maps left out.</summary>
    public long ForwardMultiplyAdds => Stages.Sum(stage => stage.MultiplyAdds);

    /// <summary>
    /// Multiply-adds of one training image: forward, weight gradients, and input gradients of every layer but the
    /// first that has weights, whose input is the image.
    /// </summary>
    public long TrainingMultiplyAdds =>
        (3 * ForwardMultiplyAdds) - Stages.First(stage => stage.MultiplyAdds > 0).MultiplyAdds;

    /// <summary>Resolves shapes and parameter layout.</summary>
    /// <param name="input">Shape of the input, border included.</param>
    /// <param name="layers">In order.</param>
    /// <param name="loss">What training makes small; null for cross-entropy.</param>
    /// <exception cref="ArgumentException">
    /// A layer does not fit what comes before it, or the loss does not fit the output; the message names it.
    /// </exception>
    public static Network Create(Shape input, IReadOnlyList<Layer> layers, Loss? loss = null)
    {
        if (layers.Count == 0 || layers[^1] is not (Layer.SoftmaxOutput or Layer.RbfOutput))
            throw new ArgumentException("A network ends in its output layer.", nameof(layers));
        if (loss is Loss.Mse && layers[^1] is not Layer.RbfOutput)
            throw new ArgumentException($"The loss {loss.Name} has no minimum without an RBF output.", nameof(loss));
        var stages = new List<Stage>();
        var shape = input;
        int offset = 0;
        foreach (Layer layer in layers)
        {
            Stage stage = Resolve(layer, shape, offset);
            offset += (stage.Weights?.Length ?? 0) + (stage.Biases?.Length ?? 0);
            shape = stage.Output;
            stages.Add(stage);
        }

        return new Network(input, stages, loss ?? new Loss.CrossEntropy());
    }

    private static Stage Resolve(Layer layer, Shape input, int offset)
    {
        switch (layer)
        {
            case Layer.Convolution { KernelSize: int k, Connections: var table }:
                Require(table.InputMaps == input.Maps, layer, input, $"expects {table.InputMaps} maps");
                Require(k >= 1 && k <= input.Rows && k <= input.Columns, layer, input, $"has a {k}×{k} kernel");
                double fanIn = (double)table.Links / table.OutputMaps * k * k;
                double fanOut = (double)table.Links / table.InputMaps * k * k;
                var output = new Shape(table.OutputMaps, input.Rows - k + 1, input.Columns - k + 1);
                return WithParameters(layer, input, output, offset,
                    [table.OutputMaps, table.InputMaps, k, k], fanIn, fanOut, table.Links * k * k);

            case Layer.Pooling pooling:
                Require(input.Rows % 2 == 0 && input.Columns % 2 == 0, layer, input, "halves rows and columns");
                var halved = new Shape(input.Maps, input.Rows / 2, input.Columns / 2);
                return pooling.IsTrainable
                    ? WithParameters(layer, input, halved, offset, [input.Maps], 4, 1, input.Maps)
                    : new Stage(layer, input, halved, null, null);

            case Layer.Squashing:
                return new Stage(layer, input, input, null, null);

            case Layer.Dense { Units: int units }:
                return FullyConnected(layer, input, units, offset);

            case Layer.SoftmaxOutput { Classes: int classes }:
                Require(classes >= 2, layer, input, "needs two classes or more");
                return FullyConnected(layer, input, classes, offset);

            case Layer.RbfOutput { Codes: var codes }:
                Require(input.Length == codes.Units, layer, input, $"compares {codes.Units} units");
                return new Stage(layer, input, new Shape(codes.Classes, 1, 1), null, null);

            default:
                throw new ArgumentException($"No rule for a layer of kind {layer.GetType().Name}.", nameof(layer));
        }
    }

    private static Stage FullyConnected(Layer layer, Shape input, int units, int offset)
    {
        Require(units >= 1, layer, input, $"has {units} units");
        return WithParameters(layer, input, new Shape(units, 1, 1), offset,
            [units, input.Length], input.Length, units, units * input.Length);
    }

    private static Stage WithParameters(
        Layer layer, Shape input, Shape output, int offset, int[] weightShape, double fanIn, double fanOut, int trainable)
    {
        var weights = new ParameterBlock($"{layer.Name}.weight", offset, weightShape, fanIn, fanOut, trainable);
        var biases = new ParameterBlock(
            $"{layer.Name}.bias", offset + weights.Length, [output.Maps], fanIn, fanOut, output.Maps);
        return new Stage(layer, input, output, weights, biases);
    }

    private static void Require(bool condition, Layer layer, Shape input, string need)
    {
        if (!condition)
            throw new ArgumentException($"Layer {layer.Name} {need}, but its input is {input}.", nameof(layer));
    }
}
