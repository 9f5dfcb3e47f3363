using MathNet.Numerics.Distributions;

namespace LeNetLab.Statistics;

/// <summary>
/// The 95 % interval of a mean by Student's t ("The Probable Error of a Mean", Biometrika 6, 1908). It supposes normal
/// values, which errors over seeds are nearly.
/// </summary>
public static class MeanInterval
{
    private const double Upper = 0.975;

    /// <summary>The interval; null for a single value.</summary>
    public static Interval? Of(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Count < 2)
            return null;
        double half = StudentT.InvCDF(0, 1, sample.Count - 1, Upper) * sample.StandardDeviation
            / Math.Sqrt(sample.Count);
        return new Interval(sample.Mean - half, sample.Mean + half);
    }
}
