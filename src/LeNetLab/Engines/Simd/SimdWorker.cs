using LeNetLab.Data;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>One thread's share of a learner: a network with activations for so many images, and its passes.</summary>
internal sealed class SimdWorker<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Images that go through the network together: enough columns for the dense layers' tiles.</summary>
    public const int Capacity = 64;

    private readonly SimdNetwork<TLane> network;
    private readonly OutputLoss<TLane> loss;
    private ActivationSums<TLane>[]? watched;

    public SimdWorker(Network network, ParameterStore<TLane> parameters, Arena arena)
    {
        int blocks = Capacity / TLane.Count;
        var layers = new ImageLayers<TLane>(parameters, blocks, arena);
        this.network = new SimdNetwork<TLane>(network, layers, blocks, arena);
        loss = new OutputLoss<TLane>(this.network.Output, network, arena);
    }

    /// <summary>Gradients of one part of a batch.</summary>
    /// <param name="images">The set.</param>
    /// <param name="part">The part's images.</param>
    /// <param name="batch">Images in the whole batch, over which the loss is a mean.</param>
    /// <param name="gradients">Receives them, in the layout of <see cref="ParameterStore{TLane}"/>.</param>
    /// <param name="losses">Receives each image's loss.</param>
    /// <returns>Images misclassified.</returns>
    public unsafe int Differentiate(
        ImageSet images, ReadOnlySpan<int> part, int batch, float* gradients, Span<double> losses) =>
        Differentiate(images, part, batch, gradients, losses, []);

    /// <summary>Gradients of some images' mean loss, and what the squashing layers give.</summary>
    /// <param name="images">The set.</param>
    /// <param name="selection">The images.</param>
    /// <param name="gradients">Receives them, in the layout of <see cref="ParameterStore{TLane}"/>.</param>
    /// <param name="losses">Receives each image's loss.</param>
    /// <param name="activations">Receives a summary for each squashing layer.</param>
    public unsafe void Probe(
        ImageSet images, ReadOnlySpan<int> selection, float* gradients, Span<double> losses,
        Span<ActivationSummary> activations)
    {
        watched ??= [.. network.Squashed.Select(squashed => new ActivationSums<TLane>(squashed))];
        if (activations.Length != watched.Length)
            throw new ArgumentException($"Room for {activations.Length} summaries, not {watched.Length}.");
        foreach (ActivationSums<TLane> sums in watched)
            sums.Clear();
        Differentiate(images, selection, selection.Length, gradients, losses, watched);
        for (int i = 0; i < watched.Length; i++)
            activations[i] = watched[i].Summary();
    }

    private unsafe int Differentiate(
        ImageSet images, ReadOnlySpan<int> part, int batch, float* gradients, Span<double> losses,
        ReadOnlySpan<ActivationSums<TLane>> watching)
    {
        int errors = 0;
        network.Stream(false);
        network.BeginForward();
        network.BeginBackward(gradients);
        for (int start = 0; start < part.Length; start += Capacity)
        {
            ReadOnlySpan<int> some = part.Slice(start, Math.Min(Capacity, part.Length - start));
            network.Forward(images, some);
            for (int block = 0; block < SimdNetwork<TLane>.Blocks(some.Length); block++)
            {
                ReadOnlySpan<int> indices = SimdNetwork<TLane>.Block(some, block);
                errors += loss.Measure(block, images, indices, losses[(start + (block * TLane.Count))..], []);
                loss.Differentiate(block, images, indices, batch);
                foreach (ActivationSums<TLane> sums in watching)
                    sums.Add(block, indices.Length);
            }

            network.Backward(some.Length);
        }

        network.EndBackward();
        return errors;
    }

    /// <summary>Begins a pass that only measures; the next differentiation ends it.</summary>
    public void BeginEvaluation()
    {
        network.Stream(true);
        network.BeginForward();
    }

    /// <summary>Measures at most <see cref="Capacity"/> images.</summary>
    /// <param name="images">The set.</param>
    /// <param name="some">The images.</param>
    /// <param name="losses">Receives each image's loss.</param>
    /// <param name="predictions">Receives each image's most probable class, or is empty.</param>
    /// <returns>Images misclassified.</returns>
    public int Evaluate(ImageSet images, ReadOnlySpan<int> some, Span<double> losses, Span<byte> predictions)
    {
        network.Forward(images, some);
        int errors = 0;
        for (int block = 0; block < SimdNetwork<TLane>.Blocks(some.Length); block++)
        {
            int first = block * TLane.Count;
            Span<byte> target = predictions.IsEmpty ? predictions : predictions[first..];
            errors += loss.Measure(block, images, SimdNetwork<TLane>.Block(some, block), losses[first..], target);
        }

        return errors;
    }

    /// <summary>Class probabilities of at most <see cref="Capacity"/> images, [image][class].</summary>
    public void Probabilities(ImageSet images, ReadOnlySpan<int> some, Span<float> probabilities)
    {
        network.Forward(images, some);
        int classes = probabilities.Length / some.Length;
        for (int block = 0; block < SimdNetwork<TLane>.Blocks(some.Length); block++)
        {
            loss.Probabilities(
                block, SimdNetwork<TLane>.Block(some, block).Length, probabilities[(block * TLane.Count * classes)..]);
        }
    }
}
