using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Torch;

/// <summary>One run in training: a stack of one.</summary>
internal sealed class TorchLearner : ILearner
{
    private readonly int batchSize;
    private readonly RunStack stack;

    /// <param name="place">Where it is trained.</param>
    /// <param name="network">What it computes.</param>
    /// <param name="optimizer">How gradients become steps.</param>
    /// <param name="batchSize">Images in a step.</param>
    public TorchLearner(TorchPlace place, Network network, OptimizerSpec optimizer, int batchSize)
    {
        Network = network;
        this.batchSize = batchSize;
        stack = new RunStack(place, [network], [optimizer]);
    }

    public Network Network { get; }

    /// <summary>One: PyTorch's sums depend on the number of threads, a run's results must not.</summary>
    public int Threads
    {
        get => 1;
        set => ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
    }

    public void ReadParameters(Span<float> values) => stack.ReadParameters(0, values);

    public void WriteParameters(ReadOnlySpan<float> values) => stack.WriteParameters(0, values);

    public LearnerState ReadState() => stack.ReadState(0);

    public void WriteState(LearnerState state) => stack.WriteState(0, state);

    public PassResult Train(ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates)
    {
        if (learningRates.Length != (order.Length + batchSize - 1) / batchSize)
            throw new ArgumentException($"{learningRates.Length} learning rates for {order.Length} images.");
        var result = default(PassResult);
        stack.Train(images, order, learningRates, batchSize, new Span<PassResult>(ref result));
        return result;
    }

    public PassResult Evaluate(ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions)
    {
        var result = default(PassResult);
        stack.Evaluate(images, selection, predictions, new Span<PassResult>(ref result));
        return result;
    }

    public void Probabilities(ImageSet images, ReadOnlySpan<int> selection, Span<float> probabilities) =>
        stack.Probabilities(images, selection, probabilities);

    public PassResult Gradients(ImageSet images, ReadOnlySpan<int> batch, Span<float> gradients)
    {
        var result = default(PassResult);
        stack.Gradients(images, batch, gradients, new Span<PassResult>(ref result));
        return result;
    }

    public void Curvatures(ImageSet images, ReadOnlySpan<int> sample, Span<float> curvatures) =>
        throw TorchEngine.WithoutCurvatures();

    public void EstimateCurvature(ImageSet images, ReadOnlySpan<int> sample) => throw TorchEngine.WithoutCurvatures();

    public void Dispose() => stack.Dispose();
}
