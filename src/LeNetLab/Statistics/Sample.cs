using MathNet.Numerics.Statistics;

namespace LeNetLab.Statistics;

/// <summary>A sample of numbers, summed up.</summary>
/// <param name="Count">n ≥ 1.</param>
/// <param name="Mean">The arithmetic mean.</param>
/// <param name="StandardDeviation">With n − 1 in the denominator; NaN for n = 1.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="Median">The middle one, or the mean of the middle two.</param>
public sealed record Sample(int Count, double Mean, double StandardDeviation, double Min, double Max, double Median)
{
    /// <summary>Sums up some numbers, at least one.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Sample Of(IReadOnlyList<double> values)
    {
        double[] copy = [.. values];
        if (copy.Length == 0)
            throw new ArgumentException("A sample needs at least one value.", nameof(values));

        // The median comes last: it reorders the copy.
        return new Sample(
            copy.Length, ArrayStatistics.Mean(copy), ArrayStatistics.StandardDeviation(copy),
            ArrayStatistics.Minimum(copy), ArrayStatistics.Maximum(copy), ArrayStatistics.MedianInplace(copy));
    }

    /// <summary>The same, or null for no values.</summary>
    public static Sample? OfAny(IReadOnlyList<double> values) => values.Count == 0 ? null : Of(values);
}
