using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Sweeps;

/// <summary>How a sweep keeps checkpoints.</summary>
/// <param name="Store">Where.</param>
/// <param name="Every">After every so many epochs; 0 writes none, and still goes on from those that are there.</param>
public sealed record CheckpointPlan(ICheckpointStore Store, int Every);

/// <summary>
/// The checkpoints of a sweep's runs. They save time and nothing else: what goes wrong with them is said, and the sweep
/// goes on.
/// </summary>
/// <param name="plan">Where and how often; null for none at all.</param>
/// <param name="observer">Told what goes wrong.</param>
internal sealed class SweepCheckpoints(CheckpointPlan? plan, ISweepObserver observer)
{
    private readonly Trouble saving = new(), deleting = new();

    /// <summary>Whether one is wanted after an epoch.</summary>
    public bool IsDue(int epoch) => plan is { Every: > 0 and var every } && epoch % every == 0;

    /// <summary>What a run can go on from; null for its beginning.</summary>
    public TrainingCheckpoint? Latest(PlannedRun run)
    {
        if (plan is null)
            return null;
        FoundCheckpoint found;
        try
        {
            found = plan.Store.Latest(run);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            found = new FoundCheckpoint(null, [failure.Message]);
        }

        if (found.Problems.Count > 0)
        {
            string instead = found.Checkpoint is { } usable ? $"goes on after epoch {usable.Epoch}" : "begins anew";
            observer.OnNotice(
                $"{string.Join('\n', found.Problems)}\n{run.Spec.Variant} seed {run.Spec.Seed} {instead}.");
        }

        return found.Checkpoint;
    }

    /// <summary>Keeps a checkpoint if it can.</summary>
    public void Save(PlannedRun run, TrainingCheckpoint checkpoint) =>
        Attempt(
            () => plan!.Store.Save(run, checkpoint), saving,
            "A checkpoint could not be written, and an interrupted run may have to begin anew",
            "Checkpoints are being written again.");

    /// <summary>Forgets a run that has ended.</summary>
    public void Delete(PlannedRun run)
    {
        if (plan is not null)
        {
            Attempt(
                () => plan.Store.Delete(run.RunId), deleting,
                "The checkpoints of a run that has ended could not be removed",
                "Checkpoints of runs that end are being removed again.");
        }
    }

    // A disk that is full stays so for the next thousand checkpoints: one notice is enough until it has room again, and
    // one more then. On the edge of it some fit and some do not.
    private void Attempt(Action work, Trouble trouble, string what, string again)
    {
        try
        {
            work();
            if (trouble.Succeed())
                observer.OnNotice(again);
        }
        catch (Exception failure)
        {
            if (trouble.Fail())
                observer.OnNotice($"{what}: {failure.Message} Training goes on; this is said once.");
        }
    }

    /// <summary>Whether something goes wrong, as far as it is worth telling. Used by several threads.</summary>
    private sealed class Trouble
    {
        private const int Enough = 3;
        private readonly Lock gate = new();
        private int successesToGo;

        /// <returns>Whether this is the first failure.</returns>
        public bool Fail()
        {
            lock (gate)
            {
                bool first = successesToGo == 0;
                successesToGo = Enough;
                return first;
            }
        }

        /// <returns>Whether all is well again.</returns>
        public bool Succeed()
        {
            lock (gate)
                return successesToGo > 0 && --successesToGo == 0;
        }
    }
}
