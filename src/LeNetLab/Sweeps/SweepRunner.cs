using System.Runtime.ExceptionServices;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Training;

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
/// trained one after the other. Results are the same, they only come sooner or later. Runs that other processes are
/// training are left to them and waited for; where such a process dies, they are trained here.
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
    // How soon a run that another process has let go of is noticed: it costs two small reads each time.
    private static readonly TimeSpan Glances = TimeSpan.FromSeconds(0.25);

    /// <summary>
    /// Trains every item. A run that fails or diverges is recorded as such and the sweep goes on; a recorder that
    /// refuses a result ends it.
    /// </summary>
    /// <param name="items">What to train, first to last.</param>
    /// <param name="dataset">On what.</param>
    /// <param name="workers">Runs at a time, at least 1; threads of one run, if it is alone.</param>
    /// <param name="observer">Told of progress.</param>
    /// <param name="cancellation">Stops every run at its next slice; each is recorded as interrupted.</param>
    /// <exception cref="RecordingException">A result could not be written.</exception>
    /// <exception cref="SweepRefusedException">An engine lacks a part of a network; nothing was trained.</exception>
    public SweepOutcome Run(
        IReadOnlyList<SweepItem> items, Dataset dataset, int workers, ISweepObserver observer,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Dictionary<EngineIdentity, IEngine> made =
            items.Select(item => item.Run.Engine).Distinct().ToDictionary(identity => identity, engines);
        RequireParts(items, made);
        var shift = new Shift(
            items, made, Math.Min(workers, items.Count), workers, dataset, observer,
            new SweepCheckpoints(checkpoints, observer), stop);
        using CancellationTokenRegistration closing = stop.Token.Register(shift.Queue.Close);
        Thread[] threads = [.. Enumerable.Range(0, shift.Workers).Select(
            worker => new Thread(() => Guard(shift, () => Work(worker, shift))) { Name = $"worker {worker + 1}" })];
        foreach (Thread thread in threads)
            thread.Start();
        Guard(shift, () => WatchOthers(shift));
        foreach (Thread thread in threads)
            thread.Join();
        shift.Broken?.Throw();
        return new SweepOutcome(
            shift.Count(RunStatus.Done), shift.Count(RunStatus.Diverged), shift.Count(RunStatus.Failed),
            shift.Endings.Count < items.Count || shift.Count(RunStatus.Pending) > 0);
    }

    /// <summary>What an engine cannot compute is refused before anything is trained, not run by run.</summary>
    private static void RequireParts(
        IReadOnlyList<SweepItem> items, Dictionary<EngineIdentity, IEngine> engines)
    {
        IEnumerable<SweepItem> kinds = items.Where(item => item.Run.Spec.Model.Method is null)
            .DistinctBy(item => (item.Run.Engine, item.Run.Spec.Model, item.Run.Spec.Training.Optimizer.GetType()));
        foreach (SweepItem item in kinds)
        {
            RunSpec run = item.Run.Spec;
            if (engines[item.Run.Engine].Lack(run.Model, run.Training.Optimizer) is { } lack)
            {
                throw new SweepRefusedException(
                    $"The engine {item.Run.Engine.Name} cannot train {run.Variant}: {lack} Nothing was trained; leave "
                    + "that out, or take another engine.");
            }
        }
    }

    // Nothing may escape a thread of one's own: it would end the process with the other workers' runs in it.
    private static void Guard(Shift shift, Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            shift.Break(ExceptionDispatchInfo.Capture(exception));
        }
    }

    private void Work(int worker, Shift shift)
    {
        while (shift.Queue.TryTake(out IReadOnlyList<SweepItem>? group))
        {
            try
            {
                // Who is not to have a run need not look for its checkpoint, which is another's to move.
                IReadOnlyDictionary<string, RunHolder> holders = Holders(group);
                RunTask[] tasks = [.. group.Select(item => new RunTask(worker, item, recorder, shift))];
                foreach (RunTask task in tasks.Where(task => holders.ContainsKey(task.Item.Run.RunId)))
                    task.SetAside();
                TrainAll(worker, [.. tasks.Where(task => !task.IsOver)], shift);
            }
            finally
            {
                shift.Queue.Return();
            }
        }
    }

    /// <summary>Takes back runs that others have let go of, until none are left with them.</summary>
    private void WatchOthers(Shift shift)
    {
        while (shift.Queue.AwaitHeld(Glances) is { Count: > 0 } held)
        {
            IReadOnlyDictionary<string, RunHolder> holders = Holders(held);
            SweepItem[] free = [.. held.Where(item => !holders.ContainsKey(item.Run.RunId))];
            if (free.Length > 0)
                shift.Queue.TakeBack(free, shift.Groups(free));
            else if (shift.Queue.Busy == 0)
                shift.Observer.OnWaiting([.. holders.Values]);
        }
    }

    private IReadOnlyDictionary<string, RunHolder> Holders(IReadOnlyList<SweepItem> items)
    {
        try
        {
            return recorder.Holders([.. items.Select(item => item.Run.RunId)]);
        }
        catch (Exception failure)
        {
            throw new RecordingException(
                $"It could not be read which runs other processes are training: {failure.Message} "
                + "The sweep was stopped; what was recorded before stays.", failure);
        }
    }

    /// <summary>Trains runs that may share a group, together as far as memory has had room for them so far.</summary>
    private void TrainAll(int worker, RunTask[] waiting, Shift shift)
    {
        while (waiting.Length > 0 && !shift.Stop.IsCancellationRequested)
        {
            IEngine engine = shift.EngineOf(waiting[0].Item);
            GroupKey? key = SweepKind.KeyOf(waiting[0].Item, engine);

            // Those that go on after the same epoch can do so together.
            RunTask[] alike = [.. waiting.GroupBy(task => task.Restore()).First()];
            RunTask[] group = shift.Sizes.Next(alike, engine.Identity, key);
            RunTask[] open = RunTask.Start(group);
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
                foreach (RunTask task in open.Where(task => !task.IsOver))
                    task.Postpone();
                shift.Observer.OnMemoryShort(
                    worker, [.. open.Where(task => !task.IsOver).Select(task => task.Item)], shortage);
            }

            // Over or postponed: nothing is left half done.
            waiting = [.. waiting.Where(task => !task.IsOver)];
        }
    }

    /// <summary>Trains runs together, until each has ended one way or another, or went to another process.</summary>
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
        catch (LeaseLostException)
        {
            // Told by the last of them that was still this process's: each is accounted for.
        }
        catch (OperationCanceledException) when (shift.Stop.IsCancellationRequested)
        {
            foreach (RunTask task in open.Where(task => !task.IsOver))
                task.Interrupt();
        }
        catch (Exception failure) when (failure is not (RecordingException or EngineMemoryException))
        {
            foreach (RunTask task in open.Where(task => !task.IsOver))
                task.Fail(failure);
        }
    }
}
