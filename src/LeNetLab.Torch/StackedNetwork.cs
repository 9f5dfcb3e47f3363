using LeNetLab.Models;
using static TorchSharp.torch;

namespace LeNetLab.Torch;

/// <summary>The networks of a stack of runs, computed as one: each layer is one call for all of them.</summary>
internal sealed class StackedNetwork : IDisposable
{
    private readonly IReadOnlyList<Stage> stages;
    private readonly int runs;
    private readonly long[] blockLengths;
    private readonly LayerConstants[] constants;

    /// <param name="networks">
    /// [run]; they may differ in what convolutions connect and in the slopes of squashing functions.
    /// </param>
    /// <param name="device">Where they are computed.</param>
    /// <exception cref="ArgumentException">They differ in more.</exception>
    public StackedNetwork(IReadOnlyList<Network> networks, Device device)
    {
        stages = networks[0].Stages;
        runs = networks.Count;
        blockLengths = [.. networks[0].Blocks.Select(block => (long)block.Length)];
        constants =
        [
            .. Enumerable.Range(0, stages.Count).Select(
                i => LayerConstants.Of([.. networks.Select(network => Alike(network, i))], IsOfUnits(i), device)),
        ];
    }

    /// <summary>What the last layer gives, [run][image][class].</summary>
    /// <param name="parameters">[run][parameter], in the network's layout.</param>
    /// <param name="input">[image][run][row][column], or [image][1][row][column] where all runs see the same.</param>
    public Tensor Forward(Tensor parameters, Tensor input)
    {
        // One cut: its derivative puts the gradients of all blocks together in one step.
        var blocks = new Queue<Tensor>(parameters.split(blockLengths, 1));
        Tensor x = input;
        for (int i = 0; i < stages.Count; i++)
        {
            Stage stage = stages[i];
            Tensor? weights = stage.Weights is null ? null : blocks.Dequeue();
            Tensor? biases = stage.Biases is null ? null : blocks.Dequeue();
            if (stage.Layer is Layer.Dense or Layer.SoftmaxOutput or Layer.RbfOutput)
                x = Units(x, stage.Input);
            x = StackedLayer.Forward(stage, x, weights, biases, constants[i]);
        }

        return x;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (LayerConstants layer in constants)
            layer.Dispose();
    }

    /// <summary>What a dense layer reads, [run][image][unit].</summary>
    private Tensor Units(Tensor x, Shape shape) => x.dim() == 3
        ? x
        : x.reshape(x.shape[0], -1, shape.Length).transpose(0, 1).expand(runs, -1, -1);

    private bool IsOfUnits(int stage) => stages.Take(stage).Any(before => before.Layer is Layer.Dense);

    private Stage Alike(Network network, int i) =>
        network.Stages.Count == stages.Count && network.Stages[i] is var stage
            && stage.Output == stages[i].Output && stage.Layer.GetType() == stages[i].Layer.GetType()
        ? stage
        : throw new ArgumentException($"The networks of a stack differ at {stages[i].Layer.Name}.");
}
