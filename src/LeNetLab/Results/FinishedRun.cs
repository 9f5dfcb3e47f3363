namespace LeNetLab.Results;

/// <summary>A run that is done, as far as it says whether a longer one can go on from it.</summary>
public sealed record FinishedRun
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Its epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Whether its layers were looked into after each epoch.</summary>
    public required bool HasLayers { get; init; }
}
