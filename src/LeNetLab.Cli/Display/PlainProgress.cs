using LeNetLab.Engines;
using LeNetLab.Sweeps;
using LeNetLab.Training;

namespace LeNetLab.Cli.Display;

/// <summary>Progress as lines that stay: one for each run that ends, and one now and then in between.</summary>
internal sealed class PlainProgress(SweepProgress progress, Terminal terminal, TimeProvider clock) : ISweepObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();
    private long last = clock.GetTimestamp();
    private string waiting = "";

    public void OnStarted(int worker, SweepItem item) => progress.OnStarted(worker, item);

    public void OnResumed(int worker, SweepItem item, EpochResult last) => progress.OnResumed(worker, item, last);

    public void OnProgress(int worker, SweepItem item, int epoch, PassResult soFar)
    {
        progress.OnProgress(worker, item, epoch, soFar);
        lock (gate)
        {
            if (clock.GetElapsedTime(last) < Pause)
                return;
            Print($"  {Wording.Sweep(progress.Snapshot())}");
        }
    }

    public void OnEpoch(int worker, SweepItem item, EpochResult epoch) => progress.OnEpoch(worker, item, epoch);

    public void OnEnded(int worker, SweepItem item, RunEnding ending)
    {
        // Counted and printed together, so that the count on each line is its own.
        lock (gate)
        {
            progress.OnEnded(worker, item, ending);
            SweepSnapshot now = progress.Snapshot();
            string count = $"[{now.Ended}/{now.Total}] ";
            Print(count + Wording.Ending(item, ending, terminal.LineWidth - count.Length));
        }
    }

    public void OnMemoryShort(int worker, IReadOnlyList<SweepItem> items, MemoryShortage shortage)
    {
        progress.OnMemoryShort(worker, items, shortage);
        lock (gate)
            Print(Wording.Shortage(shortage));
    }

    public void OnNotice(string text)
    {
        progress.OnNotice(text);
        lock (gate)
            Print(text);
    }

    public void OnLost(int worker, SweepItem item)
    {
        progress.OnLost(worker, item);
        lock (gate)
            Print(Wording.Lost(item.Run, terminal.LineWidth));
    }

    public void OnWaiting(IReadOnlyList<RunHolder> holders)
    {
        progress.OnWaiting(holders);
        lock (gate)
        {
            string line = Wording.Waiting(holders);
            if (line == waiting && clock.GetElapsedTime(last) < Pause)
                return;
            waiting = line;
            Print(line);
        }
    }

    // A line that cannot be written, as to a log on a full disk, is lost: no run and no sweep is.
    private void Print(string line)
    {
        try
        {
            terminal.Out.WriteLine(line);
        }
        catch (IOException)
        {
        }

        last = clock.GetTimestamp();
    }
}
