namespace LeNetLab.Statistics;

/// <summary>Holm's step-down adjustment of a family of p-values (Holm 1979).</summary>
public static class Holm
{
    /// <summary>
    /// The adjusted p-values, in the order of the given: the i-th smallest of m becomes the largest so far of
    /// (m − i + 1)·p, at most 1. A value at or under α keeps the chance of any false claim in the family within α.
    /// </summary>
    /// <param name="pValues">Those that are known.</param>
    /// <param name="others">How many more the family has, which count as 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not in 0 … 1.</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues, long others = 0)
    {
        var adjusted = new double[pValues.Count];
        double largest = 0;
        long left = pValues.Count + others;
        foreach (int index in Enumerable.Range(0, pValues.Count).OrderBy(index => pValues[index]))
        {
            if (!(pValues[index] is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(pValues), pValues[index], "A p-value lies in 0 … 1.");
            largest = Math.Max(largest, Math.Min(1, left-- * pValues[index]));
            adjusted[index] = largest;
        }

        return adjusted;
    }
}
