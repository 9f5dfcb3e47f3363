using LeNetLab.Models;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Training;

/// <summary>How a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were run.</summary>
    Done,

    /// <summary>The loss stopped being finite; the epochs before it are kept.</summary>
    Diverged,
}

/// <summary>A finished training.</summary>
/// <param name="End">Done or diverged.</param>
/// <param name="Model">What was trained.</param>
/// <param name="TrainImages">Images trained on, validation left out.</param>
/// <param name="Epochs">One for each epoch finished.</param>
/// <param name="Weights">The final parameters in the model's layout.</param>
/// <param name="TestPredictions">[test image], the class that the final network gives it; empty if diverged.</param>
/// <param name="TrainSeconds">
/// Time of the training passes, evaluation left out; of runs trained together each has an equal share. Epochs that a
/// shorter run trained count.
/// </param>
public sealed record TrainedRun(
    TrainingEnd End,
    IModel Model,
    int TrainImages,
    IReadOnlyList<EpochResult> Epochs,
    float[] Weights,
    byte[] TestPredictions,
    double TrainSeconds)
{
    /// <summary>
    /// Time to classify every test image once, with the final weights, in seconds of cores; null where it is not known.
    /// </summary>
    public double? PredictSeconds { get; init; }

    /// <summary>The shorter run that trained the first of these epochs; null if it began itself.</summary>
    public Continuation? ContinuedFrom { get; init; }

    /// <summary>Numbers that its predictions follow from.</summary>
    public int Parameters => Model.ParametersIn(Weights);

    /// <summary>Training images × epochs, per second of training.</summary>
    public double ImagesPerSecond => TrainSeconds > 0 ? TrainImages * (double)Epochs.Count / TrainSeconds : 0;
}
