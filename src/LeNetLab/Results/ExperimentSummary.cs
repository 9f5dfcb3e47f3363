namespace LeNetLab.Results;

/// <summary>An experiment and how far it has come, its trials left out.</summary>
public sealed record ExperimentSummary
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks.</summary>
    public required string Question { get; init; }

    /// <summary>The spec's text, as it was declared last.</summary>
    public required string SpecYaml { get; init; }

    /// <summary>What asks for the same runs again, overrides included.</summary>
    public required string Command { get; init; }

    /// <summary>When that was: ISO 8601, UTC.</summary>
    public required string DeclaredAt { get; init; }

    /// <summary>The variant that the others are compared with; null where all pairs are.</summary>
    public string? Baseline { get; init; }

    /// <summary>Runs that wait, interrupted ones included.</summary>
    public required int Pending { get; init; }

    /// <summary>Runs that are being trained, or were when their process died.</summary>
    public required int Running { get; init; }

    /// <summary>Runs that are done.</summary>
    public required int Done { get; init; }

    /// <summary>Runs whose loss stopped being finite.</summary>
    public required int Diverged { get; init; }

    /// <summary>Runs that ended in an error.</summary>
    public required int Failed { get; init; }

    /// <summary>Trials without a result: neither done nor diverged.</summary>
    public required int TrialsLeft { get; init; }

    /// <summary>Variants that trials have still to choose settings for, and whose runs are therefore not known yet.</summary>
    public required int TunedLater { get; init; }

    /// <summary>All its runs.</summary>
    public int Total => Pending + Running + Done + Diverged + Failed;

    /// <summary>Whether something waits to be trained, or was being trained when its process died.</summary>
    public bool HasLeft => Pending + Running + TrialsLeft + TunedLater > 0;

    /// <summary>Whether no run is left to be trained or tried again, none that tuning has still to give included.</summary>
    public bool Complete => Done + Diverged == Total && TrialsLeft == 0 && TunedLater == 0;
}
