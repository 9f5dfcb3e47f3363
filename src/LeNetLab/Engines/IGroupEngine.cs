using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines;

/// <summary>
/// An engine that trains several runs of one kind together in less time than one after the other. Each run keeps its
/// own weights, images, rates and results.
/// </summary>
public interface IGroupEngine : IEngine
{
    /// <summary>What a run must have in common with others; null if the engine trains such a run alone.</summary>
    GroupKind? KindOf(ModelSpec model, TrainingSpec training);

    /// <summary>Runs of a kind that a group holds at most.</summary>
    int GroupCapacity(GroupKind kind);

    /// <summary>
    /// Time of a training pass of a group, as a multiple of what the multiply-adds of one of its runs take in an
    /// ordinary pass. Only ratios count: they decide how a sweep is cut into groups.
    /// </summary>
    /// <param name="kind">The runs'.</param>
    /// <param name="runs">How many; 1 for a run that is trained alone.</param>
    double PassCost(GroupKind kind, int runs);

    /// <summary>Makes a learner for a group of runs. Their parameters are 0 until written.</summary>
    /// <param name="networks">[run]; runs of one model share the instance.</param>
    /// <param name="optimizers">[run].</param>
    /// <param name="batchSize">The largest batch that each run will be given.</param>
    /// <exception cref="ArgumentException">There are too many runs, or they differ in kind.</exception>
    /// <exception cref="EngineMemoryException">There is no room for so many.</exception>
    IGroupLearner CreateGroupLearner(
        IReadOnlyList<Network> networks, IReadOnlyList<OptimizerSpec> optimizers, int batchSize);
}
