using LeNetLab.Data;
using LeNetLab.Models;

namespace LeNetLab.Engines;

/// <summary>
/// One network with its optimiser: parameters in, passes over images, parameters out. Not thread-safe; one caller at
/// a time. Order, rates and first weights come from outside, so that every engine starts from the same numbers.
/// </summary>
public interface ILearner : IDisposable
{
    /// <summary>What it computes.</summary>
    Network Network { get; }

    /// <summary>
    /// Threads that a pass uses, 1 unless set; set between passes. What is set is the most that it may use: an engine
    /// that has no work for as many uses fewer, and says so here. Results do not depend on it.
    /// </summary>
    int Threads { get; set; }

    /// <summary>Copies the parameters out, in the network's layout.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="Network.VectorLength"/>.</exception>
    void ReadParameters(Span<float> values);

    /// <summary>Sets the parameters and forgets the optimiser's state. Structural zeros must be 0.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="Network.VectorLength"/>.</exception>
    void WriteParameters(ReadOnlySpan<float> values);

    /// <summary>Copies out all that the next steps follow from; the next passes do not alter it.</summary>
    LearnerState ReadState();

    /// <summary>Goes on where another learner was whose state this is.</summary>
    /// <exception cref="ArgumentException">It is of another network, optimiser or engine.</exception>
    void WriteState(LearnerState state);

    /// <summary>
    /// Trains one step for each batch of <paramref name="order"/>; the last may be smaller. A step follows the
    /// gradient of the batch's mean loss.
    /// </summary>
    /// <param name="images">The set that <paramref name="order"/> points into.</param>
    /// <param name="order">Image indices, batch after batch.</param>
    /// <param name="learningRates">One for each step.</param>
    /// <returns>Loss and errors measured during the pass, each batch before its step.</returns>
    PassResult Train(ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates);

    /// <summary>Measures without learning.</summary>
    /// <param name="images">The set that <paramref name="selection"/> points into.</param>
    /// <param name="selection">Image indices.</param>
    /// <param name="predictions">Receives the most probable class of each, or is empty.</param>
    PassResult Evaluate(ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions);

    /// <summary>Class probabilities, [image][class].</summary>
    void Probabilities(ImageSet images, ReadOnlySpan<int> selection, Span<float> probabilities);

    /// <summary>The gradient of one batch's mean loss, in the network's layout, without a step.</summary>
    PassResult Gradients(ImageSet images, ReadOnlySpan<int> batch, Span<float> gradients);

    /// <summary>
    /// The second derivatives of the loss by each parameter, as SDLM takes them, in the network's layout: the mean over
    /// some images of the diagonal Gauss–Newton approximation, propagated back layer by layer (LeCun et al. 1998,
    /// App. C). None is negative.
    /// </summary>
    /// <exception cref="NotSupportedException">The engine cannot.</exception>
    void Curvatures(ImageSet images, ReadOnlySpan<int> sample, Span<float> curvatures);

    /// <summary>
    /// Takes the curvatures with the parameters as they are for the next steps of SDLM. Until it is called, once the
    /// parameters are written, its steps have length 0.
    /// </summary>
    /// <param name="images">The set that <paramref name="sample"/> points into.</param>
    /// <param name="sample">Image indices, at least one.</param>
    /// <exception cref="NotSupportedException">The optimiser does not ask for it, or the engine cannot.</exception>
    void EstimateCurvature(ImageSet images, ReadOnlySpan<int> sample);
}

/// <summary>What a pass over images found.</summary>
/// <param name="Images">How many.</param>
/// <param name="LossSum">Sum of their losses, in nats; with MSE a squared distance.</param>
/// <param name="Errors">How many were misclassified; of equally probable classes the lowest counts.</param>
public readonly record struct PassResult(int Images, double LossSum, int Errors)
{
    /// <summary>Mean loss.</summary>
    public double MeanLoss => LossSum / Images;

    /// <summary>Misclassified, in per cent.</summary>
    public double ErrorPct => 100.0 * Errors / Images;

    /// <summary>Two passes as one.</summary>
    public static PassResult operator +(PassResult a, PassResult b) =>
        new(a.Images + b.Images, a.LossSum + b.LossSum, a.Errors + b.Errors);
}
