using LeNetLab.Results;

namespace LeNetLab.Launchers.Slurm;

/// <summary>Where a run stands that was sent to Slurm, best first.</summary>
public enum SentPhase
{
    /// <summary>It is over, and its result waits to be taken in.</summary>
    Finished,

    /// <summary>A task is at it, or trains others before it.</summary>
    Running,

    /// <summary>Its task waits for its turn.</summary>
    Queued,

    /// <summary>Its task will not start unless somebody does something.</summary>
    Stuck,

    /// <summary>Its task is over or gone, and left no result.</summary>
    Vanished,
}

/// <summary>Where a run stands that was sent to Slurm.</summary>
/// <param name="Run">The run.</param>
/// <param name="Batch">With what it was sent.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="JobId">Its task's id, e.g. <c>17_3</c>; null if Slurm does not know it any more.</param>
/// <param name="State">What Slurm calls its task's state; null likewise.</param>
/// <param name="Reason">Why it is so, in Slurm's words; null likewise.</param>
public sealed record SentRun(
    ManifestRun Run, BatchFolder Batch, SentPhase Phase, string? JobId, string? State, string? Reason)
{
    /// <summary>Whether a result will come, or can be made to, without sending it again.</summary>
    public bool IsUnderWay => Phase != SentPhase.Vanished;
}

/// <summary>Merges what Slurm says of tasks with what their files say.</summary>
/// <param name="client">Talks to Slurm.</param>
public sealed class SlurmView(SlurmClient client)
{
    /// <summary>
    /// Where each run stands that was sent and is not recorded as over, as the best of its tasks goes. Batches whose
    /// runs are all recorded are closed.
    /// </summary>
    /// <param name="batches">Where to look.</param>
    /// <param name="statuses">How each run is recorded.</param>
    /// <exception cref="LaunchException">Slurm is needed and does not answer, or a file cannot be read.</exception>
    public IReadOnlyList<SentRun> Of(
        IReadOnlyList<BatchFolder> batches, IReadOnlyDictionary<string, RunStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(statuses);
        var open = new List<(BatchFolder Batch, IReadOnlyList<ManifestTask> Tasks, SlurmJobs Jobs)>();
        foreach (BatchFolder batch in batches)
        {
            IReadOnlyList<ManifestTask> tasks = Manifest.Read(batch);
            if (tasks.SelectMany(task => task.Runs).Any(run => IsOpen(run.RunId, statuses)))
                open.Add((batch, tasks, SlurmJobs.Read(batch)));
            else if (batch.Waiting().Count == 0)
                File.WriteAllText(batch.Closed, "");
        }

        if (open.Count == 0)
            return [];
        ILookup<string, QueuedTask> queue = client
            .Queue([.. open.SelectMany(sent => sent.Jobs.Arrays).Select(array => array.Name)])
            .ToLookup(task => task.Array);
        return
        [
            .. open.SelectMany(sent => Merge(sent.Batch, sent.Tasks, sent.Jobs, queue))
                .Where(sent => IsOpen(sent.Run.RunId, statuses))
                .GroupBy(sent => sent.Run.RunId)
                .Select(same => same.Reverse().MinBy(sent => sent.Phase)!),
        ];
    }

    /// <summary>The runs of one batch, in its order.</summary>
    internal static IEnumerable<SentRun> Merge(
        BatchFolder batch, IReadOnlyList<ManifestTask> tasks, SlurmJobs jobs, ILookup<string, QueuedTask> queue)
    {
        HashSet<string> finished = [.. batch.Waiting().Select(ResultFile.RunIdOf)];
        HashSet<string> collected = [.. batch.TakenIn().Select(ResultFile.RunIdOf)];
        foreach (SlurmArray array in jobs.Arrays)
        {
            // A task that was requeued may be shown twice: what is still to come counts.
            Dictionary<int, QueuedTask> known = queue[array.Name].GroupBy(task => task.Index)
                .ToDictionary(same => same.Key, same => same.MinBy(task => task.Phase == TaskPhase.Over)!);
            foreach (ManifestTask task in tasks.Skip(array.First).Take(array.Tasks))
            {
                QueuedTask? queued = known.GetValueOrDefault(task.Task - array.First);
                foreach (ManifestRun run in task.Runs.Where(run => !collected.Contains(run.RunId)))
                {
                    SentPhase phase = finished.Contains(run.RunId) ? SentPhase.Finished : Of(queued);
                    yield return new SentRun(run, batch, phase, queued?.JobId, queued?.State, queued?.Reason);
                }
            }
        }
    }

    private static SentPhase Of(QueuedTask? task) => task?.Phase switch
    {
        TaskPhase.Running => SentPhase.Running,
        TaskPhase.Queued => SentPhase.Queued,
        TaskPhase.Stuck => SentPhase.Stuck,
        _ => SentPhase.Vanished,
    };

    // One that failed is over, too, until it is sent again: then it has a task that Slurm knows.
    private static bool IsOpen(string runId, IReadOnlyDictionary<string, RunStatus> statuses) =>
        !statuses.TryGetValue(runId, out RunStatus status)
        || status is RunStatus.Pending or RunStatus.Running or RunStatus.Failed;
}
