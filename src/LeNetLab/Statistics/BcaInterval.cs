using MathNet.Numerics.Distributions;

namespace LeNetLab.Statistics;

/// <summary>
/// The bias-corrected and accelerated bootstrap interval of a mean (Efron 1987, "Better bootstrap confidence
/// intervals"; Davison and Hinkley 1997, eq. 5.20–5.23).
/// </summary>
/// <remarks>
/// It is right in the limit of many values. Of few it covers less than it says: docs/statistics.md has the figures.
/// </remarks>
public static class BcaInterval
{
    /// <summary>The interval of the mean of some values.</summary>
    /// <param name="values">At least two.</param>
    /// <param name="bootstrap">The means of samples of theirs.</param>
    /// <param name="alpha">One less the coverage, such as 0.05.</param>
    public static Interval Of(IReadOnlyList<double> values, BootstrapMeans bootstrap, double alpha)
    {
        double mean = Sample.Of(values).Mean;
        if (values.All(value => value == values[0]))
            return new Interval(mean, mean);
        double z0 = Normal.InvCDF(0, 1, bootstrap.ShareBelow(mean));
        double a = Acceleration(values);
        return new Interval(
            bootstrap.Quantile(Level(alpha / 2, z0, a)), bootstrap.Quantile(Level(1 - (alpha / 2), z0, a)));
    }

    /// <summary>
    /// a of the mean: Σl³ / (6·(Σl²)^³⁄₂), with l = value − mean, which both the influence function and the jackknife
    /// give (Davison and Hinkley 1997, eq. 5.23).
    /// </summary>
    public static double Acceleration(IReadOnlyList<double> values)
    {
        double mean = Sample.Of(values).Mean;
        double squares = values.Sum(value => (value - mean) * (value - mean));
        double cubes = values.Sum(value => (value - mean) * (value - mean) * (value - mean));
        return cubes / (6 * squares * Math.Sqrt(squares));
    }

    /// <summary>Which quantile of the bootstrap stands for one of the interval: Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))).</summary>
    /// <param name="p">The interval's, such as 0.025.</param>
    /// <param name="z0">The bias correction.</param>
    /// <param name="a">The acceleration.</param>
    public static double Level(double p, double z0, double a)
    {
        double z = z0 + Normal.InvCDF(0, 1, p);
        return Normal.CDF(0, 1, z0 + (z / (1 - (a * z))));
    }
}
