using LeNetLab.Results.Runners;

namespace LeNetLab.Dashboard;

/// <summary>What the live page shows, and where.</summary>
public sealed record DashboardOptions
{
    /// <summary>The usual port: the year of the paper.</summary>
    public const int UsualPort = 1998;

    /// <summary>The results folder; it may have no database yet.</summary>
    public required string Results { get; init; }

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>Tells which processes are training.</summary>
    public required RunnerGlance Glance { get; init; }

    /// <summary>Measures the time between two looks at the database.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Time between two looks at the database: 1 s.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromSeconds(1);
}
