namespace LeNetLab.Results;

/// <summary>A row of the table <c>epochs</c>; see <see cref="Training.EpochResult"/>. Null stands for NaN.</summary>
public sealed record EpochRow
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>From 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The rate of the epoch's first step.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Mean training loss after the pass.</summary>
    public double? TrainLoss { get; init; }

    /// <summary>Training error during the pass, in per cent.</summary>
    public double? TrainErrorOnlinePct { get; init; }

    /// <summary>Training error after the pass, in per cent.</summary>
    public double? TrainErrorPct { get; init; }

    /// <summary>Error on the images held out, in per cent.</summary>
    public double? ValidationErrorPct { get; init; }

    /// <summary>Mean test loss.</summary>
    public double? TestLoss { get; init; }

    /// <summary>Test error, in per cent.</summary>
    public double? TestErrorPct { get; init; }

    /// <summary>Test error − training error, in per cent.</summary>
    public double? GapPct { get; init; }

    /// <summary>Time of the training pass.</summary>
    public double? Seconds { get; init; }
}
