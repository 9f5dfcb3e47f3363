using System.Diagnostics.CodeAnalysis;

namespace LeNetLab.Sweeps;

/// <summary>
/// What a sweep's workers have still to do: groups to be trained, and runs set aside because another process trains
/// them, which may yet come back. Safe for several threads.
/// </summary>
/// <param name="groups">What is to be trained, in order.</param>
/// <param name="workers">How many take from it.</param>
internal sealed class SweepQueue(IEnumerable<IReadOnlyList<SweepItem>> groups, int workers)
{
    private readonly object gate = new();
    private readonly Queue<IReadOnlyList<SweepItem>> waiting = new(groups);
    private readonly List<SweepItem> held = [];
    private int busy;
    private bool closed;

    /// <summary>Workers with a group in hand.</summary>
    public int Busy
    {
        get
        {
            lock (gate)
                return busy;
        }
    }

    private bool IsOver => closed || (waiting.Count == 0 && held.Count == 0 && busy == 0);

    /// <summary>Hands a group to a worker, which is to return when it is through; waits for one if need be.</summary>
    /// <returns>False if there will be none any more.</returns>
    public bool TryTake([NotNullWhen(true)] out IReadOnlyList<SweepItem>? group)
    {
        lock (gate)
        {
            while (!IsOver && waiting.Count == 0)
                Monitor.Wait(gate);
            group = null;
            if (IsOver)
                return false;
            group = waiting.Dequeue();
            busy++;
            Monitor.PulseAll(gate);
            return true;
        }
    }

    /// <summary>A worker is through with its group.</summary>
    public void Return() => Change(() => busy--);

    /// <summary>A run is being trained by another process.</summary>
    public void SetAside(SweepItem item) => Change(() => held.Add(item));

    /// <summary>Runs that were set aside are to be trained after all, or have ended: workers are to find out.</summary>
    /// <param name="items">The runs.</param>
    /// <param name="free">The same in groups.</param>
    public void TakeBack(IReadOnlyCollection<SweepItem> items, IEnumerable<IReadOnlyList<SweepItem>> free) => Change(
        () =>
        {
            held.RemoveAll(items.Contains);
            foreach (IReadOnlyList<SweepItem> group in free)
                waiting.Enqueue(group);
        });

    /// <summary>Hands out no more.</summary>
    public void Close() => Change(() => closed = true);

    /// <summary>
    /// Waits until a worker has nothing to do while runs are set aside, and then for a moment, so that who asks again
    /// and again holds up nobody.
    /// </summary>
    /// <param name="moment">How long.</param>
    /// <returns>The runs that are set aside; none when all is over.</returns>
    public IReadOnlyList<SweepItem> AwaitHeld(TimeSpan moment)
    {
        lock (gate)
        {
            while (!IsOver && (held.Count == 0 || waiting.Count > 0 || busy == workers))
                Monitor.Wait(gate);
            if (!IsOver)
                Monitor.Wait(gate, moment);
            return closed ? [] : [.. held];
        }
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
            Monitor.PulseAll(gate);
        }
    }
}
