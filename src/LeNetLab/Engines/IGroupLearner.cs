using LeNetLab.Data;

namespace LeNetLab.Engines;

/// <summary>
/// Several runs of one kind in training and measured together. Not thread-safe; one caller at a time. A run that
/// diverges leaves the others as they are.
/// </summary>
public interface IGroupLearner : IDisposable
{
    /// <summary>Runs in the group, those closed included.</summary>
    int Runs { get; }

    /// <summary>Threads that measuring uses; otherwise as <see cref="ILearner.Threads"/>.</summary>
    int Threads { get; set; }

    /// <inheritdoc cref="ILearner.ReadParameters"/>
    /// <param name="run">Whose.</param>
    /// <param name="values">Receives them.</param>
    void ReadParameters(int run, Span<float> values);

    /// <inheritdoc cref="ILearner.WriteParameters"/>
    /// <param name="run">Whose.</param>
    /// <param name="values">Their values.</param>
    void WriteParameters(int run, ReadOnlySpan<float> values);

    /// <inheritdoc cref="ILearner.ReadState"/>
    /// <param name="run">Whose.</param>
    LearnerState ReadState(int run);

    /// <inheritdoc cref="ILearner.WriteState"/>
    /// <param name="run">Whose.</param>
    /// <param name="state">Where it goes on.</param>
    void WriteState(int run, LearnerState state);

    /// <summary>
    /// Ends a run: it is neither trained nor measured any more, its results hold 0 images, and its parameters are no
    /// longer to be read. Its images and rates are still among those given, and count for nothing.
    /// </summary>
    void Close(int run);

    /// <summary>
    /// Trains each run on images of its own, one step for each batch; the last may be smaller. A step follows the
    /// gradient of the mean loss of the run's batch.
    /// </summary>
    /// <param name="images">The set that <paramref name="order"/> points into.</param>
    /// <param name="order">Image indices, [run][image], batch after batch.</param>
    /// <param name="learningRates">[run][step].</param>
    /// <param name="results">[run]; receives loss and errors, each batch measured before its step.</param>
    /// <exception cref="EngineMemoryException">There is no room for so many runs.</exception>
    void Train(
        ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates, Span<PassResult> results);

    /// <inheritdoc cref="ILearner.EstimateCurvature"/>
    /// <param name="run">Whose.</param>
    /// <param name="images">The set that <paramref name="sample"/> points into.</param>
    /// <param name="sample">Image indices, at least one.</param>
    void EstimateCurvature(int run, ImageSet images, ReadOnlySpan<int> sample);

    /// <summary>Measures each run without learning.</summary>
    /// <param name="images">The set that <paramref name="selection"/> points into.</param>
    /// <param name="selection">Image indices, [run][image].</param>
    /// <param name="predictions">
    /// [run][image]; receives the most probable class of each, or is empty. Those of a closed run are left as they are.
    /// </param>
    /// <param name="results">[run]; receives loss and errors.</param>
    /// <exception cref="EngineMemoryException">There is no room for so many runs.</exception>
    void Evaluate(
        ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions, Span<PassResult> results);
}
