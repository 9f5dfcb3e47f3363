using System.Runtime.ExceptionServices;
using LeNetLab.Results;
using LeNetLab.Results.Runners;

namespace LeNetLab.Spooling;

/// <summary>
/// Writes one thing after the other on a thread of its own, in the order in which they come. While the storage is out
/// of reach the first of them is tried again and again, and nobody waits for it.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    private readonly object gate = new();
    private readonly LinkedList<QueuedWrite> waiting = [];
    private readonly HashSet<string> lost = new(StringComparer.Ordinal);
    private readonly Patience patience;
    private readonly Action<string> notice;
    private readonly Thread writer;
    private TimeSpan pause;
    private Exception? fault;
    private readonly ManualResetEventSlim closed = new();
    private ExceptionDispatchInfo? broken;
    private bool late;

    /// <param name="patience">How long to wait for what.</param>
    /// <param name="notice">Told, once each time, that the storage is out of reach, and that it is back.</param>
    public WriteQueue(Patience patience, Action<string> notice)
    {
        this.patience = patience;
        this.notice = notice;
        pause = patience.FirstPause;
        writer = new Thread(Write) { Name = "results" };
        writer.Start();
    }

    /// <summary>Why the first of those that wait cannot be written; null while all is well.</summary>
    public Exception? Fault
    {
        get
        {
            lock (gate)
                return fault;
        }
    }

    /// <summary>Adds a write.</summary>
    public QueuedWrite Add(string runId, Action work)
    {
        var write = new QueuedWrite(runId, work);
        lock (gate)
        {
            waiting.AddLast(write);
            Monitor.PulseAll(gate);
        }

        return write;
    }

    /// <summary>Waits for a write while all is well.</summary>
    /// <param name="write">The write.</param>
    /// <param name="untilFault">Wait as long as nothing is known to be wrong, however slow it is.</param>
    /// <returns>Whether it is written. If not, it goes on in the background.</returns>
    /// <exception cref="LeaseLostException">The run went to another runner.</exception>
    public bool Await(QueuedWrite write, bool untilFault = false)
    {
        lock (gate)
        {
            while (!write.IsOver && fault is null && (untilFault || !late))
            {
                if (!Monitor.Wait(gate, untilFault ? Timeout.InfiniteTimeSpan : patience.Calm))
                    late = !write.IsOver;
            }

            write.Refusal?.Throw();
            return write.IsOver;
        }
    }

    /// <summary>Gives up what waits to be written of a run.</summary>
    public void Drop(string runId)
    {
        lock (gate)
        {
            foreach (QueuedWrite write in waiting.Where(write => write.RunId == runId).ToArray())
            {
                // The first may be under way: it stays until it is over.
                write.IsDropped = true;
                if (write != waiting.First!.Value)
                    waiting.Remove(write);
            }
        }
    }

    /// <summary>Gives up what nobody waits for, unless it is the one that tells when all is well again.</summary>
    public void Leave(QueuedWrite write)
    {
        lock (gate)
        {
            if (write != waiting.First?.Value)
                waiting.Remove(write);
        }
    }

    /// <summary>Passes on what was found of a run while nobody waited for its writes.</summary>
    /// <exception cref="LeaseLostException">It went to another runner.</exception>
    public void Require(string runId)
    {
        lock (gate)
        {
            broken?.Throw();
            if (lost.Contains(runId))
                throw new LeaseLostException(runId);
        }
    }

    /// <summary>A run begins anew, whoever had it.</summary>
    public void Forgive(string runId)
    {
        lock (gate)
            lost.Remove(runId);
    }

    /// <summary>Tries everything that waits once more, as far as it goes, and ends.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (closed.IsSet)
                return;
            closed.Set();
            Monitor.PulseAll(gate);
        }

        writer.Join();
    }

    private void Write()
    {
        while (Next() is { } write)
        {
            try
            {
                write.Work();
                End(write, null);
            }
            catch (Exception problem) when (StorageFault.Is(problem))
            {
                if (!Retry(write, problem))
                    return;
            }
            catch (Exception refusal)
            {
                End(write, ExceptionDispatchInfo.Capture(refusal));
            }
        }
    }

    /// <returns>What to write next; null when the queue is closed and empty.</returns>
    private QueuedWrite? Next()
    {
        lock (gate)
        {
            for (; ; )
            {
                while (waiting.First is { Value.IsDropped: true })
                    waiting.RemoveFirst();
                if (waiting.Count > 0 || closed.IsSet)
                    return waiting.First?.Value;
                Monitor.Wait(gate);
            }
        }
    }

    private void End(QueuedWrite write, ExceptionDispatchInfo? refusal)
    {
        bool recovered;
        lock (gate)
        {
            waiting.Remove(write);
            (write.IsOver, write.Refusal) = (true, refusal);
            if (refusal?.SourceException is not LeaseLostException)
                broken ??= refusal;
            else if (!write.IsDropped)
                lost.Add(write.RunId);
            late = false;
            recovered = fault is not null && waiting.Count == 0;
            if (recovered)
                (fault, pause) = (null, patience.FirstPause);
            Monitor.PulseAll(gate);
        }

        if (recovered)
            Say("Results are being recorded again, and what could not be before has been.");
    }

    // Nothing may escape this thread, least of all because what is said cannot be written down.
    private void Say(string text)
    {
        try
        {
            notice(text);
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Waits until a write is worth another try.</summary>
    /// <returns>False if this was the last try.</returns>
    private bool Retry(QueuedWrite write, Exception problem)
    {
        bool first;
        lock (gate)
        {
            first = fault is null;
            fault = problem;
            Monitor.PulseAll(gate);
        }

        if (first)
        {
            Say($"Results cannot be recorded: {StorageFault.Describe(problem)} Training goes on; they are kept, and "
                + "recorded as soon as it is possible.");
        }

        // A lock is waited for long enough as it is: there is one try after the end, or the one under way.
        if (closed.IsSet)
            return write.IsDropped;
        closed.Wait(pause);
        pause = pause * 2 < patience.LongestPause ? pause * 2 : patience.LongestPause;
        return true;
    }
}
