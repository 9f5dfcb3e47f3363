using LeNetLab.Results;
using LeNetLab.Sweeps;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeNetLab.Cli.Display;

/// <summary>
/// Progress redrawn in place: a bar for the sweep, a line for each worker. Above it stays what is to be remembered.
/// </summary>
internal sealed class LiveProgress(SweepProgress progress, Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    private const int BarWidth = 24;
    private readonly IAnsiConsole console = terminal.Rich();
    private int told, toldNotices, toldLost;

    /// <summary>Draws until the sweep is over, and then leaves nothing behind but lines that stay.</summary>
    /// <param name="sweep">The sweep under way.</param>
    /// <param name="stopping">Cancelled once the user asked to stop.</param>
    public async Task ShowAsync(Task sweep, CancellationToken stopping)
    {
        await console.Live(Draw(stopping)).AutoClear(true).StartAsync(async display =>
        {
            while (!sweep.IsCompleted)
            {
                Tell();
                display.UpdateTarget(Draw(stopping));
                display.Refresh();
                await Task.WhenAny(sweep, Task.Delay(Redraw, clock, CancellationToken.None));
            }
        });
        Tell();
    }

    /// <summary>Prints what was not told yet; the console puts it above what is redrawn.</summary>
    private void Tell()
    {
        SweepSnapshot now = progress.Snapshot();
        foreach (MemoryShortage shortage in now.Shortages.Skip(told))
        {
            console.WriteLine(Wording.Shortage(shortage));
            told++;
        }

        foreach (string notice in now.Notices.Skip(toldNotices))
        {
            console.WriteLine(notice);
            toldNotices++;
        }

        foreach (PlannedRun run in now.Lost.Skip(toldLost))
        {
            console.WriteLine(Wording.Lost(run, terminal.Width - 1));
            toldLost++;
        }
    }

    private Rows Draw(CancellationToken stopping)
    {
        SweepSnapshot now = progress.Snapshot();
        int filled = (int)Math.Round(BarWidth * Math.Clamp(now.Fraction, 0, 1));
        var bar = new Paragraph()
            .Append(new string('━', filled), new Style(Color.Green))
            .Append(new string('━', BarWidth - filled), new Style(Color.Grey))
            .Append(Wording.Shorten($" {Wording.Sweep(now)}", terminal.Width - BarWidth - 1));
        var lines = new List<IRenderable> { bar };
        int worker = 0;
        foreach (WorkerSnapshot? at in now.Workers)
        {
            string label = $"{++worker,2} ";
            lines.Add(new Text(label + (at is null ? "idle" : Wording.Worker(at, terminal.Width - 1 - label.Length))));
        }

        if (now.WaitingFor.Count > 0)
            lines.Add(new Text(Wording.Shorten(Wording.Waiting(now.WaitingFor), terminal.Width - 1)));
        if (stopping.IsCancellationRequested)
            lines.Add(new Text("Stopping at the next slice; Ctrl-C again ends at once.", new Style(Color.Yellow)));
        return new Rows(lines);
    }
}
