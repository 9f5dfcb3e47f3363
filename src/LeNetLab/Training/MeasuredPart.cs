using LeNetLab.Data;
using LeNetLab.Engines;

namespace LeNetLab.Training;

/// <summary>Images that are measured after each pass, slice by slice, and what was found.</summary>
/// <param name="images">The set that they are in.</param>
/// <param name="selection">Which of its images.</param>
/// <param name="predictions">Receives the most probable class of each, or is empty.</param>
internal sealed class MeasuredPart(ImageSet images, ReadOnlyMemory<int> selection, byte[] predictions)
{
    /// <summary>The set that they are in.</summary>
    public ImageSet Images => images;

    /// <summary>Which of its images.</summary>
    public ReadOnlySpan<int> Selection => selection.Span;

    /// <summary>Whether predictions are kept.</summary>
    public bool Predicts => predictions.Length > 0;

    /// <summary>What was found since the last <see cref="Begin"/>.</summary>
    public PassResult Found { get; private set; }

    /// <summary>What that took, in seconds of cores.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Forgets what was found before.</summary>
    public void Begin() => (Found, Time) = (default, default);

    /// <summary>Room for the predictions of a slice; none if they are not kept.</summary>
    public Span<byte> Predictions(int start, int length) => Predicts ? predictions.AsSpan(start, length) : [];

    /// <summary>Adds what was found in a slice.</summary>
    /// <param name="slice">What was found.</param>
    /// <param name="time">What it took.</param>
    public void Add(PassResult slice, TimeSpan time) => (Found, Time) = (Found + slice, Time + time);
}
