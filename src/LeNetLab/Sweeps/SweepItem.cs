using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;

namespace LeNetLab.Sweeps;

/// <summary>A run with what it costs, in multiply-adds: the unit of every estimate.</summary>
/// <param name="Run">The run.</param>
/// <param name="TrainingWork">Of one epoch's training pass.</param>
/// <param name="MeasuringWork">Of measuring training, validation and test images after it.</param>
public sealed record SweepItem(PlannedRun Run, double TrainingWork, double MeasuringWork)
{
    /// <summary>
    /// Epochs that its checkpoint or the end of a shorter run holds, as far as is known before the run is started.
    /// </summary>
    public int EpochsBefore { get; init; }

    /// <summary>Runs that it can go on from where they have left their ends, the longest first.</summary>
    public IReadOnlyList<PlannedRun> Shorter { get; init; } = [];

    /// <summary>The one of them that it goes on from, as far as is known before it is started; null for none.</summary>
    public PlannedRun? ContinuedFrom { get; init; }

    /// <summary>What is left of it after those.</summary>
    public double WorkLeft => Work - WorkAt(EpochsBefore, 0);

    /// <summary>Of the whole run.</summary>
    public double Work => Run.Spec.Training.Epochs * (TrainingWork + MeasuringWork);

    /// <summary>What is done after so many epochs and so many images of the next one's training pass.</summary>
    public double WorkAt(int epochsDone, int imagesSoFar) =>
        (epochsDone * (TrainingWork + MeasuringWork)) + (TrainingWork * imagesSoFar / Run.TrainImages);

    /// <summary>The same with where it goes on from, going by the names of files.</summary>
    public SweepItem Resuming(CheckpointFolder checkpoints)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        int own = checkpoints.EpochOf(Run);
        PlannedRun? shorter = Shorter.FirstOrDefault(
            run => run.Spec.Training.Epochs > own && checkpoints.HasEnd(run));
        return this with { EpochsBefore = shorter?.Spec.Training.Epochs ?? own, ContinuedFrom = shorter };
    }

    /// <summary>The cost of a run of a model, measured on so many test images.</summary>
    internal static SweepItem Of(PlannedRun run, IModel model, int testImages)
    {
        double measured = (double)run.TrainImages + run.Spec.Training.ValidationImages + testImages;
        return new SweepItem(
            run, (double)run.TrainImages * model.TrainingMultiplyAdds, measured * model.ForwardMultiplyAdds);
    }
}
