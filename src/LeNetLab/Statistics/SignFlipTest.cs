namespace LeNetLab.Statistics;

/// <summary>
/// The paired sign-flip (randomisation) test of Fisher 1935: were the two of a pair alike, each difference might as
/// well have had the other sign. The two-sided p is the share of all sign patterns whose sum is at least as far from
/// 0 as the one seen.
/// </summary>
public static class SignFlipTest
{
    /// <summary>The most pairs whose sign patterns are all counted; 2⁴⁰ of them, in halves of 2²⁰.</summary>
    public const int MostExactPairs = 40;

    // Sums that are equal on paper differ by rounding; errors of a test set are multiples of a step and often tie.
    private const double TieTolerance = 1e-9;

    /// <summary>The smallest p that a number of pairs can give: 2^(1 − pairs), at most 1.</summary>
    public static double SmallestP(int pairs) => pairs < 1 ? 1 : Math.ScaleB(1, 1 - pairs);

    /// <summary>
    /// The exact p of 1 to <see cref="MostExactPairs"/> differences. Half of the signs give one list of sums, the
    /// other half a second, and the pairs of sums beyond the bound are counted in the sorted lists (Horowitz and
    /// Sahni 1974).
    /// </summary>
    /// <exception cref="ArgumentException">There are none or too many, or one is not finite.</exception>
    public static double ExactP(IReadOnlyList<double> differences)
    {
        Check(differences);
        if (differences.Count > MostExactPairs)
        {
            throw new ArgumentException(
                $"{differences.Count} pairs are more than the {MostExactPairs} that can be counted; sample instead.",
                nameof(differences));
        }

        int half = differences.Count / 2;
        double[] first = Sums(differences.Take(half)), second = Sums(differences.Skip(half));
        double bound = Bound(differences);
        if (bound <= 0)
            return 1;

        // The patterns are symmetric, so those at or above the bound are as many as those at or below its negative.
        long above = 0;
        int start = second.Length;
        foreach (double sum in first)
        {
            while (start > 0 && sum + second[start - 1] >= bound)
                start--;
            above += second.Length - start;
        }

        return Math.ScaleB(2.0 * above, -differences.Count);
    }

    /// <summary>An estimate of p from drawn sign patterns, the one seen among them: (hits + 1)/(draws + 1).</summary>
    /// <param name="differences">One for each pair.</param>
    /// <param name="draws">Patterns to draw, at least 1.</param>
    /// <param name="words">Gives the next 32 random bits: which differences to turn round.</param>
    /// <exception cref="ArgumentException">There are no differences, or one is not finite.</exception>
    public static double SampledP(IReadOnlyList<double> differences, int draws, Func<uint> words)
    {
        Check(differences);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        double total = differences.Sum(), bound = Bound(differences);
        var turned = new PatternSums(differences, words);
        int hits = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            if (Math.Abs(total - (2 * turned.Next().Sum)) >= bound)
                hits++;
        }

        return (hits + 1.0) / (draws + 1.0);
    }

    private static double Bound(IReadOnlyList<double> differences) =>
        Math.Abs(differences.Sum()) - (TieTolerance * differences.Sum(Math.Abs));

    /// <summary>The sums of all sign patterns, ascending: with each difference two ascending lists become one.</summary>
    private static double[] Sums(IEnumerable<double> differences)
    {
        double[] sums = [0];
        foreach (double difference in differences.Select(Math.Abs))
        {
            var merged = new double[2 * sums.Length];
            int less = 0, more = 0;
            for (int i = 0; i < merged.Length; i++)
            {
                bool takesLess = less < sums.Length && sums[less] - difference <= sums[more] + difference;
                merged[i] = takesLess ? sums[less++] - difference : sums[more++] + difference;
            }

            sums = merged;
        }

        return sums;
    }

    private static void Check(IReadOnlyList<double> differences)
    {
        if (differences.Count == 0)
            throw new ArgumentException("The test needs at least one pair.", nameof(differences));
        if (differences.Any(difference => !double.IsFinite(difference)))
            throw new ArgumentException("A difference is not finite.", nameof(differences));
    }
}
