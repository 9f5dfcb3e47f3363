using System.Collections.Concurrent;
using LeNetLab.Engines;
using LeNetLab.Sweeps;
using LeNetLab.Training;

namespace LeNetLab.Tests.Sweeps;

/// <summary>Passes progress on, keeps how runs end, and does something while the sweep waits for others.</summary>
internal sealed class Watcher(SweepProgress progress) : ISweepObserver
{
    public SweepProgress Progress => progress;

    public ConcurrentQueue<RunEnding> Endings { get; } = [];

    public Action<IReadOnlyList<RunHolder>> Waiting { get; init; } = _ => { };

    public void OnStarted(int worker, SweepItem item) => progress.OnStarted(worker, item);

    public void OnResumed(int worker, SweepItem item, EpochResult last) => progress.OnResumed(worker, item, last);

    public void OnNotice(string text) => progress.OnNotice(text);

    public void OnProgress(int worker, SweepItem item, int epoch, PassResult soFar) =>
        progress.OnProgress(worker, item, epoch, soFar);

    public void OnEpoch(int worker, SweepItem item, EpochResult epoch) => progress.OnEpoch(worker, item, epoch);

    public void OnEnded(int worker, SweepItem item, RunEnding ending)
    {
        Endings.Enqueue(ending);
        progress.OnEnded(worker, item, ending);
    }

    public void OnMemoryShort(int worker, IReadOnlyList<SweepItem> items, MemoryShortage shortage) =>
        progress.OnMemoryShort(worker, items, shortage);

    public void OnLost(int worker, SweepItem item) => progress.OnLost(worker, item);

    public void OnWaiting(IReadOnlyList<RunHolder> holders)
    {
        progress.OnWaiting(holders);
        Waiting(holders);
    }
}
