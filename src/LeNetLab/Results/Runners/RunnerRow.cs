namespace LeNetLab.Results.Runners;

/// <summary>A row of the table <c>runners</c>: a process that trains, or did.</summary>
public sealed record RunnerRow
{
    /// <summary>Its number in this database.</summary>
    public required long RunnerId { get; init; }

    /// <inheritdoc cref="RunnerIdentity"/>
    public required string Host { get; init; }

    /// <inheritdoc cref="RunnerIdentity"/>
    public required string PidSpace { get; init; }

    /// <inheritdoc cref="RunnerIdentity"/>
    public required int Pid { get; init; }

    /// <inheritdoc cref="RunnerIdentity"/>
    public required string PidStarted { get; init; }

    /// <summary>ISO 8601, UTC, by its own clock.</summary>
    public required string StartedAt { get; init; }

    /// <summary>Seconds from one heartbeat to the next.</summary>
    public required double HeartbeatSeconds { get; init; }

    /// <summary>How many there were.</summary>
    public required long Heartbeats { get; init; }

    /// <summary>When the last was: ISO 8601, UTC, by its own clock.</summary>
    public required string HeartbeatAt { get; init; }

    /// <summary>When it ended, if it could say so.</summary>
    public string? EndedAt { get; init; }

    /// <summary>Which process it is.</summary>
    public RunnerIdentity Identity => new(Host, PidSpace, Pid, PidStarted);

    /// <summary>A runner that was not heard of for longer is not waited for.</summary>
    public TimeSpan Patience => TimeSpan.FromSeconds(2 * HeartbeatSeconds);
}
