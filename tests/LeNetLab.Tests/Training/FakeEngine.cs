using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Training;

/// <summary>
/// An engine that learns nothing and does it at once: its weights depend on every rate and on the order of the
/// images, its losses are what the test says, and it moves the clock by 1 ms for an image trained and 10 ms for one
/// measured.
/// </summary>
internal sealed class FakeEngine(ManualClock? clock = null) : IEngine
{
    public EngineIdentity Identity { get; init; } = new("fake", 1, "cpu", 512);

    public double SliceMultiplyAdds { get; init; } = 4e9;

    /// <summary>Mean loss of a training step, counted from 0.</summary>
    public Func<long, double> LossOfStep { get; init; } = _ => 0.5;

    /// <summary>Mean loss of a measurement, counted from 0.</summary>
    public Func<long, double> LossOfMeasurement { get; init; } = _ => 0.25;

    /// <summary>Called before every training slice.</summary>
    public Action<FakeLearner> BeforeSlice { get; init; } = _ => { };

    /// <summary>Called with every sample for curvatures.</summary>
    public Action<int[]> OnCurvature { get; init; } = _ => { };

    /// <summary>What it says that it has nothing for.</summary>
    public string? Lacks { get; init; }

    public string? Lack(ModelSpec model, OptimizerSpec optimizer) => Lacks;

    public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize) =>
        new FakeLearner(this, network, batchSize, clock);
}

internal sealed class FakeLearner(FakeEngine engine, Network network, int batchSize, ManualClock? clock) : ILearner
{
    private readonly float[] parameters = new float[network.VectorLength];
    private long steps;
    private long measurements;

    public Network Network => network;

    public int Threads { get; set; } = 1;

    public int BatchSize => batchSize;

    public void ReadParameters(Span<float> values) => parameters.CopyTo(values);

    public void WriteParameters(ReadOnlySpan<float> values) => values.CopyTo(parameters);

    public LearnerState ReadState()
    {
        var state = new LearnerState([.. parameters], new float[parameters.Length], steps);
        state.Optimizer[0] = measurements;
        return state;
    }

    public void WriteState(LearnerState state)
    {
        state.RequireFit(network, 1);
        state.Parameters.CopyTo(parameters, 0);
        (steps, measurements) = (state.Steps, (long)state.Optimizer[0]);
    }

    public PassResult Train(ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates)
    {
        engine.BeforeSlice(this);
        if (learningRates.Length != (order.Length + batchSize - 1) / batchSize)
            Assert.Fail($"{learningRates.Length} rates for {order.Length} images.");
        double loss = 0;
        for (int step = 0; step < learningRates.Length; step++)
        {
            ReadOnlySpan<int> batch = order[(step * batchSize)..Math.Min((step + 1) * batchSize, order.Length)];
            foreach (int image in batch)
            {
                int at = image % parameters.Length;
                parameters[at] = (0.5f * parameters[at]) + (learningRates[step] * (image + 1));
            }

            loss += engine.LossOfStep(steps++) * batch.Length;
        }

        clock?.Advance(TimeSpan.FromMilliseconds(order.Length));
        return new PassResult(order.Length, loss, order.Length / 2);
    }

    public PassResult Evaluate(ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions)
    {
        for (int i = 0; i < predictions.Length; i++)
            predictions[i] = images.Labels[selection[i]];
        clock?.Advance(TimeSpan.FromMilliseconds(10 * selection.Length));
        double loss = engine.LossOfMeasurement(measurements++) * selection.Length;
        return new PassResult(selection.Length, loss, selection.Length / 4);
    }

    public void Probabilities(ImageSet images, ReadOnlySpan<int> selection, Span<float> probabilities) =>
        throw new NotSupportedException("No trainer asks for probabilities.");

    public PassResult Gradients(ImageSet images, ReadOnlySpan<int> batch, Span<float> gradients) =>
        throw new NotSupportedException("No trainer asks for gradients.");

    public void Curvatures(ImageSet images, ReadOnlySpan<int> sample, Span<float> curvatures) =>
        throw new NotSupportedException("No trainer asks for curvatures alone.");

    public void EstimateCurvature(ImageSet images, ReadOnlySpan<int> sample) =>
        engine.OnCurvature(sample.ToArray());

    public void Dispose()
    {
    }
}
