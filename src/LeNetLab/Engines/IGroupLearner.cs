using LeNetLab.Data;
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

/// <summary>
/// Several runs of one network in training, pattern by pattern. Not thread-safe; one caller at a time. A run that
/// diverges leaves the others as they are.
/// </summary>
public interface IGroupLearner : IDisposable
{
    /// <summary>What each run computes.</summary>
    Network Network { get; }

    /// <summary>Runs in the group.</summary>
    int Runs { get; }

    /// <inheritdoc cref="ILearner.ReadParameters"/>
    /// <param name="run">Whose.</param>
    /// <param name="values">Receives them.</param>
    void ReadParameters(int run, Span<float> values);

    /// <inheritdoc cref="ILearner.WriteParameters"/>
    /// <param name="run">Whose.</param>
    /// <param name="values">Their values.</param>
    void WriteParameters(int run, ReadOnlySpan<float> values);

    /// <summary>Trains each run on an image of its own, step after step.</summary>
    /// <param name="images">The set that <paramref name="order"/> points into.</param>
    /// <param name="order">Image indices, [step][run].</param>
    /// <param name="learningRates">[step][run].</param>
    /// <param name="results">Receives each run's loss and errors, every pattern measured before its step.</param>
    void Train(
        ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates, Span<PassResult> results);
}
