namespace LeNetLab.Results.Runners;

/// <summary>Whether a runner lives.</summary>
public enum RunnerState
{
    /// <summary>It does, as far as can be told.</summary>
    Alive,

    /// <summary>Its process is there, but stopped (SIGSTOP).</summary>
    Stopped,

    /// <summary>It was not heard of for two heartbeats.</summary>
    Silent,

    /// <summary>Its process is not there any more.</summary>
    Gone,

    /// <summary>It said that it ended.</summary>
    Ended,
}

/// <summary>For how long a runner's heartbeats have stood still.</summary>
/// <param name="Time">How long.</param>
/// <param name="Watched">
/// Whether somebody watched them over all that time by a clock that does not jump. Otherwise it is the age of the last
/// one by the clocks of two machines, either of which may be wrong.
/// </param>
public readonly record struct Silence(TimeSpan Time, bool Watched);

/// <summary>Decides from what was seen whether a runner lives. Sees nothing itself.</summary>
public static class RunnerLife
{
    /// <summary>What the signs amount to.</summary>
    /// <remarks>
    /// A process that is not there is dead at once. One that is there and silent is taken for dead only by who watched
    /// it: to a glance it lives, whatever the clocks say. Elsewhere the age of its last heartbeat is all there is.
    /// </remarks>
    /// <param name="runner">As recorded.</param>
    /// <param name="sighting">What the own machine's processes tell.</param>
    /// <param name="silence">What its heartbeats tell.</param>
    public static RunnerState Of(RunnerRow runner, ProcessSighting sighting, Silence silence)
    {
        ArgumentNullException.ThrowIfNull(runner);
        bool counts = silence.Watched || sighting == ProcessSighting.Unknown;
        return runner.EndedAt is not null ? RunnerState.Ended
            : sighting == ProcessSighting.Gone ? RunnerState.Gone
            : counts && silence.Time >= runner.Patience ? RunnerState.Silent
            : sighting == ProcessSighting.Stopped ? RunnerState.Stopped
            : RunnerState.Alive;
    }
}
