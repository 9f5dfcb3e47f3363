using System.Collections.Concurrent;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Sweeps;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Sweeps;

/// <summary>Keeps what it is told, in order, and fails when it is told to.</summary>
internal sealed class MemoryRecorder : IRunRecorder
{
    private readonly Lock gate = new();

    public ConcurrentDictionary<string, RunStatus> Statuses { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, TrainedRun> Runs { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    public List<string> Started { get; } = [];

    /// <summary>In order; a run that was recorded twice is there twice.</summary>
    public List<string> Finished { get; } = [];

    public int Epochs { get; private set; }

    public Action<string> BeforeEpoch { get; init; } = _ => { };

    /// <summary>Runs that somebody else brought to their ends meanwhile.</summary>
    public ConcurrentDictionary<string, RunStatus> EndedElsewhere { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs that somebody else is training.</summary>
    public ConcurrentDictionary<string, RunHolder> HeldElsewhere { get; } = new(StringComparer.Ordinal);

    /// <summary>Epochs of each run, those before its last start included where it went on after them.</summary>
    public ConcurrentDictionary<string, EpochResult[]> EpochsOf { get; } = new(StringComparer.Ordinal);

    /// <summary>After how many epochs each start went on, in the order of <see cref="Started"/>.</summary>
    public List<int> StartedAfter { get; } = [];

    public RunStart Start(string runId, IReadOnlyList<EpochResult> before, Continuation? continuedFrom = null)
    {
        if (EndedElsewhere.TryGetValue(runId, out RunStatus ended))
            return RunStart.Ended(ended);
        if (HeldElsewhere.ContainsKey(runId))
            return RunStart.Held;
        lock (gate)
        {
            Started.Add(runId);
            StartedAfter.Add(before.Count);
        }

        EpochsOf[runId] = [.. before];
        Statuses[runId] = RunStatus.Running;
        return RunStart.Here;
    }

    public IReadOnlyDictionary<string, RunHolder> Holders(IReadOnlyCollection<string> runIds) =>
        HeldElsewhere.Where(held => runIds.Contains(held.Key)).ToDictionary(StringComparer.Ordinal);

    public void RecordEpoch(string runId, EpochResult epoch)
    {
        BeforeEpoch(runId);
        RequireHeld(runId);
        EpochsOf[runId] = [.. EpochsOf[runId], epoch];
        lock (gate)
            Epochs++;
    }

    public bool Finish(string runId, TrainedRun run)
    {
        RequireHeld(runId);
        lock (gate)
            Finished.Add(runId);
        Runs[runId] = run;
        Statuses[runId] = run.End == TrainingEnd.Done ? RunStatus.Done : RunStatus.Diverged;
        return true;
    }

    public void Fail(string runId, string error)
    {
        RequireHeld(runId);
        Errors[runId] = error;
        Statuses[runId] = RunStatus.Failed;
    }

    public void Interrupt(string runId)
    {
        RequireHeld(runId);
        Statuses[runId] = RunStatus.Pending;
    }

    private void RequireHeld(string runId)
    {
        if (HeldElsewhere.ContainsKey(runId) || EndedElsewhere.ContainsKey(runId))
            throw new LeaseLostException(runId);
    }
}
