using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Results;

namespace LeNetLab.Sweeps;

/// <summary>What the workers of one sweep share.</summary>
/// <param name="items">What is to be trained, in order.</param>
/// <param name="engines">What trains.</param>
/// <param name="workers">Groups at a time.</param>
/// <param name="threads">Threads that they may use together.</param>
/// <param name="dataset">On what is trained.</param>
/// <param name="observer">Told of progress.</param>
/// <param name="checkpoints">Where runs go on from.</param>
/// <param name="stop">Ends the sweep.</param>
internal sealed class Shift(
    IReadOnlyList<SweepItem> items, IReadOnlyDictionary<EngineIdentity, IEngine> engines, int workers, int threads,
    Dataset dataset, ISweepObserver observer, SweepCheckpoints checkpoints, CancellationTokenSource stop)
{
    private ExceptionDispatchInfo? broken;

    /// <summary>What is to be done yet.</summary>
    public SweepQueue Queue { get; } = new(GroupsOf(items, engines, threads), workers);

    /// <summary>How many runs were found to fit into memory together.</summary>
    public GroupSizes Sizes { get; } = new();

    /// <summary>Groups at a time.</summary>
    public int Workers => workers;

    /// <summary>On what is trained.</summary>
    public Dataset Dataset => dataset;

    /// <summary>Told of progress.</summary>
    public ISweepObserver Observer => observer;

    /// <summary>Where runs go on from.</summary>
    public SweepCheckpoints Checkpoints => checkpoints;

    /// <summary>Ends the sweep.</summary>
    public CancellationTokenSource Stop => stop;

    /// <summary>How each run ended that did.</summary>
    public ConcurrentBag<RunStatus> Endings { get; } = [];

    /// <summary>Why the sweep cannot go on.</summary>
    public ExceptionDispatchInfo? Broken => broken;

    /// <summary>What trains a run.</summary>
    public IEngine EngineOf(SweepItem item) => engines[item.Run.Engine];

    /// <summary>Which of some runs are trained together.</summary>
    public IReadOnlyList<IReadOnlyList<SweepItem>> Groups(IReadOnlyList<SweepItem> some) =>
        GroupsOf(some, engines, threads);

    /// <summary>Runs that ended so.</summary>
    public int Count(RunStatus status) => Endings.Count(ending => ending == status);

    /// <summary>A fair share of all threads for each worker that is busy.</summary>
    public int ThreadsOfEachRun() => Math.Max(1, threads / Math.Max(1, Queue.Busy));

    /// <summary>Ends the sweep; the first reason is the one to report.</summary>
    public void Break(ExceptionDispatchInfo reason)
    {
        Interlocked.CompareExchange(ref broken, reason, null);
        stop.Cancel();
    }

    private static IReadOnlyList<IReadOnlyList<SweepItem>> GroupsOf(
        IReadOnlyList<SweepItem> some, IReadOnlyDictionary<EngineIdentity, IEngine> engines, int workers) =>
        SweepGroups.Of(some, workers, identity => engines[identity]);
}
