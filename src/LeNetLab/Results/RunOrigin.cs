namespace LeNetLab.Results;

/// <summary>Where and with what a run was trained; null where it was not started yet.</summary>
public sealed record RunOrigin
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The engine's name.</summary>
    public required string Engine { get; init; }

    /// <summary>The engine's version.</summary>
    public required int EngineVersion { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Width of the vectors used, in bits.</summary>
    public required int VectorBits { get; init; }

    /// <summary>Commit of the program.</summary>
    public string? GitCommit { get; init; }

    /// <summary>Whether its checkout had uncommitted changes.</summary>
    public bool? GitDirty { get; init; }

    /// <summary>Machine name.</summary>
    public string? Host { get; init; }

    /// <summary>Processor model.</summary>
    public string? Cpu { get; init; }

    /// <summary>.NET runtime.</summary>
    public string? Runtime { get; init; }

    /// <summary>Operating system and architecture.</summary>
    public string? Os { get; init; }

    /// <summary>LeNetLab's version.</summary>
    public string? ProgramVersion { get; init; }

    /// <summary>SQLite's version.</summary>
    public string? SqliteVersion { get; init; }

    /// <summary>What went wrong, if it failed.</summary>
    public string? Error { get; init; }
}
