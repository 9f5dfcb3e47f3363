using LeNetLab.Sweeps;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Sweeps;

/// <summary>Passes everything on, and calls out when so many epochs were recorded.</summary>
internal sealed class CountingRecorder(IRunRecorder inner, int epochs, Action enough) : IRunRecorder
{
    private int recorded;

    public int Recorded => recorded;

    public RunStart Start(string runId, IReadOnlyList<EpochResult> before, Continuation? continuedFrom = null) =>
        inner.Start(runId, before, continuedFrom);

    public void RecordEpoch(string runId, EpochResult epoch)
    {
        inner.RecordEpoch(runId, epoch);
        if (Interlocked.Increment(ref recorded) == epochs)
            enough();
    }

    public bool Finish(string runId, TrainedRun run) => inner.Finish(runId, run);

    public void Fail(string runId, string error) => inner.Fail(runId, error);

    public void Interrupt(string runId) => inner.Interrupt(runId);

    public IReadOnlyDictionary<string, RunHolder> Holders(IReadOnlyCollection<string> runIds) =>
        inner.Holders(runIds);
}
