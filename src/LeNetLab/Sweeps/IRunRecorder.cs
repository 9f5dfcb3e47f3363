using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Sweeps;

/// <summary>
/// Where a sweep writes down what becomes of its runs. Called by several threads. Other processes may train the same
/// runs: one is recorded by who started it, until another takes it from them.
/// </summary>
public interface IRunRecorder
{
    /// <summary>
    /// A run begins or goes on, if it is to be had; what else an earlier, unfinished attempt left is then forgotten.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="before">The epochs that it goes on after, from the first; none if it begins.</param>
    /// <param name="continuedFrom">The shorter run that trained the first of them; null for none.</param>
    RunStart Start(string runId, IReadOnlyList<EpochResult> before, Continuation? continuedFrom = null);

    /// <summary>An epoch is over.</summary>
    /// <exception cref="LeaseLostException">The run went to another process.</exception>
    void RecordEpoch(string runId, EpochResult epoch);

    /// <summary>A run came to its end, done or diverged.</summary>
    /// <returns>Whether that is on a disk now: until then its checkpoints are all that a kill would leave.</returns>
    /// <exception cref="LeaseLostException">The run went to another process.</exception>
    bool Finish(string runId, TrainedRun run);

    /// <summary>A run ended in an error.</summary>
    /// <exception cref="LeaseLostException">The run went to another process.</exception>
    void Fail(string runId, string error);

    /// <summary>A run was stopped and is to be done again.</summary>
    /// <exception cref="LeaseLostException">The run went to another process.</exception>
    void Interrupt(string runId);

    /// <summary>Those of some runs that other processes train; the rest can be started, or have ended.</summary>
    IReadOnlyDictionary<string, RunHolder> Holders(IReadOnlyCollection<string> runIds);
}

/// <summary>What came of starting a run.</summary>
/// <param name="Begun">Whether it is the caller's to train.</param>
/// <param name="Status">How it stands: running, here or elsewhere, or ended elsewhere.</param>
public readonly record struct RunStart(bool Begun, RunStatus Status)
{
    /// <summary>It is to be trained.</summary>
    public static readonly RunStart Here = new(true, RunStatus.Running);

    /// <summary>Another process is training it.</summary>
    public static readonly RunStart Held = new(false, RunStatus.Running);

    /// <summary>Another process has brought it to its end, or removed it: then it is pending.</summary>
    public static RunStart Ended(RunStatus status) => new(false, status);
}

/// <summary>A process that trains.</summary>
/// <param name="Host">Its machine.</param>
/// <param name="Pid">Its id there.</param>
public sealed record RunHolder(string Host, int Pid);

/// <summary>The results could not be written, so the sweep was stopped; what had been written stays.</summary>
public sealed class RecordingException(string message, Exception inner) : Exception(message, inner);
