using LeNetLab.Results;
using LeNetLab.Training;

namespace LeNetLab.Sweeps;

/// <summary>Where a sweep writes down what becomes of its runs. Called by several threads.</summary>
public interface IRunRecorder
{
    /// <summary>A run begins, or goes on; what else an earlier, unfinished attempt left is forgotten.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="before">The epochs that it goes on after, from the first; none if it begins.</param>
    /// <returns>False if it is done already: another experiment that shares it was faster.</returns>
    bool Start(string runId, IReadOnlyList<EpochResult> before);

    /// <summary>An epoch is over.</summary>
    void RecordEpoch(string runId, EpochResult epoch);

    /// <summary>A run came to its end, done or diverged.</summary>
    void Finish(string runId, TrainedRun run);

    /// <summary>A run ended in an error.</summary>
    void Fail(string runId, string error);

    /// <summary>A run was stopped and is to be done again.</summary>
    void Interrupt(string runId);
}

/// <summary>The results could not be written, so the sweep was stopped; what had been written stays.</summary>
public sealed class RecordingException(string message, Exception inner) : Exception(message, inner);

/// <summary>Records in a results database.</summary>
/// <param name="database">The database; not disposed of here.</param>
/// <param name="provenance">Where and with what a run is trained, by its id: a sweep may have several engines.</param>
public sealed class DatabaseRecorder(ResultsDatabase database, Func<string, Provenance> provenance) : IRunRecorder
{
    /// <inheritdoc/>
    public bool Start(string runId, IReadOnlyList<EpochResult> before) =>
        database.Start(runId, provenance(runId), before);

    /// <inheritdoc/>
    public void RecordEpoch(string runId, EpochResult epoch) => database.RecordEpoch(runId, epoch);

    /// <inheritdoc/>
    public void Finish(string runId, TrainedRun run) => database.Finish(runId, run);

    /// <inheritdoc/>
    public void Fail(string runId, string error) => database.Fail(runId, error);

    /// <inheritdoc/>
    public void Interrupt(string runId) => database.Interrupt(runId);
}
