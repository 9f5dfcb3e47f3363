namespace LeNetLab.Results;

/// <summary>A row of the table <c>robustness</c>.</summary>
public sealed record RobustnessRow
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>What was done to the test images.</summary>
    public required string Transform { get; init; }

    /// <summary>How much of it, in the transform's own unit.</summary>
    public required double Amount { get; init; }

    /// <summary>The first so many test images.</summary>
    public required int Images { get; init; }

    /// <summary>The error on them.</summary>
    public required double TestErrorPct { get; init; }
}
