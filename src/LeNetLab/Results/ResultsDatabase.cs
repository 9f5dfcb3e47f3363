using LeNetLab.Training;

namespace LeNetLab.Results;

/// <summary>The SQLite database of one results folder. Safe for use by several threads.</summary>
public sealed class ResultsDatabase : IDisposable
{
    /// <summary>Opens <c>lenetlab.db</c> in a folder, creating or migrating it.</summary>
    public static ResultsDatabase Open(string folder, TimeProvider clock) => throw new NotSupportedException();

    /// <summary>
    /// Records an experiment and its runs, each pending unless it exists already, in one transaction. Runs that an
    /// earlier spec of that name had and this one has not leave the experiment, but not the database.
    /// </summary>
    public void Declare(string experiment, string question, string specYaml, IReadOnlyList<PlannedRun> runs) =>
        throw new NotSupportedException();

    /// <summary>Status of each run of an experiment, by run id.</summary>
    public IReadOnlyDictionary<string, RunStatus> Statuses(string experiment) => throw new NotSupportedException();

    /// <summary>Marks a run as running and forgets epochs of an earlier, unfinished attempt.</summary>
    public void Start(string runId, Provenance provenance) => throw new NotSupportedException();

    /// <summary>Records an epoch as soon as it ends.</summary>
    public void RecordEpoch(string runId, EpochResult epoch) => throw new NotSupportedException();

    /// <summary>Records the end of a run: figures, weights (a safetensors file and its sum) and test predictions.</summary>
    public void Finish(string runId, TrainedRun run) => throw new NotSupportedException();

    /// <summary>Records that a run ended in an error.</summary>
    public void Fail(string runId, string error) => throw new NotSupportedException();

    /// <summary>Marks a run that was stopped as pending again.</summary>
    public void Interrupt(string runId) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
