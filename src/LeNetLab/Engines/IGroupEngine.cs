using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines;

/// <summary>
/// An engine that trains several runs of one network together, pattern by pattern, in less time than one after the
/// other. Each run's numbers are those of the same run alone.
/// </summary>
public interface IGroupEngine : IEngine
{
    /// <summary>Runs that a group holds at most.</summary>
    int GroupCapacity { get; }

    /// <summary>Makes a learner for a group of runs at batch size 1. Its parameters are 0 until written.</summary>
    /// <param name="network">What each run computes.</param>
    /// <param name="optimizers">
    /// [run], at most <see cref="GroupCapacity"/>. They may differ in their numbers, not in kind.
    /// </param>
    /// <exception cref="ArgumentException">There are too many, or they differ in kind.</exception>
    IGroupLearner CreateGroupLearner(Network network, IReadOnlyList<OptimizerSpec> optimizers);
}
