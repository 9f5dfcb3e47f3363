namespace LeNetLab.Statistics;

/// <summary>
/// Every combination of some factors' levels, measured once in each of n blocks (a block is a seed). The sum of squares
/// of such a balanced layout falls apart into those of each effect, of the blocks, and a rest (Fisher 1935, §§ 37–41).
/// </summary>
public sealed class Crossing
{
    private readonly int[] levels;
    private readonly IReadOnlyList<double[]> blocks;

    /// <param name="levels">Of each factor how many levels it has, at least 2; at least one factor.</param>
    /// <param name="blocks">
    /// Of each block, at least one, the values of all combinations: the last factor's level varies fastest.
    /// </param>
    /// <exception cref="ArgumentException">A factor has one level, or a block not as many values as combinations.</exception>
    public Crossing(IReadOnlyList<int> levels, IReadOnlyList<double[]> blocks)
    {
        int combinations = levels.Aggregate(1, (product, count) => product * count);
        if (levels.Count == 0 || levels.Any(count => count < 2))
            throw new ArgumentException("A crossing needs factors of two levels or more.", nameof(levels));
        if (blocks.Count == 0 || blocks.Any(block => block.Length != combinations))
            throw new ArgumentException($"Each block has {combinations} values, one a combination.", nameof(blocks));
        this.levels = [.. levels];
        this.blocks = blocks;
        double grand = blocks.Average(block => block.Average());
        TotalSquares = blocks.Sum(block => block.Sum(value => Square(value - grand)));
        BlockSquares = combinations * blocks.Sum(block => Square(block.Average() - grand));
        CombinationSquares = blocks.Count * Enumerable.Range(0, combinations)
            .Sum(place => Square(blocks.Average(block => block[place]) - grand));
    }

    /// <summary>Of all values about their mean.</summary>
    public double TotalSquares { get; }

    /// <summary>What of it lies between the blocks.</summary>
    public double BlockSquares { get; }

    /// <summary>What of it lies between the combinations: that of all effects together.</summary>
    public double CombinationSquares { get; }

    /// <summary>
    /// The main effect of a factor, or the interaction of several: what the means of their levels have beyond those
    /// of fewer of them.
    /// </summary>
    /// <param name="factors">Their places, ascending; at least one.</param>
    public CrossedEffect Effect(params IReadOnlyList<int> factors)
    {
        double[][] estimates = [.. blocks.Select(block => Centred(Means(block, factors), factors))];
        double[] mean = [.. Enumerable.Range(0, estimates[0].Length).Select(place => estimates.Average(block => block[place]))];
        double times = (double)blocks.Count * blocks[0].Length / mean.Length;
        return new CrossedEffect(factors, estimates, times * mean.Sum(Square));
    }

    /// <summary>In each block the mean of each combination of some factors' levels over all that the others do.</summary>
    /// <param name="factors">Their places, ascending; at least one.</param>
    public IReadOnlyList<double[]> Means(params IReadOnlyList<int> factors) =>
        [.. blocks.Select(block => Means(block, factors))];

    private double[] Means(double[] block, IReadOnlyList<int> factors)
    {
        var means = new double[factors.Aggregate(1, (product, factor) => product * levels[factor])];
        for (int combination = 0; combination < block.Length; combination++)
        {
            int place = factors.Aggregate(0, (place, factor) => (place * levels[factor]) + Level(combination, factor));
            means[place] += block[combination] * means.Length / block.Length;
        }

        return means;
    }

    /// <summary>Takes from a table of means, along the axis of each factor in turn, their mean.</summary>
    private double[] Centred(double[] table, IReadOnlyList<int> factors)
    {
        int step = table.Length;
        foreach (int factor in factors)
        {
            int count = levels[factor];
            step /= count;
            for (int first = 0; first < table.Length; first++)
            {
                if (first / step % count != 0)
                    continue;
                double mean = Enumerable.Range(0, count).Average(level => table[first + (level * step)]);
                for (int level = 0; level < count; level++)
                    table[first + (level * step)] -= mean;
            }
        }

        return table;
    }

    private int Level(int combination, int factor)
    {
        for (int after = levels.Length - 1; after > factor; after--)
            combination /= levels[after];
        return combination % levels[factor];
    }

    private static double Square(double value) => value * value;
}
