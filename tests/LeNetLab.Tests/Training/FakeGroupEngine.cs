using System.Collections.Concurrent;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Training;

/// <summary>
/// A <see cref="FakeEngine"/> that trains runs together at any batch size, each on a fake learner of its own, in a
/// memory that the test gives it. The slope of leaky ReLU may differ within a group.
/// </summary>
internal sealed class FakeGroupEngine(FakeEngine alone) : IGroupEngine
{
    private const double CommonSlope = 0.01;

    /// <summary>Runs that a group holds at most.</summary>
    public int Capacity { get; init; } = 64;

    /// <summary>Runs of a network that memory has room for, asked when a learner is made.</summary>
    public Func<Network, int> Room { get; init; } = _ => int.MaxValue;

    /// <summary>Called before every training slice of a group.</summary>
    public Action<FakeGroupLearner> BeforeSlice { get; init; } = _ => { };

    /// <summary>Called before every measurement of a group.</summary>
    public Action<FakeGroupLearner> BeforeMeasurement { get; init; } = _ => { };

    /// <summary>Sizes of the groups that were asked for, in order where there is one worker.</summary>
    public ConcurrentQueue<int> Groups { get; } = [];

    public EngineIdentity Identity => alone.Identity;

    public double SliceMultiplyAdds => alone.SliceMultiplyAdds;

    public GroupKind? KindOf(ModelSpec model, TrainingSpec training) => new(
        model.Activation is Activation.LeakyRelu
            ? model with { Activation = new Activation.LeakyRelu(CommonSlope) }
            : model,
        training.Optimizer.GetType(), training.Optimizer is OptimizerSpec.Sgd { Nesterov: true }, training.BatchSize);

    public int GroupCapacity(GroupKind kind) => Capacity;

    public double PassCost(GroupKind kind, int runs) => 1 + (0.01 * runs);

    public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize)
    {
        Groups.Enqueue(1);
        RequireRoom([network]);
        return alone.CreateLearner(network, optimizer, batchSize);
    }

    public IGroupLearner CreateGroupLearner(
        IReadOnlyList<Network> networks, IReadOnlyList<OptimizerSpec> optimizers, int batchSize)
    {
        Assert.Equal(networks.Count, optimizers.Count);
        Groups.Enqueue(networks.Count);
        RequireRoom(networks);
        return new FakeGroupLearner(this, [.. networks.Select(
            (network, run) => (FakeLearner)alone.CreateLearner(network, optimizers[run], batchSize))]);
    }

    private void RequireRoom(IReadOnlyList<Network> networks)
    {
        if (networks.Count > Room(networks[0]))
            throw new EngineMemoryException($"No room for {networks.Count} runs.");
    }
}

internal sealed class FakeGroupLearner(FakeGroupEngine engine, FakeLearner[] learners) : IGroupLearner
{
    private readonly bool[] closed = new bool[learners.Length];

    public int Runs => learners.Length;

    public int Open => closed.Count(run => !run);

    public int Threads { get; set; } = 1;

    public void ReadParameters(int run, Span<float> values) => learners[run].ReadParameters(values);

    public void WriteParameters(int run, ReadOnlySpan<float> values) => learners[run].WriteParameters(values);

    public LearnerState ReadState(int run) => learners[run].ReadState();

    public void WriteState(int run, LearnerState state) => learners[run].WriteState(state);

    public void Close(int run)
    {
        Assert.False(closed[run], $"Run {run} was closed before.");
        closed[run] = true;
    }

    public void Train(
        ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates, Span<PassResult> results)
    {
        engine.BeforeSlice(this);
        Assert.Equal((0, 0, Runs), (order.Length % Runs, learningRates.Length % Runs, results.Length));
        int count = order.Length / Runs, steps = learningRates.Length / Runs;
        for (int run = 0; run < Runs; run++)
        {
            results[run] = closed[run] ? default : learners[run].Train(
                images, order.Slice(run * count, count), learningRates.Slice(run * steps, steps));
        }
    }

    public void EstimateCurvature(int run, ImageSet images, ReadOnlySpan<int> sample) =>
        learners[run].EstimateCurvature(images, sample);

    public void Evaluate(
        ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions, Span<PassResult> results)
    {
        engine.BeforeMeasurement(this);
        Assert.Equal((0, Runs), (selection.Length % Runs, results.Length));
        int count = selection.Length / Runs;
        for (int run = 0; run < Runs; run++)
        {
            results[run] = closed[run] ? default : learners[run].Evaluate(
                images, selection.Slice(run * count, count),
                predictions.IsEmpty ? predictions : predictions.Slice(run * count, count));
        }
    }

    public void Dispose()
    {
    }
}
