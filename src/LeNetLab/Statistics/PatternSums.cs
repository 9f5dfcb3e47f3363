using System.Numerics;

namespace LeNetLab.Statistics;

/// <summary>
/// Sums over random subsets of some numbers, eight of them at a time: a table knows the sum of every subset of those.
/// </summary>
/// <param name="values">The numbers.</param>
/// <param name="words">Gives the next 32 random bits.</param>
internal sealed class PatternSums(IReadOnlyList<double> values, Func<uint> words)
{
    private const int Together = 8;
    private const int PerWord = 32 / Together;

    // [eight values][which of them], ascending in both.
    private readonly double[][] tables = [.. values.Chunk(Together).Select(AllOf)];
    private readonly uint lastMask = (1u << (((values.Count - 1) % Together) + 1)) - 1;

    /// <summary>The sums of all 2ⁿ subsets of n numbers: bit i of the index says whether the i-th is in it.</summary>
    public static double[] AllOf(double[] values)
    {
        var sums = new double[1 << values.Length];
        for (int subset = 1; subset < sums.Length; subset++)
        {
            int highest = BitOperations.Log2((uint)subset);
            sums[subset] = sums[subset ^ (1 << highest)] + values[highest];
        }

        return sums;
    }

    /// <summary>Draws a subset, each number in it or not by the toss of a coin.</summary>
    /// <returns>Its sum, and how many numbers it has.</returns>
    public (double Sum, int Count) Next()
    {
        double sum = 0;
        int count = 0;
        uint word = 0;
        for (int table = 0; table < tables.Length; table++)
        {
            word = table % PerWord == 0 ? words() : word >> Together;
            uint subset = word & (table == tables.Length - 1 ? lastMask : (1u << Together) - 1);
            sum += tables[table][subset];
            count += BitOperations.PopCount(subset);
        }

        return (sum, count);
    }
}
