using LeNetLab.Models;

namespace LeNetLab.Engines;

/// <summary>What a squashing layer gave over some images, all maps and positions together.</summary>
/// <param name="Values">How many values: images × maps × positions.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="SquaredDeviations">The sum of their squared distances from it.</param>
/// <param name="Saturated">How many lie beyond <see cref="Activation.Responsive"/>.</param>
/// <param name="DeadUnits">
/// Maps (units, of a fully connected layer) all of whose values do, at every position of every image: nothing that
/// these images say comes through them.
/// </param>
public readonly record struct ActivationSummary(
    long Values, double Mean, double SquaredDeviations, long Saturated, int DeadUnits)
{
    /// <summary>The values' standard deviation, of all of them and not estimated from them.</summary>
    public double StandardDeviation => Math.Sqrt(SquaredDeviations / Values);

    /// <summary>Share of the values that are saturated, 0 … 1.</summary>
    public double SaturatedFraction => (double)Saturated / Values;
}
