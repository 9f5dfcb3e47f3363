using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Training;

namespace LeNetLab.Sweeps;

/// <summary>Hears of a sweep's progress, on the workers' threads: it must be safe for several and quick.</summary>
public interface ISweepObserver
{
    /// <summary>A worker took a run.</summary>
    void OnStarted(int worker, SweepItem item);

    /// <summary>The run just started goes on from a checkpoint, whose last epoch this is.</summary>
    void OnResumed(int worker, SweepItem item, EpochResult last);

    /// <summary>Part of a training pass is done: the epoch (from 1), images so far in it, and how they went.</summary>
    void OnProgress(int worker, SweepItem item, int epoch, PassResult soFar);

    /// <summary>An epoch is done, measured and recorded.</summary>
    void OnEpoch(int worker, SweepItem item, EpochResult epoch);

    /// <summary>A worker is through with a run, and it is recorded.</summary>
    void OnEnded(int worker, SweepItem item, RunEnding ending);

    /// <summary>
    /// Memory ran out while a worker trained a group. What had not ended of it waits to be started again, in smaller
    /// groups, from its checkpoints or from the beginning.
    /// </summary>
    void OnMemoryShort(int worker, IReadOnlyList<SweepItem> items, MemoryShortage shortage);

    /// <summary>Something is to be told that does not end any run, in whole sentences.</summary>
    void OnNotice(string text);

    /// <summary>
    /// A run that a worker was training went to another process, which took this one for dead. What was found of it
    /// here is void; it waits for the other.
    /// </summary>
    void OnLost(int worker, SweepItem item);

    /// <summary>There is nothing to do but to wait for runs that other processes train; told again and again.</summary>
    /// <param name="holders">Who trains them, one for each run.</param>
    void OnWaiting(IReadOnlyList<RunHolder> holders);
}

/// <summary>How a run ended.</summary>
/// <param name="Status">Done, diverged, failed; or pending, if it was interrupted.</param>
/// <param name="Last">Its last epoch, if it has one.</param>
/// <param name="Error">What failed, in a sentence.</param>
/// <param name="Elsewhere">Whether another process trained it.</param>
public sealed record RunEnding(RunStatus Status, EpochResult? Last, string? Error, bool Elsewhere = false);

/// <summary>Memory had no room for a group.</summary>
/// <param name="Together">Runs that were too many.</param>
/// <param name="Most">Runs of a group from now on.</param>
public sealed record MemoryShortage(int Together, int Most);
