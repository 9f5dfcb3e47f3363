using System.ComponentModel;
using System.Diagnostics;

namespace LeNetLab.Results.Runners;

/// <summary>The processes of this machine, from its operating system.</summary>
public sealed class ProcessTable : IProcessTable
{
    /// <inheritdoc/>
    public RunnerIdentity Self { get; } = new(
        Environment.MachineName, OwnSpace(), Environment.ProcessId, Find(Environment.ProcessId)?.Started ?? "");

    /// <inheritdoc/>
    public ProcessSighting Look(RunnerIdentity runner)
    {
        ArgumentNullException.ThrowIfNull(runner);
        return runner.PidSpace == Self.PidSpace
            ? Compare(runner, Find(runner.Pid))
            : ProcessSighting.Unknown;
    }

    /// <summary>What an entry of the table tells of a runner of the same machine.</summary>
    /// <param name="runner">The runner.</param>
    /// <param name="entry">What is there under its process id; null for nothing.</param>
    internal static ProcessSighting Compare(RunnerIdentity runner, ProcessEntry? entry) => entry switch
    {
        null or { State: ProcessState.Dead } => ProcessSighting.Gone,
        { Started: null } => ProcessSighting.Unknown,
        _ when runner.PidStarted.Length == 0 => ProcessSighting.Unknown,
        { Started: var started } when started != runner.PidStarted => ProcessSighting.Gone,
        { State: ProcessState.Stopped } => ProcessSighting.Stopped,
        _ => ProcessSighting.Running,
    };

    /// <summary>An entry from a line of Linux's <c>/proc/[pid]/stat</c>.</summary>
    /// <remarks>
    /// The name comes second, in parentheses, and may itself hold parentheses and spaces. The state follows it, and as
    /// the 22nd field of all the start in ticks since the machine's own: no clock that is set touches it. A process
    /// that goes while it is read leaves less.
    /// </remarks>
    internal static ProcessEntry ParseStat(string line)
    {
        string[] fields = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20)
            return new ProcessEntry(null, ProcessState.Dead);
        return new ProcessEntry(fields[19], fields[0] switch
        {
            // Nobody has asked yet how it ended.
            "Z" or "X" or "x" => ProcessState.Dead,
            "T" or "t" => ProcessState.Stopped,
            _ => ProcessState.Running,
        });
    }

    private static ProcessEntry? Find(int pid)
    {
        try
        {
            return OperatingSystem.IsLinux()
                ? ParseStat(File.ReadAllText($"/proc/{pid}/stat"))
                : Ask(pid);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Some machines hide the processes of other users.
            return Ask(pid) is null ? null : new ProcessEntry(null, ProcessState.Running);
        }
    }

    private static ProcessEntry? Ask(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited
                ? new ProcessEntry(null, ProcessState.Dead)
                : new ProcessEntry($"{process.StartTime.ToUniversalTime():O}", ProcessState.Running);
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (Exception refusal) when (refusal is Win32Exception or InvalidOperationException)
        {
            return new ProcessEntry(null, ProcessState.Running);
        }
    }

    private static string OwnSpace()
    {
        const string Start = "/proc/sys/kernel/random/boot_id";
        return File.Exists(Start)
            ? $"{File.ReadAllText(Start).Trim()} {new FileInfo("/proc/self/ns/pid").LinkTarget}"
            : Environment.MachineName;
    }
}

/// <summary>A process as its system shows it.</summary>
/// <param name="Started">When it started, as its system tells it; null where that cannot be read.</param>
/// <param name="State">How it is.</param>
internal sealed record ProcessEntry(string? Started, ProcessState State);

/// <summary>How a process is.</summary>
internal enum ProcessState
{
    /// <summary>It runs or waits.</summary>
    Running,

    /// <summary>It was stopped.</summary>
    Stopped,

    /// <summary>It has ended; its id is not free yet.</summary>
    Dead,
}
