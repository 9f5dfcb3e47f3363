using System.Numerics;
using MathNet.Numerics.Statistics;

namespace LeNetLab.Statistics;

/// <summary>
/// The interval of the mean difference that belongs to the sign-flip test: every shift that the two-sided test would
/// not reject. Its ends are means of subsets of the differences (Hartigan 1969, "Using subsample values as typical
/// values"): the means of the 2ⁿ − 1 subsets cut the line into 2ⁿ parts, each of which holds the centre of
/// symmetric differences with the same probability.
/// </summary>
/// <remarks>
/// It covers the centre of any symmetric distribution as often as <see cref="Coverage"/> says, for every n: exactly, not
/// in the limit. It leaves 0 out if and only if the test's p is at most α.
/// </remarks>
public static class SignFlipInterval
{
    /// <summary>The most pairs of which all subsets are looked at, 65,535 of them.</summary>
    public const int MostExactPairs = 16;

    /// <summary>How often it covers: 1 − 2k/2ⁿ with k = ⌊α·2ⁿ⁻¹⌋, or 0 where k is 0 and there is none.</summary>
    /// <param name="pairs">n, 1 … <see cref="MostExactPairs"/>.</param>
    /// <param name="alpha">α, such as 0.05.</param>
    public static double Coverage(int pairs, double alpha)
    {
        int left = Outside(1 << pairs, alpha);
        return left == 0 ? 0 : 1 - Math.ScaleB(2.0 * left, -pairs);
    }

    /// <summary>The exact interval; null where the test could not reject anything: for α = 0.05 under 6 pairs.</summary>
    /// <param name="differences">1 … <see cref="MostExactPairs"/> of them.</param>
    /// <param name="alpha">One less the coverage, within 0 … 1.</param>
    /// <exception cref="ArgumentException">There are none or too many.</exception>
    public static Interval? Exact(IReadOnlyList<double> differences, double alpha)
    {
        if (differences.Count is < 1 or > MostExactPairs)
        {
            throw new ArgumentException(
                $"{differences.Count} pairs are not 1 … {MostExactPairs}; draw subsets instead.", nameof(differences));
        }

        double[] sums = PatternSums.AllOf([.. differences]);
        var means = new double[sums.Length - 1];
        for (int subset = 1; subset < sums.Length; subset++)
            means[subset - 1] = sums[subset] / BitOperations.PopCount((uint)subset);
        return Between(means, alpha);
    }

    /// <summary>The same from drawn subsets instead of all.</summary>
    /// <param name="differences">At least one.</param>
    /// <param name="subsets">How many to draw, at least 1; empty ones do not count.</param>
    /// <param name="alpha">One less the coverage, within 0 … 1.</param>
    /// <param name="words">Gives the next 32 random bits: which differences are in a subset.</param>
    /// <exception cref="ArgumentException">There are no differences.</exception>
    public static Interval? Sampled(
        IReadOnlyList<double> differences, int subsets, double alpha, Func<uint> words)
    {
        if (differences.Count == 0)
            throw new ArgumentException("An interval needs at least one pair.", nameof(differences));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(subsets);
        var drawn = new PatternSums(differences, words);
        var means = new double[subsets];
        for (int subset = 0; subset < subsets;)
        {
            (double sum, int count) = drawn.Next();
            if (count > 0)
                means[subset++] = sum / count;
        }

        return Between(means, alpha);
    }

    /// <summary>From the k-th of the means to the k-th from their end.</summary>
    private static Interval? Between(double[] means, double alpha)
    {
        int k = Outside(means.Length + 1, alpha);
        return k == 0 ? null : new Interval(
            ArrayStatistics.OrderStatisticInplace(means, k),
            ArrayStatistics.OrderStatisticInplace(means, means.Length + 1 - k));
    }

    /// <summary>Of so many parts of the line, how many are left out on either side.</summary>
    private static int Outside(int parts, double alpha) => (int)Math.Floor(alpha * parts / 2);
}
