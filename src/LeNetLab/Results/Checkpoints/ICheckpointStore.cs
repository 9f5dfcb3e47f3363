using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Results.Checkpoints;

/// <summary>
/// Where checkpoints of unfinished runs lie, and the ends of finished ones that a longer run can go on from. Called by
/// several threads, and by several processes.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>The latest checkpoint of a run that can be used; what cannot be is passed over and named.</summary>
    FoundCheckpoint Latest(PlannedRun run);

    /// <summary>What a run left at its end, if that can be used.</summary>
    FoundCheckpoint End(PlannedRun run);

    /// <summary>
    /// Keeps a checkpoint and the one before it. One at the end of a run that a longer one can go on from stays when
    /// the run has ended.
    /// </summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It could not be written.</exception>
    void Save(PlannedRun run, TrainingCheckpoint checkpoint);

    /// <summary>Forgets a run that has ended, but for its end.</summary>
    /// <exception cref="IOException">Its files could not be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">Its files could not be removed.</exception>
    void Delete(string runId);
}

/// <summary>What was found of a run's checkpoints.</summary>
/// <param name="Checkpoint">The latest one that can be used; null if there is none.</param>
/// <param name="Problems">A sentence for each later one that cannot be: which file, and what is wrong with it.</param>
public sealed record FoundCheckpoint(TrainingCheckpoint? Checkpoint, IReadOnlyList<string> Problems)
{
    /// <summary>Epochs that are over; 0 if there is none.</summary>
    public int Epoch => Checkpoint?.Epoch ?? 0;
}
