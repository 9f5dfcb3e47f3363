namespace LeNetLab.Results.Runners;

/// <summary>A run that is recorded as running, as a member of one experiment.</summary>
public sealed record RunUnderWay
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The experiment that it is seen as a part of; empty if none asks for it any longer.</summary>
    public required string Experiment { get; init; }

    /// <summary>What that experiment calls it, but for the seed; its id if there is none.</summary>
    public required string Variant { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Epochs recorded so far.</summary>
    public required int EpochsDone { get; init; }

    /// <summary>Epochs it is to have.</summary>
    public required int EpochsInAll { get; init; }

    /// <summary>When it was claimed: ISO 8601, UTC, by its runner's clock.</summary>
    public required string StartedAt { get; init; }

    /// <summary>Who claimed it; null where a program that knew of no runners left it.</summary>
    public long? RunnerId { get; init; }
}
