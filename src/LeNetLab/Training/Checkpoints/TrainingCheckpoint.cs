using LeNetLab.Engines;

namespace LeNetLab.Training.Checkpoints;

/// <summary>
/// A training between two epochs. Orders and rates follow from the run and the number of the epoch, so with these the
/// rest of the run is the same as if it had never been stopped.
/// </summary>
/// <param name="Epochs">Those that are over, from the first.</param>
/// <param name="State">The learner's after the last of them.</param>
public sealed record TrainingCheckpoint(IReadOnlyList<EpochResult> Epochs, LearnerState State)
{
    /// <summary>Epochs that are over.</summary>
    public int Epoch => Epochs.Count;

    /// <summary>The shorter run that trained the first of them; null if this one began itself.</summary>
    public Continuation? ContinuedFrom { get; init; }
}
