using System.Runtime.Intrinsics;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Runs;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// The default engine: images in the lanes of vector registers. Its results depend neither on the machine nor on the
/// width of its registers nor on the number of threads.
/// </summary>
public sealed class SimdEngine : IGroupEngine
{
    /// <summary>Raised with every change that alters a bit of any result.</summary>
    private const int Version = 2;

    /// <summary>
    /// Time for a multiply-add of a run at batch size 1 alone, where most lanes are empty, against that of larger
    /// batches; and of a group's pass against that. Measured on AVX2 (docs/performance.md); only ratios count. They are
    /// the classic network's: a group's pass of the wide one takes 1.8 times that of one run, and so less than two.
    /// </summary>
    private const double AloneFactor = 8, GroupFactor = 11;

    /// <inheritdoc/>
    public EngineIdentity Identity { get; } = new("simd", Version, "cpu", WidestVectorBits);

    /// <summary>Some tenths of a second on one core.</summary>
    public double SliceMultiplyAdds => 4e9;

    private static int WidestVectorBits =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

    /// <inheritdoc/>
    public string? Lack(ModelSpec model, OptimizerSpec optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        return EngineProbe.Lack(this, model, optimizer);
    }

    /// <inheritdoc/>
    public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        return Vector512.IsHardwareAccelerated
            ? new SimdLearner<Lane16>(network, optimizer, batchSize)
            : new SimdLearner<Lane8>(network, optimizer, batchSize);
    }

    /// <summary>Runs at batch size 1 share the lanes; larger batches fill them by themselves.</summary>
    public GroupKind? KindOf(ModelSpec model, TrainingSpec training)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        OptimizerSpec optimizer = training.Optimizer;
        return training.BatchSize != 1
            ? null
            : new GroupKind(model, optimizer.GetType(), optimizer is OptimizerSpec.Sgd { Nesterov: true }, 1);
    }

    /// <summary>A lane for each run.</summary>
    public int GroupCapacity(GroupKind kind) => Vector512.IsHardwareAccelerated ? Lane16.Count : Lane8.Count;

    /// <inheritdoc/>
    public double PassCost(GroupKind kind, int runs) => runs > 1 ? GroupFactor : AloneFactor;

    /// <inheritdoc/>
    public IGroupLearner CreateGroupLearner(
        IReadOnlyList<Network> networks, IReadOnlyList<OptimizerSpec> optimizers, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(optimizers);
        if (batchSize != 1)
            throw new ArgumentException($"Runs share the lanes at batch size 1, not {batchSize}.");
        if (networks.Count != optimizers.Count)
            throw new ArgumentException($"{networks.Count} networks and {optimizers.Count} optimisers.");
        if (networks.Distinct(ReferenceEqualityComparer.Instance).Count() != 1)
            throw new ArgumentException("Runs that share the lanes are of one network.");
        return Vector512.IsHardwareAccelerated
            ? RunGroup<Lane16>.Create(networks[0], optimizers)
            : RunGroup<Lane8>.Create(networks[0], optimizers);
    }
}
