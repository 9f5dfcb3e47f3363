using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>
/// Some seeds of one network, pattern by pattern, with data in memory: in as few groups as the machine's registers
/// allow, one after the other, each run with an order and weights of its own.
/// </summary>
internal sealed class GroupLoad : IDisposable
{
    private const int Steps = 256;
    private const int Images = 2_048;

    private readonly IGroupLearner[] groups;
    private readonly ImageSet images = NoiseDigits.Draw(0, Images);
    private readonly int[] order;
    private readonly float[] rates;
    private readonly PassResult[] results;

    /// <param name="model">What is trained.</param>
    /// <param name="seeds">Runs, a multiple of what a group holds.</param>
    public GroupLoad(ModelSpec model, int seeds)
    {
        var engine = new SimdEngine();
        var training = new TrainingSpec { BatchSize = 1 };
        RunsOfGroup = Math.Min(seeds, engine.GroupCapacity(engine.KindOf(model, training)!));
        Network network = LeNet5.Build(model);
        groups = [.. Enumerable.Range(0, seeds / RunsOfGroup).Select(_ => engine.CreateGroupLearner(
            [.. Enumerable.Repeat(network, RunsOfGroup)], [.. Enumerable.Repeat(training.Optimizer, RunsOfGroup)], 1))];
        for (int seed = 0; seed < seeds; seed++)
        {
            groups[seed / RunsOfGroup].WriteParameters(
                seed % RunsOfGroup, Initialiser.Draw(network, InitialisationKind.LecunUniform, 1, seed));
        }

        SeedStream random = SeedStream.Open(0, "bench order");
        order = [.. Enumerable.Range(0, Steps * RunsOfGroup).Select(_ => random.NextInt32(Images))];
        rates = [.. Enumerable.Repeat(1e-6f, order.Length)];
        results = new PassResult[RunsOfGroup];
    }

    /// <summary>How many runs share a pass.</summary>
    public int RunsOfGroup { get; }

    /// <summary>Trains each run for some steps; returns the patterns of all.</summary>
    public long Train()
    {
        foreach (IGroupLearner group in groups)
            group.Train(images, order, rates, results);
        return (long)order.Length * groups.Length;
    }

    public void Dispose()
    {
        foreach (IGroupLearner group in groups)
            group.Dispose();
    }
}
