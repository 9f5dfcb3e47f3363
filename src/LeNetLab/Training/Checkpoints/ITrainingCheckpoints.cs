namespace LeNetLab.Training.Checkpoints;

/// <summary>Where one training goes on from, and leaves what it can go on from. Called by one thread.</summary>
public interface ITrainingCheckpoints
{
    /// <summary>Hands over what the training goes on from, once; null if it begins.</summary>
    TrainingCheckpoint? Take();

    /// <summary>Whether a checkpoint is wanted after an epoch.</summary>
    /// <param name="epoch">From 1.</param>
    bool IsDue(int epoch);

    /// <summary>Keeps a checkpoint. It does not throw: training goes on without it.</summary>
    void Save(TrainingCheckpoint checkpoint);
}
