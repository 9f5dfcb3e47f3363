using LeNetLab.Data;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd;

/// <summary>One network in training on this engine.</summary>
internal sealed unsafe class SimdLearner<TLane> : ILearner
    where TLane : struct, ILane<TLane>
{
    /// <summary>Images that evaluation takes at a time, at least: enough columns for the dense layers' tiles.</summary>
    private const int LeastCapacity = 64;

    private readonly Arena arena = new();
    private readonly ParameterStore parameters;
    private readonly SimdNetwork<TLane> layers;
    private readonly InputLayer input;
    private readonly SoftmaxLoss<TLane> loss;
    private readonly IOptimizer optimizer;
    private readonly int batchSize;
    private readonly int capacity;

    public SimdLearner(Network network, OptimizerSpec optimizer, int batchSize)
    {
        Network = network;
        this.batchSize = batchSize;
        int blocks = Blocks(Math.Max(batchSize, LeastCapacity));
        capacity = blocks * TLane.Count;
        try
        {
            parameters = new ParameterStore(network, arena);
            layers = new SimdNetwork<TLane>(network, parameters, blocks, arena);
            input = new InputLayer(layers.Input, TLane.Count, blocks);
            loss = new SoftmaxLoss<TLane>(layers.Output, arena);
            this.optimizer = optimizer switch
            {
                OptimizerSpec.Sgd sgd => new Sgd<TLane>(sgd, parameters, arena),
                OptimizerSpec.Adam adam => new Adam<TLane>(adam, parameters, arena),
                _ => throw new ArgumentException($"No kernel for the optimiser {optimizer.GetType().Name}."),
            };
        }
        catch
        {
            // Nobody gets hold of a learner that was not finished, so nobody else could free its memory.
            arena.Dispose();
            throw;
        }
    }

    public Network Network { get; }

    public void ReadParameters(Span<float> values) => parameters.Read(parameters.Values, values);

    public void WriteParameters(ReadOnlySpan<float> values)
    {
        parameters.Write(values);
        optimizer.Reset();
    }

    public PassResult Train(ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates)
    {
        if (learningRates.Length != (order.Length + batchSize - 1) / batchSize)
            throw new ArgumentException($"{learningRates.Length} learning rates for {order.Length} images.");
        PassResult sum = default;
        for (int step = 0; step < learningRates.Length; step++)
        {
            int start = step * batchSize;
            ReadOnlySpan<int> batch = order.Slice(start, Math.Min(batchSize, order.Length - start));
            sum = ForwardAndBackward(sum, images, batch);
            optimizer.Step(learningRates[step]);
        }

        return sum;
    }

    public PassResult Evaluate(ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions)
    {
        if (!predictions.IsEmpty && predictions.Length != selection.Length)
            throw new ArgumentException($"Room for {predictions.Length} predictions, not {selection.Length}.");
        PassResult sum = default;
        layers.Stream(true);
        try
        {
            for (int start = 0; start < selection.Length; start += capacity)
            {
                ReadOnlySpan<int> batch = selection.Slice(start, Math.Min(capacity, selection.Length - start));
                Forward(images, batch);
                Span<byte> target = predictions.IsEmpty ? [] : predictions.Slice(start, batch.Length);
                sum = Measure(sum, images, batch, target, differentiate: false);
            }
        }
        finally
        {
            layers.Stream(false);
        }

        return sum;
    }

    public void Probabilities(ImageSet images, ReadOnlySpan<int> selection, Span<float> probabilities)
    {
        int classes = Network.Classes;
        if (probabilities.Length != selection.Length * classes)
            throw new ArgumentException($"Room for {probabilities.Length} numbers, not {selection.Length}×{classes}.");
        for (int start = 0; start < selection.Length; start += capacity)
        {
            ReadOnlySpan<int> batch = selection.Slice(start, Math.Min(capacity, selection.Length - start));
            Forward(images, batch);
            for (int block = 0; block < Blocks(batch.Length); block++)
            {
                int first = block * TLane.Count;
                loss.Probabilities(
                    block, Block(batch, block).Length, probabilities[((start + first) * classes)..]);
            }
        }
    }

    public PassResult Gradients(ImageSet images, ReadOnlySpan<int> batch, Span<float> gradients)
    {
        if (batch.Length > capacity)
            throw new ArgumentException($"A batch of {batch.Length} images in a learner for {capacity}.");
        PassResult result = ForwardAndBackward(default, images, batch);
        parameters.Read(parameters.Gradients, gradients);
        return result;
    }

    public void Dispose() => arena.Dispose();

    private static int Blocks(int images) => (images + TLane.Count - 1) / TLane.Count;

    private static ReadOnlySpan<int> Block(ReadOnlySpan<int> batch, int block)
    {
        int first = block * TLane.Count;
        return batch.Slice(first, Math.Min(TLane.Count, batch.Length - first));
    }

    private PassResult ForwardAndBackward(PassResult before, ImageSet images, ReadOnlySpan<int> batch)
    {
        Forward(images, batch);
        PassResult result = Measure(before, images, batch, [], differentiate: true);
        layers.Backward(Blocks(batch.Length));
        return result;
    }

    private void Forward(ImageSet images, ReadOnlySpan<int> batch)
    {
        for (int block = 0; block < Blocks(batch.Length); block++)
            input.Load(images, Block(batch, block), block);
        layers.Forward(Blocks(batch.Length));
    }

    private PassResult Measure(
        PassResult sum, ImageSet images, ReadOnlySpan<int> batch, Span<byte> predictions, bool differentiate)
    {
        for (int block = 0; block < Blocks(batch.Length); block++)
        {
            ReadOnlySpan<int> indices = Block(batch, block);
            Span<byte> target = predictions.IsEmpty ? [] : predictions.Slice(block * TLane.Count, indices.Length);
            sum = loss.Measure(sum, block, images, indices, target);
            if (differentiate)
                loss.Differentiate(block, images, indices, batch.Length);
        }

        return sum;
    }
}
