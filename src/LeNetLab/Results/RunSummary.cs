namespace LeNetLab.Results;

/// <summary>
/// A row of the view <c>run_summary</c>: one run as a member of one experiment. Losses are in the unit of what was
/// trained on, errors and gap in per cent, of the last epoch, and null unless the run is done.
/// </summary>
public sealed record RunSummary
{
    /// <summary>The run's content hash.</summary>
    public required string RunId { get; init; }

    /// <summary>The experiment that it is seen as a part of.</summary>
    public required string Experiment { get; init; }

    /// <summary>What that experiment calls it, but for the seed.</summary>
    public required string Variant { get; init; }

    /// <summary>The squashing function, e.g. <c>leaky_relu</c>.</summary>
    public required string Activation { get; init; }

    /// <summary><c>full</c> or <c>partial</c>.</summary>
    public required string C3 { get; init; }

    /// <summary><c>average</c>, <c>max</c> or <c>subsampling</c>.</summary>
    public required string Pooling { get; init; }

    /// <summary>The preset: <c>lenet5</c> or <c>lenet5-wide</c>.</summary>
    public required string Width { get; init; }

    /// <summary>The engine's name.</summary>
    public required string Engine { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The dataset that was in use.</summary>
    public required string Dataset { get; init; }

    /// <summary>Its sum.</summary>
    public required string DatasetSha256 { get; init; }

    /// <summary>Images trained on, validation left out.</summary>
    public required int TrainImages { get; init; }

    /// <summary>The seed, which pairs runs of different variants.</summary>
    public required long Seed { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Epochs recorded so far.</summary>
    public required int Epochs { get; init; }

    /// <summary>Numbers that predictions follow from: of a network, its trainable parameters.</summary>
    public required int Parameters { get; init; }

    /// <summary>Mean loss over the training images.</summary>
    public double? TrainLoss { get; init; }

    /// <summary>Mean loss over the test images.</summary>
    public double? TestLoss { get; init; }

    /// <summary>Training error with the final weights.</summary>
    public double? TrainErrorPct { get; init; }

    /// <summary>Test error with the final weights.</summary>
    public double? TestErrorPct { get; init; }

    /// <summary>Test error − training error.</summary>
    public double? GapPct { get; init; }

    /// <summary>Time of the training passes.</summary>
    public double? TrainSeconds { get; init; }

    /// <summary>Training images × epochs per second of training.</summary>
    public double? ImagesPerSecond { get; init; }

    /// <summary>Time to classify every test image once.</summary>
    public double? PredictSeconds { get; init; }

    /// <summary>SHA-256 of the final parameter vector, little-endian float32.</summary>
    public string? WeightsSha256 { get; init; }

    /// <summary>
    /// What the run came to: runs that ended in the same parameters are one observation, whatever their seeds are called.
    /// </summary>
    public string Outcome => WeightsSha256 ?? RunId;

    /// <summary>ISO 8601, UTC.</summary>
    public string? StartedAt { get; init; }

    /// <summary>ISO 8601, UTC.</summary>
    public string? FinishedAt { get; init; }

    /// <summary>The variant whose settings were tuned, which gave this one; null for one as the spec has it.</summary>
    public string? TunedFrom { get; init; }
}
