using System.Diagnostics;
using LeNetLab.Tests.Cli;

namespace LeNetLab.Tests.Chaos;

/// <summary>A process of the program to which things happen.</summary>
/// <param name="process">The process.</param>
/// <param name="clock">The file that says how wrong its clock is; null if it is right.</param>
internal sealed class ChaosProcess(Process process, string? clock) : IDisposable
{
    private readonly Task<string> output = process.StandardOutput.ReadToEndAsync();
    private readonly Task<string> error = process.StandardError.ReadToEndAsync();

    public bool IsRunning => !process.HasExited;

    public bool IsStopped { get; private set; }

    /// <summary>Whether its end was somebody else's doing.</summary>
    public bool WasKilled { get; private set; }

    /// <summary>Whether the storage was out of reach at some time of its life.</summary>
    public bool MetFault { get; set; }

    public void Dispose() => process.Dispose();

    /// <returns>Whether it was still running.</returns>
    public bool Kill()
    {
        WasKilled = IsRunning;
        process.Kill();
        process.WaitForExit();
        return WasKilled;
    }

    public void Stop() => IsStopped = Signal("STOP");

    public void Wake() => IsStopped = !Signal("CONT") && IsStopped;

    public void Interrupt() => Signal("INT");

    /// <summary>Sets its clock to another time, while it runs.</summary>
    /// <returns>Whether it has such a clock.</returns>
    public bool Jump(int hours)
    {
        if (clock is null || !IsRunning)
            return false;
        File.WriteAllText(clock, FakeClock.Offset(hours));
        return true;
    }

    /// <summary>Waits for its end.</summary>
    public Answer End(TimeSpan patience)
    {
        if (!process.WaitForExit(patience))
        {
            process.Kill();
            Assert.Fail($"A process did not end within {patience}:\n{output.Result}{error.Result}");
        }

        return new Answer(process.ExitCode, output.Result, error.Result);
    }

    private bool Signal(string signal) => SmallDisk.Command("kill", $"-{signal}", $"{process.Id}").Length == 0;
}
