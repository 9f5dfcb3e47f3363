namespace LeNetLab.Results;

/// <summary>
/// A row of the view <c>epochs_to_accuracy</c>: the first epoch after which a share of the test images was right. Null
/// where none was, which is censored, not missing: it would have taken more than <see cref="Epochs"/>.
/// </summary>
public sealed record AccuracyRow
{
    /// <summary>The run, done or diverged.</summary>
    public required string RunId { get; init; }

    /// <summary>Epochs that were finished.</summary>
    public required int Epochs { get; init; }

    /// <summary>To 90 % right.</summary>
    public int? To90Pct { get; init; }

    /// <summary>To 95 % right.</summary>
    public int? To95Pct { get; init; }

    /// <summary>To 98 % right.</summary>
    public int? To98Pct { get; init; }

    /// <summary>To 99 % right.</summary>
    public int? To99Pct { get; init; }
}
