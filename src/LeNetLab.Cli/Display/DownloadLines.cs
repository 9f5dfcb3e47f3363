using LeNetLab.Data;

namespace LeNetLab.Cli.Display;

/// <summary>A line about a download now and then: at its end, and every few seconds before.</summary>
internal sealed class DownloadLines(Terminal terminal, TimeProvider clock) : IProgress<DownloadProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private readonly Lock gate = new();
    private long last = clock.GetTimestamp();

    public void Report(DownloadProgress value)
    {
        lock (gate)
        {
            if (value.Received != value.Total && clock.GetElapsedTime(last) < Pause)
                return;
            last = clock.GetTimestamp();
            string total = value.Total is { } bytes ? $" of {bytes / 1e6:0.0}" : "";
            terminal.Out.WriteLine($"  {value.File}: {value.Received / 1e6:0.0}{total} MB from {value.Source.Host}");
        }
    }
}
