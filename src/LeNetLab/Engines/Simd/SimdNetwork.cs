using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>A network laid out for this engine: tensors, and the layers that work between them.</summary>
internal sealed class SimdNetwork<TLane>
    where TLane : struct, ILane<TLane>
{
    private readonly SimdLayer[] convolutional;
    private readonly SimdLayer[] connected;
    private readonly SimdLayer[] layers;
    private readonly Tensor[] betweenConvolutional;

    public SimdNetwork(Network network, ParameterStore parameters, int blocks, Arena arena)
    {
        int firstConnected = network.Stages.TakeWhile(stage => !IsFullyConnected(stage)).Count();
        var tensors = new List<Tensor> { new(network.Input, TLane.Count, blocks, firstConnected == 0, arena) };
        var built = new List<SimdLayer>();
        for (int i = 0; i < network.Stages.Count; i++)
        {
            Stage stage = network.Stages[i];
            Tensor input = tensors[^1];
            bool worksInPlace = stage.Layer is Layer.Squashing;
            if (!worksInPlace)
                tensors.Add(new Tensor(stage.Output, TLane.Count, blocks, KeepsGradients(network, i + 1), arena));
            bool first = network.Stages.Take(i).All(before => before.Weights is null);
            built.Add(Build(stage, input, tensors[^1], first, blocks, parameters, arena));
        }

        layers = [.. built];
        convolutional = layers[..firstConnected];
        connected = layers[firstConnected..];
        int connectedTensors = network.Stages.Skip(firstConnected).Count(IsFullyConnected);
        betweenConvolutional = [.. tensors.Skip(1).SkipLast(connectedTensors + 1)];
        Input = tensors[0];
        Output = tensors[^1];
    }

    /// <summary>The images.</summary>
    public Tensor Input { get; }

    /// <summary>The logits.</summary>
    public Tensor Output { get; }

    /// <summary>
    /// Whether activations within the convolutional part are forgotten from block to block, as evaluation can.
    /// </summary>
    public void Stream(bool on)
    {
        foreach (Tensor tensor in betweenConvolutional)
            tensor.Streams = on;
    }

    /// <summary>Activations of a batch whose images are in <see cref="Input"/>.</summary>
    public void Forward(int blocks)
    {
        foreach (SimdLayer layer in convolutional)
            layer.BeginForward();
        for (int block = 0; block < blocks; block++)
        {
            foreach (SimdLayer layer in convolutional)
                layer.Forward(block, 1);
        }

        foreach (SimdLayer layer in connected)
            layer.Forward(0, blocks);
    }

    /// <summary>Gradients of every parameter, from the gradient in <see cref="Output"/>.</summary>
    public void Backward(int blocks)
    {
        foreach (SimdLayer layer in layers)
            layer.BeginBackward();
        for (int i = connected.Length - 1; i >= 0; i--)
            connected[i].Backward(0, blocks);
        for (int block = 0; block < blocks; block++)
        {
            for (int i = convolutional.Length - 1; i >= 0; i--)
                convolutional[i].Backward(block, 1);
        }

        foreach (SimdLayer layer in layers)
            layer.EndBackward();
    }

    private static bool IsFullyConnected(Stage stage) => stage.Layer is Layer.Dense or Layer.SoftmaxOutput;

    /// <summary>Whether every block needs its own gradient after so many stages: from the last convolutional on.</summary>
    private static bool KeepsGradients(Network network, int stages) =>
        network.Stages.Skip(stages).TakeWhile(stage => !IsFullyConnected(stage))
            .All(stage => stage.Layer is Layer.Squashing);

    private static SimdLayer Build(
        Stage stage, Tensor input, Tensor output, bool first, int blocks, ParameterStore parameters, Arena arena) =>
        stage.Layer switch
        {
            Layer.Convolution => new ConvolutionLayer<TLane>(stage, input, output, first, parameters, arena),
            Layer.Dense or Layer.SoftmaxOutput =>
                new DenseLayer<TLane>(stage, input, output, blocks, first, parameters, arena),
            Layer.Pooling { Kind: PoolingKind.Average } => new PoolingLayer<TLane, AveragePooling<TLane>>(input, output),
            Layer.Pooling { Kind: PoolingKind.Max } => new PoolingLayer<TLane, MaxPooling<TLane>>(input, output),
            Layer.Pooling => new SubsamplingLayer<TLane>(stage, input, output, parameters, arena),
            Layer.Squashing squashing => Squashing(squashing.Function, output),
            _ => throw new ArgumentException($"No kernel for a layer of kind {stage.Layer.GetType().Name}."),
        };

    private static SimdLayer Squashing(Activation function, Tensor tensor) => function switch
    {
        Activation.Sigmoid => new SquashingLayer<TLane, Sigmoid<TLane>>(tensor, default),
        Activation.Tanh => new SquashingLayer<TLane, Tanh<TLane>>(tensor, default),
        Activation.ScaledTanh => new SquashingLayer<TLane, ScaledTanh<TLane>>(tensor, default),
        Activation.Relu => new SquashingLayer<TLane, Rectifier<TLane>>(tensor, new(0f)),
        Activation.LeakyRelu leaky => new SquashingLayer<TLane, Rectifier<TLane>>(
            tensor, new((float)leaky.NegativeSlope)),
        _ => throw new ArgumentException($"No kernel for the activation {function.Name}."),
    };
}
