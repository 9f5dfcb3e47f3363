namespace LeNetLab.Results.Runners;

/// <summary>What a glance tells of a runner.</summary>
/// <param name="State">Whether it lives.</param>
/// <param name="Silence">How old its last heartbeat is, by this machine's clock.</param>
public sealed record RunnerSight(RunnerState State, TimeSpan Silence)
{
    /// <summary>Whether its runs are being trained, as far as can be told.</summary>
    public bool IsAtWork => State is RunnerState.Alive or RunnerState.Stopped;
}

/// <summary>Who looks once, and cannot wait for heartbeats.</summary>
/// <param name="processes">Tells of runners on this machine.</param>
/// <param name="clock">Tells the age of the heartbeats of others.</param>
public sealed class RunnerGlance(IProcessTable processes, TimeProvider clock)
{
    /// <summary>Looks at a runner.</summary>
    /// <param name="runner">As recorded; null where a program that knew of none left a run as running.</param>
    public RunnerSight At(RunnerRow? runner)
    {
        if (runner is null)
            return new RunnerSight(RunnerState.Gone, default);

        // A clock that is behind makes it as good as fresh.
        TimeSpan age = clock.GetUtcNow() - Timestamp.Parse(runner.HeartbeatAt);
        TimeSpan silence = age > TimeSpan.Zero ? age : TimeSpan.Zero;
        ProcessSighting sighting = processes.Look(runner.Identity);
        return new RunnerSight(RunnerLife.Of(runner, sighting, new Silence(silence, Watched: false)), silence);
    }
}
