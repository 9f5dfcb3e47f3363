using LeNetLab.Data;

namespace LeNetLab.Methods;

/// <summary>
/// A way to learn from images that is no network: it is fitted once, not in passes. It depends on neither chance nor
/// the machine nor the number of threads.
/// </summary>
public interface IMethod
{
    /// <summary>Learns.</summary>
    /// <param name="set">What from.</param>
    /// <param name="work">Does the parts of it, side by side.</param>
    /// <returns>All that predictions follow from beside the training set, as its model lays it out.</returns>
    /// <exception cref="MethodException">It came to no end.</exception>
    float[] Fit(FittingSet set, Workforce work);

    /// <summary>What was learnt, ready to be asked.</summary>
    /// <param name="parameters">As <see cref="Fit"/> gave them.</param>
    /// <param name="set">What it was learnt from.</param>
    IClassifier Load(float[] parameters, FittingSet set);
}

/// <summary>Tells the class of images.</summary>
public interface IClassifier
{
    /// <summary>Predicts.</summary>
    /// <param name="images">The set.</param>
    /// <param name="selection">Which of its images.</param>
    /// <param name="classes">Receives the class of each.</param>
    /// <param name="work">Does the parts of it, side by side.</param>
    void Predict(ImageSet images, ReadOnlyMemory<int> selection, Memory<byte> classes, Workforce work);
}

/// <summary>What a method learns from.</summary>
/// <param name="Images">A training set.</param>
/// <param name="Training">Which of its images, ascending.</param>
/// <param name="Validation">Which others choose what is not learnt, ascending; may be none.</param>
public sealed record FittingSet(ImageSet Images, ReadOnlyMemory<int> Training, ReadOnlyMemory<int> Validation);

/// <summary>A method came to no end with what it was given; the message says what would help.</summary>
public sealed class MethodException(string message) : Exception(message);
