using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines;

/// <summary>Something that can train networks.</summary>
public interface IEngine
{
    /// <summary>What it is, for records and for a run's identity.</summary>
    EngineIdentity Identity { get; }

    /// <summary>
    /// Multiply-adds of one run that a learner is given in one call, which cannot be cancelled and is not reported on;
    /// infinity for a whole epoch. It decides in which order losses are added, so it is the same on every machine.
    /// </summary>
    double SliceMultiplyAdds { get; }

    /// <summary>What of a run this engine has nothing to compute with, in a sentence; null if it has everything.</summary>
    /// <param name="model">A network.</param>
    /// <param name="optimizer">How it is trained.</param>
    string? Lack(ModelSpec model, OptimizerSpec optimizer) => null;

    /// <summary>Makes a learner for one run. Its parameters are 0 until written.</summary>
    /// <param name="network">What to compute.</param>
    /// <param name="optimizer">How gradients become steps.</param>
    /// <param name="batchSize">The largest batch it will be given.</param>
    /// <exception cref="EngineMemoryException">There is no room for it.</exception>
    ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize);
}

/// <summary>An engine's name and what its numbers depend on.</summary>
/// <param name="Name"><c>simd</c>, <c>reference</c>, <c>torch</c>.</param>
/// <param name="Version">Raised whenever the same run would end in other weights.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="VectorBits">Width of the vectors used here: recorded, but without influence on results.</param>
public sealed record EngineIdentity(string Name, int Version, string Device, int VectorBits);
