using System.Collections.Concurrent;
using LeNetLab.Engines;
using LeNetLab.Sweeps;
using LeNetLab.Training;

namespace LeNetLab.Tests.Sweeps;

/// <summary>Keeps what it is told in words.</summary>
internal sealed class Notices : ISweepObserver
{
    public ConcurrentBag<string> Told { get; } = [];

    public void OnNotice(string text) => Told.Add(text);

    public void OnStarted(int worker, SweepItem item)
    {
    }

    public void OnResumed(int worker, SweepItem item, EpochResult last)
    {
    }

    public void OnProgress(int worker, SweepItem item, int epoch, PassResult soFar)
    {
    }

    public void OnEpoch(int worker, SweepItem item, EpochResult epoch)
    {
    }

    public void OnEnded(int worker, SweepItem item, RunEnding ending)
    {
    }

    public void OnMemoryShort(int worker, IReadOnlyList<SweepItem> items, MemoryShortage shortage)
    {
    }

    public void OnLost(int worker, SweepItem item)
    {
    }

    public void OnWaiting(IReadOnlyList<RunHolder> holders)
    {
    }
}
