using System.Globalization;

namespace LeNetLab.Launchers.Slurm;

/// <summary>What a task is doing, as far as Slurm knows.</summary>
public enum TaskPhase
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It waits, and will for ever unless somebody does something.</summary>
    Stuck,

    /// <summary>It is at work.</summary>
    Running,

    /// <summary>It is over, one way or another.</summary>
    Over,
}

/// <summary>A task of a job array, as squeue shows it.</summary>
/// <param name="Array">The array's name.</param>
/// <param name="JobId">As <c>scontrol</c> and <c>scancel</c> take it, e.g. <c>17_3</c>.</param>
/// <param name="Index">Its index in the array.</param>
/// <param name="State">E.g. <c>PENDING</c>.</param>
/// <param name="Reason">Why it is so, e.g. <c>Resources</c>.</param>
public sealed record QueuedTask(string Array, string JobId, int Index, string State, string Reason)
{
    /// <summary>What squeue is asked to print; the reason comes last, for it may hold anything.</summary>
    public const string Format = "%j|%F|%K|%T|%r";

    private static readonly string[] OverStates =
    [
        "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED",
        "REVOKED", "TIMEOUT",
    ];

    private static readonly string[] WaitingStates =
    [
        "PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT",
    ];

    // Reasons that no passing of time removes.
    private static readonly string[] Hopeless =
    [
        "JobHeldUser", "JobHeldAdmin", "launch_failed_requeued_held", "job_requeued_in_held_state", "JobHoldMaxRequeue",
        "DependencyNeverSatisfied", "BadConstraints", "PartitionNodeLimit", "PartitionTimeLimit", "InvalidAccount",
        "InvalidQOS", "AccountNotAllowed", "QOSNotAllowed",
    ];

    /// <summary>What it is doing.</summary>
    public TaskPhase Phase =>
        OverStates.Contains(State) ? TaskPhase.Over
        : !WaitingStates.Contains(State) ? TaskPhase.Running
        : Hopeless.Contains(Reason.Replace(' ', '_')) ? TaskPhase.Stuck
        : TaskPhase.Queued;

    /// <summary>Reads a line; null for one that is no array's task.</summary>
    public static QueuedTask? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] parts = line.Trim().Split('|', 5);
        return parts.Length == 5
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? new QueuedTask(parts[0], $"{parts[1]}_{parts[2]}", index, parts[3], parts[4].Trim('(', ')'))
            : null;
    }
}
