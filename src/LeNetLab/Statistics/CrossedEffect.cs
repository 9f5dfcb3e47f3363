namespace LeNetLab.Statistics;

/// <summary>A main effect or an interaction in a <see cref="Crossing"/>.</summary>
/// <param name="Factors">The places of its factors, ascending.</param>
/// <param name="Estimates">In each block, for each combination of their levels; they add up to 0 along every factor.</param>
/// <param name="Squares">Its part of the sum of squares.</param>
public sealed record CrossedEffect(
    IReadOnlyList<int> Factors, IReadOnlyList<double[]> Estimates, double Squares);
