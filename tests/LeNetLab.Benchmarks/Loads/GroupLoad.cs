using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>
/// Some seeds of one network, with data in memory: in as few groups as the engine allows, one after the other, each run
/// with an order and weights of its own.
/// </summary>
internal sealed class GroupLoad : IDisposable
{
    private const int Images = 2_048;

    private readonly IGroupLearner[] groups;
    private readonly ImageSet digits = NoiseDigits.Draw(0, Images);
    private readonly int[] order;
    private readonly float[] rates;
    private readonly PassResult[] results;

    /// <param name="engine">What trains it.</param>
    /// <param name="model">What is trained.</param>
    /// <param name="seeds">Runs, a multiple of what a group holds.</param>
    /// <param name="batchSize">Images of each run in a step.</param>
    /// <param name="images">Images of each run in a pass.</param>
    public GroupLoad(IGroupEngine engine, ModelSpec model, int seeds, int batchSize = 1, int images = 256)
    {
        var training = new TrainingSpec { BatchSize = batchSize };
        RunsOfGroup = Math.Min(seeds, engine.GroupCapacity(engine.KindOf(model, training)!));
        Network network = LeNet5.Build(model);
        groups = [.. Enumerable.Range(0, seeds / RunsOfGroup).Select(_ => engine.CreateGroupLearner(
            [.. Enumerable.Repeat(network, RunsOfGroup)], [.. Enumerable.Repeat(training.Optimizer, RunsOfGroup)], batchSize))];
        for (int seed = 0; seed < seeds; seed++)
        {
            groups[seed / RunsOfGroup].WriteParameters(
                seed % RunsOfGroup, Initialiser.Draw(network, InitialisationKind.LecunUniform, 1, seed));
        }

        SeedStream random = SeedStream.Open(0, "bench order");
        order = [.. Enumerable.Range(0, images * RunsOfGroup).Select(_ => random.NextInt32(Images))];
        int steps = (images + batchSize - 1) / batchSize;
        rates = [.. Enumerable.Repeat(1e-6f, steps * RunsOfGroup)];
        results = new PassResult[RunsOfGroup];
    }

    /// <summary>How many runs share a pass.</summary>
    public int RunsOfGroup { get; }

    /// <summary>Trains each run for a pass; returns the images of all.</summary>
    public long Train()
    {
        foreach (IGroupLearner group in groups)
            group.Train(digits, order, rates, results);
        return (long)order.Length * groups.Length;
    }

    public void Dispose()
    {
        foreach (IGroupLearner group in groups)
            group.Dispose();
    }
}
