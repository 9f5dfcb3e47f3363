namespace LeNetLab.Training;

/// <summary>
/// What is recorded of a layer with parameters after an epoch. Gradient and activations are of the run's probe images
/// with the weights after the pass; null where the engine does not show them, or the layer has none. Norms are
/// Euclidean, over weights and biases together.
/// </summary>
/// <param name="Position">Its place among the layers with parameters, from 1.</param>
/// <param name="Layer">Its name: C1, C3, …</param>
/// <param name="Units">Its maps, or its units.</param>
/// <param name="GradientNorm">Of the gradient of the probe images' mean loss.</param>
/// <param name="WeightNorm">Of its parameters.</param>
/// <param name="UpdateNorm">Of what the epoch added to them, all its steps together.</param>
/// <param name="ActivationMean">Mean of what it gives, squashed.</param>
/// <param name="ActivationSd">Standard deviation of what it gives.</param>
/// <param name="SaturatedFraction">Share of what it gives that is saturated, 0 … 1.</param>
/// <param name="DeadUnits">Maps or units that are saturated at every position of every image.</param>
public sealed record LayerResult(
    int Position,
    string Layer,
    int Units,
    double? GradientNorm,
    double WeightNorm,
    double UpdateNorm,
    double? ActivationMean,
    double? ActivationSd,
    double? SaturatedFraction,
    int? DeadUnits)
{
    /// <summary>How far the epoch moved the parameters, as a share of their size.</summary>
    public double UpdateWeightRatio => UpdateNorm / WeightNorm;
}

/// <summary>The layers of a network after one epoch; two are equal if all of their rows are.</summary>
/// <param name="Rows">From the first layer with parameters to the last; none if they are not watched.</param>
public sealed record LayerResults(IReadOnlyList<LayerResult> Rows)
{
    /// <summary>Nothing recorded.</summary>
    public static LayerResults None { get; } = new([]);

    /// <inheritdoc/>
    public bool Equals(LayerResults? other) => other is not null && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc/>
    public override int GetHashCode() => Rows.Aggregate(0, HashCode.Combine);
}
