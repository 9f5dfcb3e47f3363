using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Training;
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

    /// <summary>Whether one is wanted after an epoch: a run's last is, where a longer run can go on from it.</summary>
    public bool IsDue(PlannedRun run, int epoch) => plan is { Every: > 0 and var every }
        && (epoch % every == 0
            || (epoch == run.Spec.Training.Epochs && LearningRateSchedule.SharesFirst(run.Spec.Training, epoch)));

    /// <summary>
    /// What a run can go on from, its own checkpoint or the end of a shorter run if that is further; null for its
    /// beginning.
    /// </summary>
    public TrainingCheckpoint? Latest(SweepItem item)
    {
        if (plan is null)
            return null;
        PlannedRun run = item.Run;
        FoundCheckpoint own = Find(() => plan.Store.Latest(run));
        TrainingCheckpoint? found = own.Checkpoint;
        var problems = new List<string>(own.Problems);
        foreach (PlannedRun shorter in item.Shorter.TakeWhile(shorter => shorter.Spec.Training.Epochs > own.Epoch))
        {
            FoundCheckpoint end = Find(() => plan.Store.End(shorter));
            problems.AddRange(end.Problems);
            if (end.Checkpoint is { } beginning && BeginningOf(run, shorter.RunId, beginning) is { } usable)
            {
                found = usable;
                break;
            }
        }

        if (problems.Count > 0)
        {
            string instead = found is { } usable ? $"goes on after epoch {usable.Epoch}" : "begins anew";
            observer.OnNotice($"{string.Join('\n', problems)}\n{run.Spec.Variant} seed {run.Spec.Seed} {instead}.");
        }

        return found;
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

    private static FoundCheckpoint Find(Func<FoundCheckpoint> look)
    {
        try
        {
            return look();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new FoundCheckpoint(null, [failure.Message]);
        }
    }

    /// <summary>
    /// The end of a shorter run as what a longer one goes on from. Whether layers are looked into is no part of what a
    /// run is, so the shorter may lack what the longer is to have, and then is of no use; or have more.
    /// </summary>
    private static TrainingCheckpoint? BeginningOf(PlannedRun run, string shorterId, TrainingCheckpoint end)
    {
        bool looks = run.Spec.Training.LayerStats;
        return looks && end.Epochs.Any(epoch => epoch.Layers.Rows.Count == 0)
            ? null
            : end with
            {
                Epochs = looks
                    ? end.Epochs
                    : [.. end.Epochs.Select(epoch => epoch with { Layers = LayerResults.None })],
                ContinuedFrom = new Continuation(shorterId, end.Epoch),
            };
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
