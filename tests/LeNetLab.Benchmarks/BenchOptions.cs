namespace LeNetLab.Benchmarks;

/// <summary>What the bench was asked for.</summary>
internal sealed record BenchOptions
{
    /// <summary>How long to measure.</summary>
    public required Timing Timing { get; init; }

    /// <summary>Only what contains this in "section row"; null for everything.</summary>
    public string? Only { get; init; }

    /// <summary>The file of all figures, or null.</summary>
    public string? Json { get; init; }

    /// <summary>The built program's assembly, or null.</summary>
    public string? Lenetlab { get; init; }

    /// <summary>The peer's script, or null.</summary>
    public string? Peer { get; init; }

    /// <summary>The Python that runs it.</summary>
    public required string Python { get; init; }

    /// <summary>A folder with MNIST's files, or null.</summary>
    public string? Data { get; init; }
}
