using LeNetLab.Data;
using LeNetLab.Models;

namespace LeNetLab.Engines;

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
