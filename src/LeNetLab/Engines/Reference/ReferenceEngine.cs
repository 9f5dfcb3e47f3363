using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Reference;

/// <summary>The slow, obvious network in double precision: what every other engine is tested against.</summary>
public sealed class ReferenceEngine : IEngine
{
    /// <summary>Raised with every change that alters a result.</summary>
    private const int Version = 1;

    /// <inheritdoc/>
    public EngineIdentity Identity { get; } = new("reference", Version, "cpu", 64);

    /// <inheritdoc/>
    public double SliceMultiplyAdds => 4e9;

    /// <inheritdoc/>
    public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        return new ReferenceLearner(network, optimizer, batchSize);
    }
}
