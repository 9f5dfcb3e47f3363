using System.Collections.Concurrent;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Sweeps;

/// <summary>Records in a results database.</summary>
/// <param name="database">The database; not disposed of here.</param>
/// <param name="runner">Who records; not disposed of here.</param>
/// <param name="provenance">Where and with what a run is trained, by its id: a sweep may have several engines.</param>
/// <param name="failures">
/// Failed attempts after which to try again, from <see cref="ResultsDatabase.Failures"/>; null for none.
/// </param>
public sealed class DatabaseRecorder(
    ResultsDatabase database, Runner runner, Func<string, Provenance> provenance,
    IReadOnlyDictionary<string, long>? failures = null) : IRunRecorder
{
    private readonly ConcurrentDictionary<string, RunLease> leases = new(StringComparer.Ordinal);

    /// <summary>Where and with what a run is trained, by its id.</summary>
    public Func<string, Provenance> Provenance => provenance;

    /// <inheritdoc/>
    public RunStart Start(string runId, IReadOnlyList<EpochResult> before, Continuation? continuedFrom = null)
    {
        long? retry = failures is not null && failures.TryGetValue(runId, out long token) ? token : null;
        RunClaim claim = database.Claim(runId, runner, provenance(runId), before, retry, continuedFrom);
        if (claim.Lease is not null)
        {
            leases[runId] = claim.Lease;
            return RunStart.Here;
        }

        // One that was removed meanwhile is not trained, and stays to be done.
        return claim.Status == RunStatus.Running ? RunStart.Held : RunStart.Ended(claim.Status ?? RunStatus.Pending);
    }

    /// <inheritdoc/>
    public void RecordEpoch(string runId, EpochResult epoch) => database.RecordEpoch(Lease(runId), epoch);

    /// <inheritdoc/>
    public bool Finish(string runId, TrainedRun run)
    {
        database.Finish(Lease(runId), run);
        return true;
    }

    /// <inheritdoc/>
    public void Fail(string runId, string error) => database.Fail(Lease(runId), error);

    /// <inheritdoc/>
    public void Interrupt(string runId) => database.Release(Lease(runId));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, RunHolder> Holders(IReadOnlyCollection<string> runIds) =>
        database.Holders(runIds, runner).ToDictionary(
            held => held.Key, held => new RunHolder(held.Value.Host, held.Value.Pid), StringComparer.Ordinal);

    /// <summary>By what right a run is recorded here, if it was claimed.</summary>
    public LeaseFence Fence(string runId) =>
        new(runner.Id, leases.TryGetValue(runId, out RunLease? lease) ? lease.Token : null);

    /// <summary>Lets a run's claim count no more: it is about to be claimed anew.</summary>
    public void Forget(string runId) => leases.TryRemove(runId, out _);

    private RunLease Lease(string runId) =>
        leases.TryGetValue(runId, out RunLease? lease) ? lease : throw new LeaseLostException(runId);
}
