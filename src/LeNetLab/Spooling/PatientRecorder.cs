using System.Collections.Concurrent;
using LeNetLab.Results.Runners;
using LeNetLab.Sweeps;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Spooling;

/// <summary>
/// Records in a results database that may be out of reach for a while: its disk is full or read-only, or somebody keeps
/// it locked. Training goes on meanwhile. What cannot be recorded is tried again in the order in which it came; a run
/// that ends is kept in a spool until it can be. A run that cannot even be claimed is trained all the same, and
/// recorded later unless somebody else has been quicker.
/// </summary>
/// <param name="recorder">Records while the database can be reached.</param>
/// <param name="keeper">Keeps what cannot be recorded.</param>
/// <param name="patience">How long to wait for what.</param>
/// <param name="notice">Told what goes wrong and what goes well again, in whole sentences.</param>
/// <param name="stop">Ends waiting for room where nothing at all can be written.</param>
public sealed class PatientRecorder(
    DatabaseRecorder recorder, SpoolKeeper keeper, Patience patience, Action<string> notice, CancellationToken stop)
    : IRunRecorder, IDisposable
{
    private const string NoRun = "";
    private readonly WriteQueue queue = new(patience, notice);
    private readonly ConcurrentDictionary<string, RunHolder> holders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RunEnd> inMemory = new(StringComparer.Ordinal);
    private int toldOfMemory;

    /// <inheritdoc/>
    public RunStart Start(string runId, IReadOnlyList<EpochResult> before, Continuation? continuedFrom = null)
    {
        queue.Forgive(runId);
        recorder.Forget(runId);
        keeper.Begin(runId);
        RunStart start = RunStart.Here;
        bool begun = false;
        QueuedWrite claim = queue.Add(runId, () =>
        {
            start = recorder.Start(runId, before, continuedFrom);
            if (start == RunStart.Held)
                Remember([runId], recorder.Holders([runId]));
            if (!start.Begun && Volatile.Read(ref begun))
                throw new LeaseLostException(runId);
        });
        if (queue.Await(claim, untilFault: true))
            return start;
        Volatile.Write(ref begun, true);
        return RunStart.Here;
    }

    /// <inheritdoc/>
    public void RecordEpoch(string runId, EpochResult epoch)
    {
        queue.Require(runId);
        queue.Await(queue.Add(runId, () => recorder.RecordEpoch(runId, epoch)));
    }

    /// <inheritdoc/>
    public bool Finish(string runId, TrainedRun run) =>
        End(runId, new RunEnd(run, null), () => recorder.Finish(runId, run));

    /// <inheritdoc/>
    public void Fail(string runId, string error) =>
        End(runId, new RunEnd(null, error), () => recorder.Fail(runId, error));

    /// <inheritdoc/>
    public void Interrupt(string runId)
    {
        queue.Require(runId);
        queue.Await(queue.Add(runId, () => recorder.Interrupt(runId)));
    }

    /// <inheritdoc/>
    /// <remarks>While the database is out of reach, as they were last seen.</remarks>
    public IReadOnlyDictionary<string, RunHolder> Holders(IReadOnlyCollection<string> runIds)
    {
        QueuedWrite look = queue.Add(NoRun, () => Remember(runIds, recorder.Holders(runIds)));
        if (!queue.Await(look))
            queue.Leave(look);
        return runIds.Where(holders.ContainsKey)
            .ToDictionary(runId => runId, runId => holders[runId], StringComparer.Ordinal);
    }

    /// <summary>
    /// Tries once more what waits, and ends. Results that are in memory alone wait for room until they are given up.
    /// </summary>
    public Backlog Close()
    {
        queue.Dispose();
        bool kept = inMemory.IsEmpty;
        while (!inMemory.IsEmpty)
        {
            foreach ((string runId, RunEnd end) in inMemory)
            {
                if (keeper.TryKeep(runId, end, recorder.Fence(runId)) is not null)
                    inMemory.TryRemove(runId, out _);
            }

            if (!inMemory.IsEmpty && stop.WaitHandle.WaitOne(patience.FirstPause))
                break;
        }

        if (!kept)
            keeper.Collect();
        return new Backlog(keeper.Waiting, inMemory.Count, queue.Fault);
    }

    /// <inheritdoc/>
    public void Dispose() => queue.Dispose();

    /// <returns>Whether it is on a disk.</returns>
    private bool End(string runId, RunEnd end, Action record)
    {
        queue.Require(runId);
        QueuedWrite write = queue.Add(runId, () =>
        {
            try
            {
                record();
            }
            catch (LeaseLostException)
            {
                inMemory.TryRemove(runId, out _);
                throw;
            }

            if (inMemory.TryRemove(runId, out _))
                keeper.ForgetCheckpoints(runId);
        });
        return queue.Await(write) || TryKeep(runId, end) || Hold(runId, end);
    }

    private bool TryKeep(string runId, RunEnd end)
    {
        if (keeper.TryKeep(runId, end, recorder.Fence(runId)) is not { } file)
            return false;

        // What was to be recorded of it before is in the file as well.
        queue.Drop(runId);
        queue.Add(runId, () => keeper.Take(file, recorder.Fence(runId)));
        return true;
    }

    /// <summary>Holds an end in memory, or waits for room where there are too many.</summary>
    private bool Hold(string runId, RunEnd end)
    {
        if (Interlocked.Exchange(ref toldOfMemory, 1) == 0)
        {
            notice($"Neither {string.Join(" nor ", keeper.Folders)} can be written: results are held in memory, up to "
                + $"{patience.MostInMemory} of them, and are lost if this process is killed.");
        }

        while (inMemory.Count >= patience.MostInMemory && !stop.WaitHandle.WaitOne(patience.FirstPause))
        {
            if (TryKeep(runId, end))
                return true;
        }

        inMemory[runId] = end;
        return false;
    }

    private void Remember(IReadOnlyCollection<string> runIds, IReadOnlyDictionary<string, RunHolder> seen)
    {
        foreach (string runId in runIds)
        {
            if (seen.TryGetValue(runId, out RunHolder? holder))
                holders[runId] = holder;
            else
                holders.TryRemove(runId, out _);
        }
    }
}

/// <summary>What could not be recorded by the end.</summary>
/// <param name="Files">Results that are kept in files.</param>
/// <param name="Lost">Results that could be written nowhere; their runs are to be trained again.</param>
/// <param name="Fault">Why.</param>
public sealed record Backlog(IReadOnlyList<string> Files, int Lost, Exception? Fault);
