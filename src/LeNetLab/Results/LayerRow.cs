namespace LeNetLab.Results;

/// <summary>
/// A row of the table <c>layer_stats</c>; see <see cref="Training.LayerResult"/>. Null stands for NaN, too.
/// </summary>
public sealed record LayerRow
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>From 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Its place among the layers with parameters, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Its name.</summary>
    public required string Layer { get; init; }

    /// <summary>Its maps, or its units.</summary>
    public required int Units { get; init; }

    /// <summary>Norm of the gradient.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>Norm of the parameters.</summary>
    public double? WeightNorm { get; init; }

    /// <summary>Norm of what the epoch added to them.</summary>
    public double? UpdateNorm { get; init; }

    /// <summary>The one over the other.</summary>
    public double? UpdateWeightRatio { get; init; }

    /// <summary>Mean of what it gives.</summary>
    public double? ActivationMean { get; init; }

    /// <summary>Standard deviation of what it gives.</summary>
    public double? ActivationSd { get; init; }

    /// <summary>Share of it that is saturated.</summary>
    public double? SaturatedFraction { get; init; }

    /// <summary>Maps or units that are saturated everywhere.</summary>
    public int? DeadUnits { get; init; }
}
