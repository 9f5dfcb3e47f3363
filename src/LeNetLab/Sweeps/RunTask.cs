using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Sweeps;

/// <summary>
/// One run on one worker: passes the trainer's reports on to recorder and observer, and its checkpoints to where they
/// are kept.
/// </summary>
/// <param name="worker">The worker.</param>
/// <param name="item">The run.</param>
/// <param name="recorder">Where its results go.</param>
/// <param name="shift">What it shares with the others.</param>
internal sealed class RunTask(int worker, SweepItem item, IRunRecorder recorder, Shift shift)
    : ITrainingObserver, ITrainingCheckpoints
{
    private readonly string id = item.Run.RunId;
    private IReadOnlyList<RunTask> together = [];
    private TrainingCheckpoint? start;
    private bool restored;
    private EpochResult? last;

    /// <summary>The run.</summary>
    public SweepItem Item => item;

    /// <summary>Whether this worker is through with it: it has ended, or another process has it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Starts runs that are to be trained together.</summary>
    /// <returns>Those that are to be had.</returns>
    public static RunTask[] Start(IReadOnlyList<RunTask> group)
    {
        RunTask[] open = [.. group.Where(task => task.Start())];
        foreach (RunTask task in open)
            task.together = open;
        return open;
    }

    /// <summary>Finds out where it goes on from, unless that is known.</summary>
    /// <returns>Epochs that are over; 0 if it begins.</returns>
    public int Restore()
    {
        if (!restored)
            start = shift.Checkpoints.Latest(item);
        restored = true;
        return start?.Epoch ?? 0;
    }

    /// <inheritdoc/>
    public TrainingCheckpoint? Take()
    {
        TrainingCheckpoint? taken = start;
        start = null;
        return taken;
    }

    /// <inheritdoc/>
    public bool IsDue(int epoch) => !IsOver && shift.Checkpoints.IsDue(item.Run, epoch);

    /// <inheritdoc/>
    public void Save(TrainingCheckpoint checkpoint) => shift.Checkpoints.Save(item.Run, checkpoint);

    /// <inheritdoc/>
    public void OnProgress(int epoch, PassResult soFar)
    {
        if (!IsOver)
            shift.Observer.OnProgress(worker, item, epoch, soFar);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochResult epoch)
    {
        if (IsOver)
            return;
        if (Record(() => recorder.RecordEpoch(id, epoch)))
        {
            last = epoch;
            shift.Observer.OnEpoch(worker, item, epoch);
        }
        else if (together.All(task => task.IsOver))
        {
            // While others are trained with it, the trainer goes on for them; there are none any more.
            throw new LeaseLostException(id);
        }
    }

    /// <summary>It came to its end.</summary>
    public void Finish(TrainedRun run)
    {
        bool kept = false;
        if (IsOver || !Record(() => kept = recorder.Finish(id, run)))
            return;
        if (kept)
            shift.Checkpoints.Delete(item.Run);
        End(run.End == TrainingEnd.Done ? RunStatus.Done : RunStatus.Diverged);
    }

    /// <summary>It was stopped.</summary>
    public void Interrupt()
    {
        if (Record(() => recorder.Interrupt(id)))
            End(RunStatus.Pending);
    }

    /// <summary>Waits to be started again, from what it has left by now.</summary>
    public void Postpone()
    {
        Record(() => recorder.Interrupt(id));
        (start, restored) = (null, false);
    }

    /// <summary>Leaves it to another process, and waits for that.</summary>
    public void SetAside()
    {
        IsOver = true;
        start = null;
        shift.Queue.SetAside(item);
    }

    /// <summary>It failed.</summary>
    public void Fail(Exception failure)
    {
        if (Record(() => recorder.Fail(id, failure.ToString())))
            End(RunStatus.Failed, failure.Message);
    }

    /// <returns>Whether there is something to train.</returns>
    private bool Start()
    {
        RunStart begin = default;
        IReadOnlyList<EpochResult> before = Restore() > 0 ? start!.Epochs : [];
        Continuation? continuedFrom = start?.ContinuedFrom;
        last = null;
        Record(() => begin = recorder.Start(id, before, continuedFrom));
        if (begin == RunStart.Held)
        {
            SetAside();
            return false;
        }

        shift.Observer.OnStarted(worker, item);
        last = begin.Begun && before.Count > 0 ? before[^1] : null;
        if (!begin.Begun)
            End(begin.Status, elsewhere: true);
        else if (last is not null)
            shift.Observer.OnResumed(worker, item, last);
        return begin.Begun;
    }

    private void End(RunStatus status, string? error = null, bool elsewhere = false)
    {
        IsOver = true;
        start = null;
        shift.Endings.Add(status);
        shift.Observer.OnEnded(worker, item, new RunEnding(status, last, error, elsewhere));
    }

    /// <summary>Tells a result that cannot be written from a training that fails.</summary>
    /// <returns>False if the run went to another process: it is waited for.</returns>
    private bool Record(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (LeaseLostException)
        {
            shift.Observer.OnLost(worker, item);
            SetAside();
            return false;
        }
        catch (Exception failure)
        {
            throw new RecordingException(
                $"Run {id} ({item.Run.Spec.Variant}, seed {item.Run.Spec.Seed}) could not be recorded: "
                + $"{failure.Message} The sweep was stopped; what was recorded before stays.", failure);
        }
    }
}
