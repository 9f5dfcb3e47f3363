using System.Globalization;

namespace LeNetLab.Cli;

/// <summary>
/// The make that called this program. A terminal sends Ctrl-C to both; who sends SIGINT to make alone, as
/// <c>kill -INT</c> and some job runners do, stops nothing: make waits for its recipe and does not pass the signal on, as
/// it does SIGTERM. But it waits within the signal's handler, and on Linux everybody can see that: the signal is blocked,
/// and no longer caught. Slurm's daemon, which hands make's variables on to its tasks, always looks so: it is told by its
/// name.
/// </summary>
/// <param name="statusFile">The file of make's process in which its system describes it.</param>
/// <param name="clock">Tells when to look.</param>
internal sealed class CallingMake(string statusFile, TimeProvider clock)
{
    private const int Interrupt = 2;
    private static readonly TimeSpan Glances = TimeSpan.FromMilliseconds(500);

    /// <summary>The make that called; null where none did, or its process cannot be seen.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="clock">Tells when to look.</param>
    public static CallingMake? Find(Func<string, string?> environment, TimeProvider clock)
    {
        if (environment("LENETLAB_COMMAND") != "make" || !OperatingSystem.IsLinux())
            return null;
        try
        {
            // Behind the name, which may hold anything, stand the state and the parent.
            string line = File.ReadAllText("/proc/self/stat");
            return new CallingMake($"/proc/{line[(line.LastIndexOf(')') + 1)..].Split(' ')[2]}/status", clock);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Calls back once make was interrupted.</summary>
    /// <param name="interrupted">Called from another thread, and only once.</param>
    /// <returns>Ends the watching.</returns>
    public IDisposable Watch(Action interrupted)
    {
        // A Ctrl-C that went to both is here long before the second glance, and is not taken for two.
        int seen = 0;
        return clock.CreateTimer(
            _ =>
            {
                if (IsInterrupted() && Interlocked.Increment(ref seen) == 2)
                    interrupted();
            },
            null, Glances, Glances);
    }

    private bool IsInterrupted()
    {
        try
        {
            string[] lines = File.ReadAllLines(statusFile);
            return IsMake(lines) && Has(lines, "SigBlk:") && !Has(lines, "SigCgt:");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether it is called make, gmake, remake ….</summary>
    private static bool IsMake(string[] lines) => lines is [{ } name, ..]
        && name.StartsWith("Name:", StringComparison.Ordinal)
        && name.TrimEnd().EndsWith("make", StringComparison.Ordinal);

    /// <summary>Whether a line of signals, a mask in hexadecimal, has SIGINT.</summary>
    private static bool Has(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
        && ulong.TryParse(line.AsSpan(name.Length).Trim(), NumberStyles.HexNumber, null, out ulong mask)
        && (mask >> (Interrupt - 1) & 1) == 1;
}
