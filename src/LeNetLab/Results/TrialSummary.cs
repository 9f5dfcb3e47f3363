namespace LeNetLab.Results;

/// <summary>
/// A run that only tries a setting. What it makes of the test images is recorded as of any run, and left out here:
/// whoever chooses among trials cannot see it.
/// </summary>
public sealed record TrialSummary
{
    /// <summary>The run's content hash.</summary>
    public required string RunId { get; init; }

    /// <summary>The variant that it tries a setting for.</summary>
    public required string TrialOf { get; init; }

    /// <summary>The trial's own name, which says what is tried.</summary>
    public required string Variant { get; init; }

    /// <summary>The trial's seed, which is none of the experiment's.</summary>
    public required long Seed { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Epochs recorded so far.</summary>
    public required int Epochs { get; init; }

    /// <summary>Error on the images held out, with the final weights; null unless the run is done.</summary>
    public double? ValidationErrorPct { get; init; }
}
