namespace LeNetLab.Results.Runners;

/// <summary>
/// What one runner has seen of the heartbeats of others, and so who of them is dead to it. Times are of its own clock
/// that does not jump, and its own heartbeats must have gone through meanwhile: where it was itself stopped, or nobody
/// could write, the silence of others says nothing. Safe for several threads.
/// </summary>
/// <param name="processes">Tells at once of those on this machine.</param>
/// <param name="clock">Measures silence.</param>
internal sealed class RunnerWatch(IProcessTable processes, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Seen> others = [];
    private long ownBeats;

    /// <summary>A heartbeat of its own went through.</summary>
    public void Beat()
    {
        lock (gate)
            ownBeats++;
    }

    /// <summary>Looks at another runner, and remembers what it saw.</summary>
    /// <param name="runner">As recorded now.</param>
    public RunnerState Look(RunnerRow runner)
    {
        ProcessSighting sighting = processes.Look(runner.Identity);
        lock (gate)
        {
            long now = clock.GetTimestamp();
            if (!others.TryGetValue(runner.RunnerId, out Seen? seen) || seen.Heartbeats != runner.Heartbeats)
                others[runner.RunnerId] = seen = new Seen(runner.Heartbeats, now, ownBeats);
            TimeSpan silence = ownBeats - seen.OwnBeats >= 2 ? clock.GetElapsedTime(seen.Since, now) : TimeSpan.Zero;
            return RunnerLife.Of(runner, sighting, new Silence(silence, Watched: true));
        }
    }

    /// <summary>Whether another runner is dead, so that its runs may be taken.</summary>
    /// <param name="runner">As recorded now.</param>
    public bool IsDead(RunnerRow runner) =>
        Look(runner) is RunnerState.Ended or RunnerState.Gone or RunnerState.Silent;

    /// <summary>Another runner's counter, and when it was first seen to stand there.</summary>
    private sealed record Seen(long Heartbeats, long Since, long OwnBeats);
}
