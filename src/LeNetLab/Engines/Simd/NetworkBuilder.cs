using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>A layer at work and the name of the network's layer that it ends: C1, S2, C3, …</summary>
internal sealed record NamedLayer(string Name, SimdLayer Layer);

/// <summary>Where the values of a squashing layer lie once the layers before the next have been through.</summary>
internal sealed record SquashedTensor(Tensor Tensor, Activation Function);

/// <summary>Lays out tensors and layers. A squashing before a pooling becomes one layer with it.</summary>
internal sealed class NetworkBuilder<TLane>
    where TLane : struct, ILane<TLane>
{
    private readonly Network network;
    private readonly ILayerKit<TLane> kit;
    private readonly Arena arena;
    private readonly int blocks;
    private readonly List<Tensor> tensors = [];
    private readonly List<NamedLayer> layers = [];
    private readonly List<SquashedTensor> squashed = [];

    public NetworkBuilder(Network network, ILayerKit<TLane> kit, int blocks, Arena arena)
    {
        this.network = network;
        this.kit = kit;
        this.blocks = blocks;
        this.arena = arena;
        tensors.Add(new Tensor(network.Input, TLane.Count, blocks, KeepsGradients(0), arena));
        bool connected = false;
        for (int i = 0; i < network.Stages.Count; i++)
        {
            if (!connected && IsFullyConnected(network.Stages[i]))
            {
                connected = true;
                FirstConnected = layers.Count;
                BeforeConnected = [.. tensors.SkipLast(1)];
            }

            Add(i);
        }
    }

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<NamedLayer> Layers => layers;

    /// <summary>What each squashing of the network leaves, in order.</summary>
    public IReadOnlyList<SquashedTensor> Squashed => squashed;

    /// <summary>How many layers come before the first fully connected one.</summary>
    public int FirstConnected { get; }

    /// <summary>Tensors that no fully connected layer reads.</summary>
    public IReadOnlyList<Tensor> BeforeConnected { get; } = [];

    /// <summary>The images.</summary>
    public Tensor Input => tensors[0];

    /// <summary>What the last layer gives.</summary>
    public Tensor Output => tensors[^1];

    private static bool IsFullyConnected(Stage stage) =>
        stage.Layer is Layer.Dense or Layer.SoftmaxOutput or Layer.RbfOutput;

    /// <summary>
    /// Whether every block needs its own gradient after so many stages: where fully connected layers begin, and after.
    /// </summary>
    private bool KeepsGradients(int stages) =>
        network.Stages.Skip(stages).TakeWhile(stage => !IsFullyConnected(stage))
            .All(stage => stage.Layer is Layer.Squashing);

    private void Add(int index)
    {
        Stage stage = network.Stages[index];
        Tensor before = tensors[^1];
        if (stage.Layer is Layer.Squashing squashing)
        {
            squashed.Add(new SquashedTensor(before, squashing.Function));
            if (!IsPooled(index))
                layers.Add(new NamedLayer(stage.Layer.Name, Squash(squashing.Function, new InPlace(before))));
            return;
        }

        var after = new Tensor(stage.Output, TLane.Count, blocks, KeepsGradients(index + 1), arena);
        tensors.Add(after);
        bool first = network.Stages.Take(index).All(earlier => earlier.Weights is null);
        layers.Add(new NamedLayer(stage.Layer.Name, stage.Layer switch
        {
            Layer.Convolution => kit.Convolution(stage, before, after, first),
            Layer.Dense or Layer.SoftmaxOutput => kit.Dense(stage, before, after, first),
            Layer.RbfOutput output => new RbfLayer<TLane>(output.Codes, before, after, arena),
            Layer.Pooling => Pool(stage, index, before, after),
            _ => throw new ArgumentException($"No kernel for a layer of kind {stage.Layer.GetType().Name}."),
        }));
    }

    private bool IsPooled(int index) =>
        index + 1 < network.Stages.Count && network.Stages[index + 1].Layer is Layer.Pooling;

    private SimdLayer Pool(Stage stage, int index, Tensor before, Tensor after)
    {
        var pooled = new Pooled(kit, stage, before, after);
        return index > 0 && network.Stages[index - 1].Layer is Layer.Squashing squashing
            ? Squash(squashing.Function, pooled)
            : pooled.With(default(Unsquashed<TLane>));
    }

    private static SimdLayer Squash(Activation function, ISquashed squashed) => function switch
    {
        Activation.Sigmoid => squashed.With(default(Sigmoid<TLane>)),
        Activation.Tanh => squashed.With(default(Tanh<TLane>)),
        Activation.ScaledTanh => squashed.With(default(ScaledTanh<TLane>)),
        Activation.Relu => squashed.With(new Rectifier<TLane>(0f)),
        Activation.LeakyRelu leaky => squashed.With(new Rectifier<TLane>((float)leaky.NegativeSlope)),
        Activation.LogRelu => squashed.With(default(LogarithmicRectifier<TLane>)),
        _ => throw new ArgumentException($"No kernel for the activation {function.Name}."),
    };

    /// <summary>A layer that lacks but its squashing function.</summary>
    private interface ISquashed
    {
        SimdLayer With<TSquashing>(TSquashing function)
            where TSquashing : struct, ISquashing<TLane>;
    }

    private sealed class InPlace(Tensor tensor) : ISquashed
    {
        public SimdLayer With<TSquashing>(TSquashing function)
            where TSquashing : struct, ISquashing<TLane> => new SquashingLayer<TLane, TSquashing>(tensor, function);
    }

    private sealed class Pooled(ILayerKit<TLane> kit, Stage stage, Tensor before, Tensor after) : ISquashed
    {
        public SimdLayer With<TSquashing>(TSquashing function)
            where TSquashing : struct, ISquashing<TLane> => ((Layer.Pooling)stage.Layer).Kind switch
            {
                PoolingKind.Average =>
                    new PoolingLayer<TLane, TSquashing, AveragePooling<TLane>>(before, after, function),
                PoolingKind.Max => new PoolingLayer<TLane, TSquashing, MaxPooling<TLane>>(before, after, function),
                PoolingKind.Subsampling or PoolingKind.SubsamplingSum => kit.Subsampling(stage, before, after, function),
                var kind => throw new ArgumentException($"No kernel for the pooling {kind}."),
            };
    }
}
