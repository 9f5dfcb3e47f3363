using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace LeNetLab.Statistics;

/// <summary>
/// How likely a run of one variant has the lower error than a run of another, of any two seeds: the mean over all
/// pairs of 1, ½ where they are level, or 0 (Agarwal et al. 2021, "Deep RL at the Edge of the Statistical Precipice",
/// eq. 1; Mann and Whitney's U over its largest value).
/// </summary>
public static class ProbabilityOfImprovement
{
    /// <summary>The share of pairs in which the first is lower.</summary>
    /// <exception cref="ArgumentException">A side has no value.</exception>
    public static double Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count == 0 || b.Count == 0)
            throw new ArgumentException("Each side needs at least one value.");
        double[] sorted = [.. b.Order()];
        double wins = 0;
        foreach (double value in a)
        {
            int notAbove = CountWhere(sorted, other => other <= value);
            int below = CountWhere(sorted, other => other < value);
            wins += sorted.Length - notAbove + ((notAbove - below) / 2.0);
        }

        return wins / a.Count / b.Count;
    }

    /// <summary>
    /// Its interval: the values θ from which the share seen is at most z standard errors away, the variance at θ being
    /// Hanley and McNeil's with both sizes replaced by their mean (Newcombe 2006, "Confidence intervals for an effect
    /// size measure based on the Mann–Whitney statistic. Part 2", method 5).
    /// </summary>
    /// <remarks>
    /// Bootstrapping the runs, as Agarwal et al. do over many tasks, gives the interval 1 … 1 wherever all runs of one
    /// variant are better than all of another, be they three; this one does not.
    /// </remarks>
    /// <param name="share">The share seen, 0 … 1.</param>
    /// <param name="m">Runs of the one.</param>
    /// <param name="n">Runs of the other.</param>
    /// <param name="alpha">One less the coverage, such as 0.05.</param>
    public static Interval IntervalOf(double share, int m, int n, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(m, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return IntervalOf(share, alpha, theta => Variance(theta, m, n));
    }

    /// <summary>
    /// The same where one side is a constant: the share of n runs that are beyond it, and Wilson's interval (Wilson
    /// 1927), the variance at θ being θ(1 − θ)/n.
    /// </summary>
    /// <param name="share">The share seen, 0 … 1.</param>
    /// <param name="n">Runs of the side that varies.</param>
    /// <param name="alpha">One less the coverage, such as 0.05.</param>
    public static Interval IntervalToConstant(double share, int n, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return IntervalOf(share, alpha, theta => theta * (1 - theta) / n);
    }

    private static Interval IntervalOf(double share, double alpha, Func<double, double> variance)
    {
        double z = Normal.InvCDF(0, 1, 1 - (alpha / 2));

        // By symmetry the upper end is the lower one of the opposite.
        return new Interval(Lower(share, z, variance), 1 - Lower(1 - share, z, variance));
    }

    private static double Lower(double share, double z, Func<double, double> variance)
    {
        if (share <= 0)
            return 0;

        // At θ = 1 the variance is 0, which is a root of its own where the share is 1: the search ends short of it.
        const double Short = 1e-9;
        return Brent.FindRoot(
            theta => share - theta - (z * Math.Sqrt(variance(theta))), 0, Math.Min(share, 1 - Short), 1e-13, 200);
    }

    private static double Variance(double theta, int m, int n)
    {
        double size = ((m + n) / 2.0) - 1;
        return theta * (1 - theta) / ((double)m * n)
            * (1 + (size * (1 - theta) / (2 - theta)) + (size * theta / (1 + theta)));
    }

    /// <summary>How many of a sorted list hold for a condition that holds up to some place.</summary>
    private static int CountWhere(double[] sorted, Func<double, bool> holds)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = holds(sorted[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
