namespace LeNetLab.Specs;

/// <summary>
/// What a sweep asks of Slurm; null where it asks for nothing and the cluster's own default holds. No part of a run's
/// identity: where something is trained does not change what comes of it.
/// </summary>
public sealed record SlurmSpec
{
    /// <summary>Nothing asked for.</summary>
    public static readonly SlurmSpec None = new();

    /// <summary>Where jobs queue.</summary>
    public string? Partition { get; init; }

    /// <summary>The longest that a task may take: <c>30</c> minutes, <c>1:30:00</c>, <c>2-12</c>.</summary>
    public string? Time { get; init; }

    /// <summary>Cards of each task: <c>1</c>, or <c>a100:1</c>.</summary>
    public string? Gpus { get; init; }

    /// <summary>Cores of each task, on which it trains as many runs at a time; 1 unless it is said.</summary>
    public int? Cpus { get; init; }

    /// <summary>Memory of each task, as Slurm writes it: <c>2G</c>.</summary>
    public string? Memory { get; init; }

    /// <summary>Runs that share a task; 1 unless it is said.</summary>
    public int? RunsPerTask { get; init; }

    /// <summary>Most tasks of one job array; as many as the cluster takes unless it is said.</summary>
    public int? ArraySize { get; init; }

    /// <summary>Most tasks of an array that run at a time.</summary>
    public int? Throttle { get; init; }

    /// <summary>Lines of shell that a task begins with, such as <c>module load dotnet</c>.</summary>
    public IReadOnlyList<string>? Setup { get; init; }

    /// <summary>Further options of <c>sbatch</c>.</summary>
    public IReadOnlyList<string>? Extra { get; init; }

    /// <summary>These, and where they ask for nothing, others. A list replaces a list.</summary>
    public SlurmSpec Over(SlurmSpec weaker)
    {
        ArgumentNullException.ThrowIfNull(weaker);
        return new SlurmSpec
        {
            Partition = Partition ?? weaker.Partition,
            Time = Time ?? weaker.Time,
            Gpus = Gpus ?? weaker.Gpus,
            Cpus = Cpus ?? weaker.Cpus,
            Memory = Memory ?? weaker.Memory,
            RunsPerTask = RunsPerTask ?? weaker.RunsPerTask,
            ArraySize = ArraySize ?? weaker.ArraySize,
            Throttle = Throttle ?? weaker.Throttle,
            Setup = Setup ?? weaker.Setup,
            Extra = Extra ?? weaker.Extra,
        };
    }
}
