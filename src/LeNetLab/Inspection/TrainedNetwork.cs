using LeNetLab.Data;
using LeNetLab.Engines.Reference;
using LeNetLab.Models;

namespace LeNetLab.Inspection;

/// <summary>
/// A trained network to be looked into: its kernels, and what it makes of an image, layer by layer. It goes the reference
/// engine's slow, obvious way, which a single image can afford.
/// </summary>
public sealed class TrainedNetwork
{
    private readonly Network network;
    private readonly float[] parameters;
    private readonly double[] exact;

    /// <param name="network">What was trained.</param>
    /// <param name="parameters">Its parameters, in its layout.</param>
    /// <exception cref="ArgumentException">The length is not <see cref="Network.VectorLength"/>.</exception>
    public TrainedNetwork(Network network, float[] parameters)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Length != network.VectorLength)
        {
            throw new ArgumentException(
                $"{parameters.Length:N0} parameters are not the {network.VectorLength:N0} of the network.",
                nameof(parameters));
        }

        this.network = network;
        this.parameters = parameters;
        exact = [.. parameters.Select(value => (double)value)];
    }

    /// <summary>The kernels of each convolution that has any to see, the first layer first.</summary>
    public IReadOnlyList<ConvolutionView> Convolutions() =>
        [.. network.Stages.Where(stage => stage.Layer is Layer.Convolution { KernelSize: > 1 }).Select(View)];

    /// <summary>What each layer makes of an image, and the probability of each class.</summary>
    /// <param name="images">The set that <paramref name="index"/> points into.</param>
    /// <param name="index">Which image.</param>
    public (IReadOnlyList<LayerView> Layers, double[] Probabilities) LookAt(ImageSet images, int index)
    {
        ArgumentNullException.ThrowIfNull(images);
        double[][] activations = ReferenceNetwork.Forward(
            network, exact, ReferenceInput.Of(network.Input, images, index));
        LayerView[] layers =
        [
            .. network.Stages.Zip(activations.Skip(1), (stage, values) =>
                new LayerView(stage.Layer.Name, Maps(stage.Output, values))),
        ];
        return (layers, ReferenceNetwork.Probabilities(activations[^1]));
    }

    private static IReadOnlyList<Picture> Maps(Shape shape, double[] values) => shape.MapLength == 1
        ? [new Picture(1, shape.Maps, [.. values.Select(value => (float)value)])]
        :
        [
            .. values.Chunk(shape.MapLength)
                .Select(map => new Picture(shape.Rows, shape.Columns, [.. map.Select(value => (float)value)])),
        ];

    private ConvolutionView View(Stage stage)
    {
        var convolution = (Layer.Convolution)stage.Layer;
        int size = convolution.KernelSize, length = size * size;
        IEnumerable<KernelView> kernels =
            from output in Enumerable.Range(0, stage.Output.Maps)
            from input in Enumerable.Range(0, stage.Input.Maps)
            where convolution.Connections.Connects(input, output)
            let offset = stage.Weights!.Offset + (((output * stage.Input.Maps) + input) * length)
            select new KernelView(input, output, new Picture(size, size, parameters[offset..(offset + length)]));
        return new ConvolutionView(convolution.Name, stage.Input.Maps, stage.Output.Maps, [.. kernels]);
    }
}
