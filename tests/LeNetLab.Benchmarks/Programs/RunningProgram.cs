using System.ComponentModel;
using System.Diagnostics;

namespace LeNetLab.Benchmarks.Programs;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">What it answered.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed to the error stream.</param>
/// <param name="Elapsed">From before its start to after its exit.</param>
/// <param name="PeakBytes">The most memory it had resident, as last seen; 0 where the system does not tell.</param>
internal sealed record ProgramEnd(int ExitCode, string Output, string Error, TimeSpan Elapsed, long PeakBytes)
{
    /// <summary>Why it failed, in a phrase.</summary>
    public string Failure =>
        $"exit code {ExitCode}: {(Error.Length > 0 ? Error : Output).Trim().Split('\n')[^1].Trim()}";
}

/// <summary>A program under way.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Resident memory only ever rises to its peak: what is missed is what it rose by in the last of these.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Process process;
    private readonly TimeProvider clock;
    private readonly long begin;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private RunningProgram(Process process, TimeProvider clock, long begin)
    {
        this.process = process;
        this.clock = clock;
        this.begin = begin;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a program.</summary>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static RunningProgram Start(ProgramCommand command, TimeProvider clock)
    {
        long started = clock.GetTimestamp();
        return new RunningProgram(Launch(command), clock, started);
    }

    /// <summary>Runs a program to its end; null if there is no such program.</summary>
    public static ProgramEnd? TryRun(ProgramCommand command, TimeProvider clock)
    {
        try
        {
            using RunningProgram running = Start(command, clock);
            return running.Wait();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not come to one.</exception>
    public ProgramEnd Wait()
    {
        long peak = 0;
        while (!process.WaitForExit(Look))
        {
            process.Refresh();
            peak = Math.Max(peak, PeakBytes());
            if (clock.GetElapsedTime(begin) > Patience)
                throw new TimeoutException($"{process.StartInfo.FileName} did not end within {Patience}.");
        }

        TimeSpan elapsed = clock.GetElapsedTime(begin);
        return new ProgramEnd(process.ExitCode, output.Result, error.Result, elapsed, peak);
    }

    /// <summary>Ends it, if nobody waited for its end.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    /// <summary>Starts a process whose three streams are this one's to use.</summary>
    internal static Process Launch(ProgramCommand command)
    {
        var start = new ProcessStartInfo(command.File, command.Arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = command.Folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in command.Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private long PeakBytes()
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended between two looks.
            return 0;
        }
    }
}
