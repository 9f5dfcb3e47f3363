using System.Collections.Concurrent;
using LeNetLab.Launchers;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Training;

namespace LeNetLab.Spooling;

/// <summary>Keeps the ends of one process's runs in a spool, and brings them from there into the database.</summary>
/// <param name="spool">Where they are kept.</param>
/// <param name="collector">Brings them into the database.</param>
/// <param name="runs">What defines a run, by its id.</param>
/// <param name="provenance">Where and with what a run is trained, by its id.</param>
/// <param name="clock">Tells when runs start and finish.</param>
public sealed class SpoolKeeper(
    Spool spool, SpoolCollector collector, Func<string, ManifestRun> runs, Func<string, Provenance> provenance,
    TimeProvider clock)
{
    private readonly CheckpointFolder checkpoints = new(spool.Results);
    private readonly ConcurrentDictionary<string, string> startedAt = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> files = [];
    private int attempts;

    /// <summary>Where results are kept, the first to be tried first.</summary>
    public IReadOnlyList<string> Folders => spool.Folders;

    /// <summary>Files of this process that wait.</summary>
    public IReadOnlyList<string> Waiting => [.. files.Where(File.Exists).Order(StringComparer.Ordinal)];

    /// <summary>A run begins or goes on.</summary>
    public void Begin(string runId) => startedAt[runId] = Timestamp.Of(clock);

    /// <summary>Keeps what became of a run.</summary>
    /// <returns>The file; null if it can be written nowhere.</returns>
    public string? TryKeep(string runId, RunEnd end, LeaseFence fence)
    {
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(fence);
        var result = new RemoteResult(
            provenance(runId), startedAt[runId], Timestamp.Of(clock), end.Run, end.Error);
        string attempt = $"{fence.RunnerId}-{Interlocked.Increment(ref attempts)}";
        string? file = spool.TryWrite(attempt, result, new Spooled(runs(runId), fence));
        if (file is not null)
            files.Add(file);
        return file;
    }

    /// <inheritdoc cref="SpoolCollector.Take"/>
    public void Take(string file, LeaseFence fence) => collector.Take(file, fence);

    /// <inheritdoc cref="SpoolCollector.Collect"/>
    public void Collect() => collector.Collect();

    /// <summary>Removes the checkpoints of a run that is recorded, if it can.</summary>
    public void ForgetCheckpoints(string runId)
    {
        try
        {
            checkpoints.Delete(runId);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            // Nobody asks for them any more; the next command tries again.
        }
    }
}

/// <summary>What became of a run.</summary>
/// <param name="Run">The finished training; null if it failed.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
public sealed record RunEnd(TrainedRun? Run, string? Error);
