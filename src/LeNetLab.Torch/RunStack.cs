using System.Runtime.InteropServices;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LeNetLab.Torch;

/// <summary>
/// Runs of one shape in training as one network. A run sees nothing of the others: its weights, images, rates and
/// results are its own. Not thread-safe.
/// </summary>
internal sealed class RunStack : IDisposable
{
    private readonly TorchPlace place;
    private readonly Network shape;
    private readonly StackedNetwork network;
    private readonly StackedOptimizer optimizer;
    private readonly Tensor parameters;
    private DeviceImages? passing;

    /// <param name="place">Where they are trained.</param>
    /// <param name="networks">[run].</param>
    /// <param name="optimizers">[run].</param>
    public RunStack(TorchPlace place, IReadOnlyList<Network> networks, IReadOnlyList<OptimizerSpec> optimizers)
    {
        this.place = place;
        shape = networks[0];
        if (networks.Any(other => other.Loss != shape.Loss))
            throw new ArgumentException("The networks of a stack differ in their losses.");
        Runs = networks.Count;
        network = new StackedNetwork(networks, place.Device);
        try
        {
            optimizer = StackedOptimizer.Of(optimizers, shape.VectorLength, place.Device);
            parameters = zeros([Runs, shape.VectorLength], ScalarType.Float32, place.Device, requires_grad: true);
        }
        catch (ExternalException failure) when (TorchMemory.RanOut(failure))
        {
            optimizer?.Dispose();
            network.Dispose();
            throw TorchMemory.Report(failure, Runs);
        }
    }

    /// <summary>Runs in the stack.</summary>
    public int Runs { get; }

    /// <summary>Copies a run's parameters out, in the network's layout.</summary>
    public void ReadParameters(int run, Span<float> values)
    {
        RequireLength(values.Length);
        using DisposeScope scope = NewDisposeScope();
        parameters.detach().select(0, run).CopyTo(values);
    }

    /// <summary>Sets a run's parameters and forgets its optimiser's state.</summary>
    public void WriteParameters(int run, ReadOnlySpan<float> values)
    {
        RequireLength(values.Length);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        parameters.select(0, run).copy_(values.ToTensor([values.Length], ScalarType.Float32, place.Device));
        optimizer.Reset(run);
    }

    /// <summary>All that a run's next steps follow from.</summary>
    public LearnerState ReadState(int run)
    {
        using DisposeScope scope = NewDisposeScope();
        var values = new float[shape.VectorLength];
        ReadParameters(run, values);
        return optimizer.Read(run, values);
    }

    /// <summary>Has a run go on from another's state.</summary>
    /// <exception cref="ArgumentException">It is the state of another network or optimiser.</exception>
    public void WriteState(int run, LearnerState state)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        optimizer.Write(run, state, shape);
        ReadOnlySpan<float> values = state.Parameters;
        parameters.select(0, run).copy_(values.ToTensor([values.Length], ScalarType.Float32, place.Device));
    }

    /// <summary>Trains a step for each batch.</summary>
    /// <param name="images">The set.</param>
    /// <param name="order">[run][image].</param>
    /// <param name="rates">[run][step].</param>
    /// <param name="batchSize">Images of each run in a step; the last may have fewer.</param>
    /// <param name="results">[run].</param>
    /// <exception cref="EngineMemoryException">The stack is too large for the device.</exception>
    public void Train(
        ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> rates, int batchSize, Span<PassResult> results)
    {
        try
        {
            TrainingPass(images, order, rates, batchSize, results);
        }
        catch (ExternalException failure) when (TorchMemory.RanOut(failure))
        {
            throw TorchMemory.Report(failure, Runs);
        }
    }

    /// <summary>Measures without learning.</summary>
    /// <param name="images">The set.</param>
    /// <param name="selection">[run][image].</param>
    /// <param name="predictions">[run][image], or empty.</param>
    /// <param name="results">[run].</param>
    /// <exception cref="EngineMemoryException">The stack is too large for the device.</exception>
    public void Evaluate(
        ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions, Span<PassResult> results)
    {
        try
        {
            MeasuringPass(images, selection, predictions, results);
        }
        catch (ExternalException failure) when (TorchMemory.RanOut(failure))
        {
            throw TorchMemory.Report(failure, Runs);
        }
    }

    /// <summary>Class probabilities, [run][image][class].</summary>
    public void Probabilities(ImageSet images, ReadOnlySpan<int> selection, Span<float> probabilities)
    {
        using DisposeScope pass = BeginPass();
        using IDisposable constant = no_grad();
        StackedImages selected = Select(images, selection);
        Tensor outputs = network.Forward(parameters, selected.Batch(0, selected.Count).Pixels);
        softmax(outputs, -1).CopyTo(probabilities);
    }

    /// <summary>The gradients of one batch's mean loss, [run][parameter].</summary>
    public void Gradients(
        ImageSet images, ReadOnlySpan<int> batch, Span<float> gradients, Span<PassResult> results)
    {
        using DisposeScope pass = BeginPass();
        StackedImages selected = Select(images, batch);
        var sums = new PassSums(Runs, place.Device);
        Differentiate(selected.Batch(0, selected.Count), sums).CopyTo(gradients);
        sums.CopyTo(results, selected.Count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        passing?.Dispose();
        network.Dispose();
        optimizer.Dispose();
        parameters.Dispose();
    }

    private void TrainingPass(
        ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> rates, int batchSize, Span<PassResult> results)
    {
        using DisposeScope pass = BeginPass();
        StackedImages selected = Select(images, order);
        Tensor rateOfStep = rates.ToTensor([Runs, rates.Length / Runs], ScalarType.Float32, place.Device);
        var sums = new PassSums(Runs, place.Device);
        for (int step = 0; step * batchSize < selected.Count; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor gradients = Differentiate(selected.Batch(step * batchSize, batchSize), sums);
            using IDisposable constant = no_grad();
            optimizer.Step(parameters, gradients, rateOfStep.narrow(1, step, 1));
        }

        sums.CopyTo(results, selected.Count);
    }

    private void MeasuringPass(
        ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions, Span<PassResult> results)
    {
        using DisposeScope pass = BeginPass();
        using IDisposable constant = no_grad();
        StackedImages selected = Select(images, selection);
        var sums = new PassSums(Runs, place.Device);
        Tensor classes = empty([Runs, selected.Count], ScalarType.Byte, place.Device);
        int together = Math.Max(1, place.MeasuredTogether / Runs);
        for (int start = 0; start < selected.Count; start += together)
        {
            using DisposeScope scope = NewDisposeScope();
            StackedBatch batch = selected.Batch(start, together);
            Tensor outputs = network.Forward(parameters, batch.Pixels);
            Tensor predicted = sums.Add(outputs, batch.Labels, StackedLoss.Of(shape.Loss, outputs, batch.Labels));
            classes.narrow(1, start, batch.Count).copy_(predicted);
        }

        sums.CopyTo(results, selected.Count);
        if (!predictions.IsEmpty)
            classes.CopyTo(predictions);
    }

    /// <summary>What a pass makes on the device is freed with it.</summary>
    private static DisposeScope BeginPass()
    {
        // A run has one core, as on every engine; the number of threads belongs to the calling thread.
        set_num_threads(1);
        return NewDisposeScope();
    }

    private StackedImages Select(ImageSet images, ReadOnlySpan<int> selection) =>
        new(OnDevice(images), selection, Runs, place.Device);

    /// <summary>A set that is never seen again takes the place of the last such.</summary>
    private DeviceImages OnDevice(ImageSet images)
    {
        if (!images.IsPassing)
            return place.Images(images, shape.Input);
        passing?.Dispose();
        passing = null;
        return passing = new DeviceImages(images, shape.Input, place.Device);
    }

    /// <summary>The gradients of each run's mean loss over its batch, [run][parameter].</summary>
    private Tensor Differentiate(StackedBatch batch, PassSums sums)
    {
        Tensor outputs = network.Forward(parameters, batch.Pixels);
        Tensor losses = StackedLoss.Of(shape.Loss, outputs, batch.Labels);
        sums.Add(outputs.detach(), batch.Labels, losses.detach());

        // No run's loss depends on another's parameters: the sum's gradient holds each run's own.
        return autograd.grad([losses.sum() / batch.Count], [parameters])[0];
    }

    private void RequireLength(int length)
    {
        if (length != shape.VectorLength)
            throw new ArgumentException($"{length} parameters given; the network has {shape.VectorLength}.");
    }
}
