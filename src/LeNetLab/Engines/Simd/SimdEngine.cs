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

    /// <inheritdoc/>
    public EngineIdentity Identity { get; } = new("simd", Version, "cpu", WidestVectorBits);

    /// <inheritdoc/>
    public int GroupCapacity => Vector512.IsHardwareAccelerated ? Lane16.Count : Lane8.Count;

    private static int WidestVectorBits =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

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

    /// <inheritdoc/>
    public IGroupLearner CreateGroupLearner(Network network, IReadOnlyList<OptimizerSpec> optimizers)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizers);
        return Vector512.IsHardwareAccelerated
            ? RunGroup<Lane16>.Create(network, optimizers)
            : RunGroup<Lane8>.Create(network, optimizers);
    }
}
