using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Training;

namespace LeNetLab.Sweeps;

/// <summary>How a sweep ended: runs by what became of them.</summary>
/// <param name="Done">Trained to the end.</param>
/// <param name="Diverged">Whose loss stopped being finite.</param>
/// <param name="Failed">That ended in an error.</param>
/// <param name="Interrupted">Whether it was stopped before it was through.</param>
public sealed record SweepOutcome(int Done, int Diverged, int Failed, bool Interrupted);

/// <summary>
/// Trains runs side by side, one on each worker. Where fewer runs are under way than there are workers, each takes the
/// threads of several: its results are the same, it only ends sooner.
/// </summary>
/// <param name="engine">What trains.</param>
/// <param name="recorder">Where results go.</param>
/// <param name="clock">Times the training passes.</param>
public sealed class SweepRunner(IEngine engine, IRunRecorder recorder, TimeProvider clock)
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
        var shift = new Shift(new ConcurrentQueue<SweepItem>(items), workers, dataset, observer, stop);
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(workers, items.Count)).Select(
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
            while (!shift.Stop.IsCancellationRequested && shift.Queue.TryDequeue(out SweepItem? item))
            {
                var task = new RunTask(worker, item, recorder, shift.Observer);
                RunEnding ending = shift.Busy(() => Train(task, shift));
                shift.Endings.Add(ending.Status);
                shift.Observer.OnEnded(worker, item, ending);
            }
        }
        catch (Exception exception)
        {
            shift.Break(ExceptionDispatchInfo.Capture(exception));
        }
    }

    private RunEnding Train(RunTask task, Shift shift)
    {
        string id = task.Item.Run.RunId;
        bool started = false;
        task.Record(() => started = recorder.Start(id));
        shift.Observer.OnStarted(task.Worker, task.Item);
        if (!started)
            return new RunEnding(RunStatus.Done, null, null);
        try
        {
            TrainedRun run = new Trainer(engine, clock).Train(
                task.Item.Run.Spec, shift.Dataset, task, shift.ThreadsOfEachRun, shift.Stop.Token);
            task.Record(() => recorder.Finish(id, run));
            return new RunEnding(
                run.End == TrainingEnd.Done ? RunStatus.Done : RunStatus.Diverged, task.Last, null);
        }
        catch (OperationCanceledException) when (shift.Stop.IsCancellationRequested)
        {
            task.Record(() => recorder.Interrupt(id));
            return new RunEnding(RunStatus.Pending, task.Last, null);
        }
        catch (Exception failure) when (failure is not RecordingException)
        {
            task.Record(() => recorder.Fail(id, failure.ToString()));
            return new RunEnding(RunStatus.Failed, task.Last, failure.Message);
        }
    }

    /// <summary>What the workers of one sweep share.</summary>
    private sealed class Shift(
        ConcurrentQueue<SweepItem> queue, int workers, Dataset dataset, ISweepObserver observer,
        CancellationTokenSource stop)
    {
        private ExceptionDispatchInfo? broken;
        private int runs;

        public ConcurrentQueue<SweepItem> Queue => queue;

        public Dataset Dataset => dataset;

        public ISweepObserver Observer => observer;

        public CancellationTokenSource Stop => stop;

        public ConcurrentBag<RunStatus> Endings { get; } = [];

        public ExceptionDispatchInfo? Broken => broken;

        public int Count(RunStatus status) => Endings.Count(ending => ending == status);

        /// <summary>Counts a run as under way while it is.</summary>
        public RunEnding Busy(Func<RunEnding> train)
        {
            Interlocked.Increment(ref runs);
            try
            {
                return train();
            }
            finally
            {
                Interlocked.Decrement(ref runs);
            }
        }

        /// <summary>A fair share of the workers' threads for each run that is under way.</summary>
        public int ThreadsOfEachRun() => Math.Max(1, workers / Math.Max(1, Volatile.Read(ref runs)));

        /// <summary>Ends the sweep; the first reason is the one to report.</summary>
        public void Break(ExceptionDispatchInfo reason)
        {
            Interlocked.CompareExchange(ref broken, reason, null);
            stop.Cancel();
        }
    }

    /// <summary>One run on one worker: passes the trainer's reports on to recorder and observer.</summary>
    private sealed class RunTask(int worker, SweepItem item, IRunRecorder recorder, ISweepObserver observer)
        : ITrainingObserver
    {
        public int Worker => worker;

        public SweepItem Item => item;

        public EpochResult? Last { get; private set; }

        public void OnProgress(int epoch, PassResult soFar) => observer.OnProgress(worker, item, epoch, soFar);

        public void OnEpoch(EpochResult epoch)
        {
            Record(() => recorder.RecordEpoch(item.Run.RunId, epoch));
            Last = epoch;
            observer.OnEpoch(worker, item, epoch);
        }

        /// <summary>Tells a result that cannot be written from a training that fails.</summary>
        public void Record(Action write)
        {
            try
            {
                write();
            }
            catch (Exception failure)
            {
                throw new RecordingException(
                    $"Run {item.Run.RunId} ({item.Run.Spec.Variant}, seed {item.Run.Spec.Seed}) could not be recorded: "
                    + $"{failure.Message} The sweep was stopped; what was recorded before stays.", failure);
            }
        }
    }
}
