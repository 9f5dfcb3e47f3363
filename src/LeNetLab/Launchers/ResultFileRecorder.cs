using System.Collections.Concurrent;
using LeNetLab.Results;
using LeNetLab.Sweeps;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Launchers;

/// <summary>Records what becomes of a task's runs in files, for a database that is elsewhere.</summary>
/// <param name="batch">Where they go.</param>
/// <param name="attempt">What tells this attempt of the task from every other.</param>
/// <param name="provenance">Where and with what a run is trained, by its id.</param>
/// <param name="clock">Tells when runs start and finish.</param>
public sealed class ResultFileRecorder(
    BatchFolder batch, string attempt, Func<string, Provenance> provenance, TimeProvider clock) : IRunRecorder
{
    private readonly ConcurrentDictionary<string, string> started = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <remarks>A task that was started anew finds what it had finished before.</remarks>
    public RunStart Start(string runId, IReadOnlyList<EpochResult> before, Continuation? continuedFrom = null)
    {
        if (batch.HasResult(runId))
            return RunStart.Ended(RunStatus.Done);
        started[runId] = Timestamp.Of(clock);
        return RunStart.Here;
    }

    /// <inheritdoc/>
    public void RecordEpoch(string runId, EpochResult epoch)
    {
        // Epochs are in the run's checkpoint until it ends.
    }

    /// <inheritdoc/>
    public bool Finish(string runId, TrainedRun run)
    {
        Write(runId, run, null);
        return true;
    }

    /// <inheritdoc/>
    public void Fail(string runId, string error) => Write(runId, null, error);

    /// <inheritdoc/>
    public void Interrupt(string runId)
    {
        // A run without a result is one that is yet to be trained.
    }

    /// <inheritdoc/>
    /// <remarks>A copy of the task may be at work, and is not waited for: both come to the same.</remarks>
    public IReadOnlyDictionary<string, RunHolder> Holders(IReadOnlyCollection<string> runIds) =>
        new Dictionary<string, RunHolder>(StringComparer.Ordinal);

    private void Write(string runId, TrainedRun? run, string? error)
    {
        var result = new RemoteResult(provenance(runId), started[runId], Timestamp.Of(clock), run, error);
        ResultFile.Write(batch.Finished, runId, attempt, result);
    }
}
