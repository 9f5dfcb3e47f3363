using System.Runtime.InteropServices;
using LeNetLab.Data;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Reference;

/// <summary>One network in training, image by image, in double precision.</summary>
internal sealed class ReferenceLearner(Network network, OptimizerSpec optimizer, int batchSize)
    : ILearner, ILayerProbe
{
    /// <summary>Floats that hold the bits of the three doubles behind each parameter.</summary>
    private const int StateVectors = 3 * sizeof(double) / sizeof(float);

    private readonly double[] parameters = new double[network.VectorLength];
    private readonly double[] gradients = new double[network.VectorLength];
    private readonly ReferenceOptimizer steps = new(optimizer, network.VectorLength);

    public Network Network => network;

    /// <summary>One thread does it all, whatever is set.</summary>
    public int Threads
    {
        get => 1;
        set => ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
    }

    public void ReadParameters(Span<float> values)
    {
        RequireLength(values.Length);
        for (int i = 0; i < parameters.Length; i++)
            values[i] = (float)parameters[i];
    }

    public void WriteParameters(ReadOnlySpan<float> values)
    {
        RequireLength(values.Length);
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = values[i];
        steps.Reset();
    }

    public LearnerState ReadState()
    {
        var rounded = new float[parameters.Length];
        ReadParameters(rounded);
        double[] exact = [.. parameters, .. steps.First, .. steps.Second];
        return new LearnerState(rounded, MemoryMarshal.Cast<double, float>(exact).ToArray(), steps.Steps);
    }

    public void WriteState(LearnerState state)
    {
        state.RequireFit(network, StateVectors);
        ReadOnlySpan<double> exact = MemoryMarshal.Cast<float, double>(state.Optimizer);
        int count = parameters.Length;
        exact[..count].CopyTo(parameters);
        exact.Slice(count, count).CopyTo(steps.First);
        exact.Slice(2 * count, count).CopyTo(steps.Second);
        steps.Steps = state.Steps;
    }

    public PassResult Train(ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates)
    {
        if (learningRates.Length != (order.Length + batchSize - 1) / batchSize)
            throw new ArgumentException($"{learningRates.Length} learning rates for {order.Length} images.");
        PassResult sum = default;
        for (int step = 0; step < learningRates.Length; step++)
        {
            int start = step * batchSize;
            sum += Differentiate(images, order.Slice(start, Math.Min(batchSize, order.Length - start)));
            steps.Step(parameters, gradients, learningRates[step]);
        }

        return sum;
    }

    public PassResult Evaluate(ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions)
    {
        PassResult sum = default;
        for (int i = 0; i < selection.Length; i++)
        {
            double[] outputs = Forward(images, selection[i])[^1];
            sum += Measure(outputs, images.Labels[selection[i]]);
            if (!predictions.IsEmpty)
                predictions[i] = (byte)MostProbable(outputs);
        }

        return sum;
    }

    public void Probabilities(ImageSet images, ReadOnlySpan<int> selection, Span<float> probabilities)
    {
        for (int i = 0; i < selection.Length; i++)
        {
            double[] outputs = Forward(images, selection[i])[^1];
            double[] p = ReferenceNetwork.Probabilities(outputs);
            for (int j = 0; j < p.Length; j++)
                probabilities[(i * p.Length) + j] = (float)p[j];
        }
    }

    public PassResult Gradients(ImageSet images, ReadOnlySpan<int> batch, Span<float> gradients)
    {
        RequireLength(gradients.Length);
        PassResult result = Differentiate(images, batch);
        for (int i = 0; i < gradients.Length; i++)
            gradients[i] = (float)this.gradients[i];
        return result;
    }

    public void Probe(
        ImageSet images, ReadOnlySpan<int> selection, Span<float> gradients, Span<ActivationSummary> activations)
    {
        RequireLength(gradients.Length);
        ArgumentOutOfRangeException.ThrowIfZero(selection.Length);
        var probe = new ReferenceProbe(network);
        Differentiate(images, selection, probe);
        for (int i = 0; i < gradients.Length; i++)
            gradients[i] = (float)this.gradients[i];
        ActivationSummary[] summaries = [.. probe.Summaries()];
        if (summaries.Length != activations.Length)
            throw new ArgumentException($"Room for {activations.Length} summaries, not {summaries.Length}.");
        summaries.CopyTo(activations);
    }

    public void Curvatures(ImageSet images, ReadOnlySpan<int> sample, Span<float> curvatures)
    {
        RequireLength(curvatures.Length);
        double[] exact = Curvatures(images, sample);
        for (int i = 0; i < exact.Length; i++)
            curvatures[i] = (float)exact[i];
    }

    public void EstimateCurvature(ImageSet images, ReadOnlySpan<int> sample) => steps.Take(Curvatures(images, sample));

    public void Dispose()
    {
        // Nothing but managed memory.
    }

    private PassResult Differentiate(ImageSet images, ReadOnlySpan<int> batch, ReferenceProbe? probe = null)
    {
        Array.Clear(gradients);
        PassResult sum = default;
        foreach (int image in batch)
        {
            int label = images.Labels[image];
            double[][] activations = Forward(images, image);
            sum += Measure(activations[^1], label);
            probe?.Add(activations);
            ReferenceNetwork.AddGradient(network, parameters, activations, label, 1.0 / batch.Length, gradients);
        }

        return sum;
    }

    private double[] Curvatures(ImageSet images, ReadOnlySpan<int> sample)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sample.Length);
        var sums = new double[network.VectorLength];
        foreach (int image in sample)
        {
            double[][] activations = Forward(images, image);
            ReferenceCurvature.Add(network, parameters, activations, sums);
        }

        for (int i = 0; i < sums.Length; i++)
            sums[i] /= sample.Length;
        return sums;
    }

    private PassResult Measure(double[] outputs, int label) =>
        new(1, ReferenceLoss.Value(network.Loss, outputs, label), MostProbable(outputs) == label ? 0 : 1);

    private double[][] Forward(ImageSet images, int index) =>
        ReferenceNetwork.Forward(network, parameters, ReferenceInput.Of(network.Input, images, index));

    private static int MostProbable(double[] outputs) => Array.IndexOf(outputs, outputs.Max());

    private void RequireLength(int length)
    {
        if (length != network.VectorLength)
            throw new ArgumentException($"{length} parameters given; the network has {network.VectorLength}.");
    }
}
