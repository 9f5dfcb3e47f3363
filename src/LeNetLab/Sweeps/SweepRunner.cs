using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Sweeps;

/// <summary>How a sweep ended: runs by what became of them.</summary>
/// <param name="Done">Trained to the end.</param>
/// <param name="Diverged">Whose loss stopped being finite.</param>
/// <param name="Failed">That ended in an error.</param>
/// <param name="Interrupted">Whether it was stopped before it was through.</param>
public sealed record SweepOutcome(int Done, int Diverged, int Failed, bool Interrupted);

/// <summary>
/// Trains runs side by side: on each worker one, or a group that can be trained together. Where fewer are under way
/// than there are workers, each takes the threads of several. Where memory has no room for a group, its halves are
/// trained one after the other. Results are the same, they only come sooner or later.
/// </summary>
/// <param name="engines">
/// What trains, by its identity; asked once for each of a sweep's, before anything is trained.
/// </param>
/// <param name="recorder">Where results go.</param>
/// <param name="clock">Times the training passes.</param>
/// <param name="checkpoints">Where runs go on from, and leave what they can go on from; null for neither.</param>
public sealed class SweepRunner(
    Func<EngineIdentity, IEngine> engines, IRunRecorder recorder, TimeProvider clock,
    CheckpointPlan? checkpoints = null)
{
    /// <summary>
    /// Trains every item. A run that fails or diverges is recorded as such and the sweep goes on; results that
    /// cannot be recorded end it.
    /// </summary>
    /// <param name="items">What to train, first to last.</param>
    /// <param name="dataset">On what.</param>
    /// <param name="workers">Runs at a time, at least 1; threads of one run, if it is alone.</param>
    /// <param name="observer">Told of progress.</param>
    /// <param name="cancellation">Stops every run at its next slice; each is recorded as interrupted.</param>
    /// <exception cref="RecordingException">A result could not be written.</exception>
    public SweepOutcome Run(
        IReadOnlyList<SweepItem> items, Dataset dataset, int workers, ISweepObserver observer,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Dictionary<EngineIdentity, IEngine> made =
            items.Select(item => item.Run.Engine).Distinct().ToDictionary(identity => identity, engines);
        IReadOnlyList<IReadOnlyList<SweepItem>> groups = SweepGroups.Of(items, workers, identity => made[identity]);
        var shift = new Shift(
            new ConcurrentQueue<IReadOnlyList<SweepItem>>(groups), made, workers, dataset, observer,
            new SweepCheckpoints(checkpoints, observer), stop);
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(workers, groups.Count)).Select(
            worker => new Thread(() => Work(worker, shift)) { Name = $"worker {worker + 1}" })];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        shift.Broken?.Throw();
        return new SweepOutcome(
            shift.Count(RunStatus.Done), shift.Count(RunStatus.Diverged), shift.Count(RunStatus.Failed),
            shift.Endings.Count < items.Count || shift.Count(RunStatus.Pending) > 0);
    }

    private void Work(int worker, Shift shift)
    {
        // Nothing may escape a thread of one's own: it would end the process with the other workers' runs in it.
        try
        {
            while (!shift.Stop.IsCancellationRequested
                && shift.Queue.TryDequeue(out IReadOnlyList<SweepItem>? group))
            {
                RunTask[] tasks = [.. group.Select(item => new RunTask(worker, item, recorder, shift))];
                shift.Busy(() => TrainAll(worker, tasks, shift));
            }
        }
        catch (Exception exception)
        {
            shift.Break(ExceptionDispatchInfo.Capture(exception));
        }
    }

    /// <summary>Trains runs that may share a group, together as far as memory has had room for them so far.</summary>
    private void TrainAll(int worker, RunTask[] waiting, Shift shift)
    {
        IEngine engine = shift.EngineOf(waiting[0].Item);
        GroupKey? key = SweepKind.KeyOf(waiting[0].Item, engine);
        while (waiting.Length > 0 && !shift.Stop.IsCancellationRequested)
        {
            // Those that go on after the same epoch can do so together.
            RunTask[] alike = [.. waiting.GroupBy(task => task.Restore()).First()];
            RunTask[] group = shift.Sizes.Next(alike, engine.Identity, key);
            RunTask[] open = [.. group.Where(task => task.Start())];
            try
            {
                Train(open, new Trainer(engine, clock), shift);
            }
            catch (EngineMemoryException failure) when (open is [var alone])
            {
                int batch = alone.Item.Run.Spec.Training.BatchSize;
                alone.Fail(new EngineMemoryException(
                    $"Memory has no room for this run at training.batch_size {batch}: {failure.Message} "
                    + "A smaller batch takes less, and so do fewer workers (WORKERS=1).", failure));
            }
            catch (EngineMemoryException)
            {
                MemoryShortage shortage = shift.Sizes.Halve(engine.Identity, key!, open.Length);
                RunTask[] again = [.. open.Where(task => !task.HasEnded)];
                foreach (RunTask task in again)
                    task.Postpone();
                shift.Observer.OnMemoryShort(worker, [.. again.Select(task => task.Item)], shortage);
            }

            // Ended or postponed: nothing is left half done.
            waiting = [.. waiting.Where(task => !task.HasEnded)];
        }
    }

    /// <summary>Trains runs together, until each has ended one way or another.</summary>
    /// <exception cref="EngineMemoryException">There is no room for so many; some have not ended.</exception>
    private static void Train(RunTask[] open, Trainer trainer, Shift shift)
    {
        try
        {
            if (open is [var alone])
            {
                alone.Finish(trainer.Train(
                    alone.Item.Run.Spec, shift.Dataset, alone, alone, shift.ThreadsOfEachRun, shift.Stop.Token));
            }
            else if (open.Length > 1)
            {
                trainer.TrainTogether(
                    [.. open.Select(task => new GroupMember(task.Item.Run.Spec, task, task.Finish, task))],
                    shift.Dataset, shift.ThreadsOfEachRun, shift.Stop.Token);
            }
        }
        catch (OperationCanceledException) when (shift.Stop.IsCancellationRequested)
        {
            foreach (RunTask task in open.Where(task => !task.HasEnded))
                task.Interrupt();
        }
        catch (Exception failure) when (failure is not (RecordingException or EngineMemoryException))
        {
            foreach (RunTask task in open.Where(task => !task.HasEnded))
                task.Fail(failure);
        }
    }

    /// <summary>What the workers of one sweep share.</summary>
    private sealed class Shift(
        ConcurrentQueue<IReadOnlyList<SweepItem>> queue, IReadOnlyDictionary<EngineIdentity, IEngine> engines,
        int workers, Dataset dataset, ISweepObserver observer, SweepCheckpoints checkpoints,
        CancellationTokenSource stop)
    {
        private ExceptionDispatchInfo? broken;
        private int busy;

        public ConcurrentQueue<IReadOnlyList<SweepItem>> Queue => queue;

        public GroupSizes Sizes { get; } = new();

        public Dataset Dataset => dataset;

        public ISweepObserver Observer => observer;

        public SweepCheckpoints Checkpoints => checkpoints;

        public CancellationTokenSource Stop => stop;

        public ConcurrentBag<RunStatus> Endings { get; } = [];

        public ExceptionDispatchInfo? Broken => broken;

        public IEngine EngineOf(SweepItem item) => engines[item.Run.Engine];

        public int Count(RunStatus status) => Endings.Count(ending => ending == status);

        /// <summary>Counts a worker as busy while it is.</summary>
        public void Busy(Action train)
        {
            Interlocked.Increment(ref busy);
            try
            {
                train();
            }
            finally
            {
                Interlocked.Decrement(ref busy);
            }
        }

        /// <summary>A fair share of all workers' threads for each that is busy.</summary>
        public int ThreadsOfEachRun() => Math.Max(1, workers / Math.Max(1, Volatile.Read(ref busy)));

        /// <summary>Ends the sweep; the first reason is the one to report.</summary>
        public void Break(ExceptionDispatchInfo reason)
        {
            Interlocked.CompareExchange(ref broken, reason, null);
            stop.Cancel();
        }
    }

    /// <summary>One run on one worker: passes the trainer's reports on to recorder and observer.</summary>
    private sealed class RunTask(int worker, SweepItem item, IRunRecorder recorder, Shift shift)
        : ITrainingObserver, ITrainingCheckpoints
    {
        private readonly string id = item.Run.RunId;
        private TrainingCheckpoint? start;
        private bool restored;
        private EpochResult? last;

        public SweepItem Item => item;

        public bool HasEnded { get; private set; }

        /// <summary>Finds out where it goes on from, unless that is known.</summary>
        /// <returns>Epochs that are over; 0 if it begins.</returns>
        public int Restore()
        {
            if (!restored)
                start = shift.Checkpoints.Latest(item.Run);
            restored = true;
            return start?.Epoch ?? 0;
        }

        /// <returns>False if there is nothing to train.</returns>
        public bool Start()
        {
            bool started = false;
            IReadOnlyList<EpochResult> before = Restore() > 0 ? start!.Epochs : [];
            Record(() => started = recorder.Start(id, before));
            shift.Observer.OnStarted(worker, item);
            last = started && before.Count > 0 ? before[^1] : null;
            if (!started)
                End(RunStatus.Done);
            else if (last is not null)
                shift.Observer.OnResumed(worker, item, last);
            return started;
        }

        public TrainingCheckpoint? Take()
        {
            TrainingCheckpoint? taken = start;
            start = null;
            return taken;
        }

        public bool IsDue(int epoch) => shift.Checkpoints.IsDue(epoch);

        public void Save(TrainingCheckpoint checkpoint) => shift.Checkpoints.Save(item.Run, checkpoint);

        public void OnProgress(int epoch, PassResult soFar) =>
            shift.Observer.OnProgress(worker, item, epoch, soFar);

        public void OnEpoch(EpochResult epoch)
        {
            Record(() => recorder.RecordEpoch(id, epoch));
            last = epoch;
            shift.Observer.OnEpoch(worker, item, epoch);
        }

        public void Finish(TrainedRun run)
        {
            Record(() => recorder.Finish(id, run));
            shift.Checkpoints.Delete(item.Run);
            End(run.End == TrainingEnd.Done ? RunStatus.Done : RunStatus.Diverged);
        }

        public void Interrupt()
        {
            Record(() => recorder.Interrupt(id));
            End(RunStatus.Pending);
        }

        /// <summary>Waits to be started again, from what it has left by now.</summary>
        public void Postpone()
        {
            Record(() => recorder.Interrupt(id));
            (start, restored) = (null, false);
        }

        public void Fail(Exception failure)
        {
            Record(() => recorder.Fail(id, failure.ToString()));
            End(RunStatus.Failed, failure.Message);
        }

        private void End(RunStatus status, string? error = null)
        {
            HasEnded = true;
            start = null;
            shift.Endings.Add(status);
            shift.Observer.OnEnded(worker, item, new RunEnding(status, last, error));
        }

        /// <summary>Tells a result that cannot be written from a training that fails.</summary>
        private void Record(Action write)
        {
            try
            {
                write();
            }
            catch (Exception failure)
            {
                throw new RecordingException(
                    $"Run {id} ({item.Run.Spec.Variant}, seed {item.Run.Spec.Seed}) could not be recorded: "
                    + $"{failure.Message} The sweep was stopped; what was recorded before stays.", failure);
            }
        }
    }
}
