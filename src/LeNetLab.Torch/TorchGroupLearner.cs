using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Torch;

/// <summary>Several runs in training as one stack.</summary>
internal sealed class TorchGroupLearner : IGroupLearner
{
    private readonly int batchSize;
    private readonly RunStack stack;
    private readonly bool[] closed;
    private readonly int vectorLength;

    /// <param name="place">Where they are trained.</param>
    /// <param name="networks">[run].</param>
    /// <param name="optimizers">[run].</param>
    /// <param name="batchSize">Images of each run in a step.</param>
    public TorchGroupLearner(
        TorchPlace place, IReadOnlyList<Network> networks, IReadOnlyList<OptimizerSpec> optimizers, int batchSize)
    {
        this.batchSize = batchSize;
        vectorLength = networks[0].VectorLength;
        closed = new bool[networks.Count];
        stack = new RunStack(place, networks, optimizers);
    }

    public int Runs => stack.Runs;

    /// <inheritdoc cref="TorchLearner.Threads"/>
    public int Threads
    {
        get => 1;
        set => ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
    }

    public void ReadParameters(int run, Span<float> values) => stack.ReadParameters(RequireRun(run), values);

    public void WriteParameters(int run, ReadOnlySpan<float> values) => stack.WriteParameters(RequireRun(run), values);

    public LearnerState ReadState(int run) => stack.ReadState(RequireRun(run));

    public void WriteState(int run, LearnerState state) => stack.WriteState(RequireRun(run), state);

    /// <summary>It goes on beside the others, from zeros and at rate 0: to take it out would be to build a new stack.</summary>
    public void Close(int run)
    {
        stack.WriteParameters(RequireRun(run), new float[vectorLength]);
        closed[run] = true;
    }

    public void Train(
        ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates, Span<PassResult> results)
    {
        int count = order.Length / Runs, steps = (count + batchSize - 1) / batchSize;
        if (order.Length != count * Runs || learningRates.Length != steps * Runs || results.Length != Runs)
        {
            throw new ArgumentException(
                $"{order.Length} images, {learningRates.Length} rates and {results.Length} results for {Runs} runs.");
        }

        float[] rates = learningRates.ToArray();
        for (int run = 0; run < Runs; run++)
        {
            if (closed[run])
                rates.AsSpan(run * steps, steps).Clear();
        }

        stack.Train(images, order, rates, batchSize, results);
        LeaveOutClosed(results);
    }

    public void EstimateCurvature(int run, ImageSet images, ReadOnlySpan<int> sample) =>
        throw TorchEngine.WithoutCurvatures();

    public void Evaluate(
        ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions, Span<PassResult> results)
    {
        if (selection.Length % Runs != 0 || results.Length != Runs)
            throw new ArgumentException($"{selection.Length} images and {results.Length} results for {Runs} runs.");
        stack.Evaluate(images, selection, predictions, results);
        LeaveOutClosed(results);
    }

    public void Dispose() => stack.Dispose();

    private void LeaveOutClosed(Span<PassResult> results)
    {
        for (int run = 0; run < Runs; run++)
        {
            if (closed[run])
                results[run] = default;
        }
    }

    private int RequireRun(int run)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(run);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(run, Runs);
        return run;
    }
}
