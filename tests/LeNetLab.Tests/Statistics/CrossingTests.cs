using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class CrossingTests
{
    // Tippett's warp breaks (R's data set warpbreaks), wool by tension, its nine replicates as blocks: by wool, then by
    // tension, then by replicate.
    private static readonly double[] Breaks =
    [
        26, 30, 54, 25, 70, 52, 51, 26, 67, 18, 21, 29, 17, 12, 18, 35, 30, 36, 36, 21, 24, 18, 10, 43, 28, 15, 26,
        27, 14, 29, 19, 29, 31, 41, 20, 44, 42, 26, 19, 16, 39, 28, 21, 39, 29, 20, 21, 24, 17, 13, 15, 15, 16, 28,
    ];

    internal static Crossing WarpBreaks() => new(
        [2, 3],
        [.. Enumerable.Range(0, 9).Select(block => Enumerable.Range(0, 6).Select(cell => Breaks[(9 * cell) + block]).ToArray())]);

    // R 4.2: aov(breaks ~ block + wool*tension, warpbreaks).
    [Fact]
    public void The_sums_of_squares_are_those_of_R()
    {
        Crossing breaks = WarpBreaks();
        CrossedEffect wool = breaks.Effect(0), tension = breaks.Effect(1), both = breaks.Effect(0, 1);

        Assert.Equal(450.666666666667, wool.Squares, 1e-9);
        Assert.Equal(2034.259259259259, tension.Squares, 1e-9);
        Assert.Equal(1002.777777777777, both.Squares, 1e-9);
        Assert.Equal(1619.814814814813, breaks.BlockSquares, 1e-9);
        Assert.Equal(4125.296296296295, breaks.TotalSquares - breaks.BlockSquares - breaks.CombinationSquares, 1e-9);
        Assert.Equal(breaks.CombinationSquares, wool.Squares + tension.Squares + both.Squares, 1e-9);
    }

    [Fact]
    public void What_was_put_in_is_found_in_three_factors_of_unequal_size()
    {
        double[] first = [-1, 1], second = [-2, 0, 2], third = [-3, 1, 1, 1];
        double[] block =
        [
            .. from a in first from b in second from c in third select 10 + a + b + c + (0.5 * a * b) + (0.1 * a * b * c),
        ];
        var crossing = new Crossing([2, 3, 4], [block, [.. block.Select(value => value + 7)]]);

        Assert.All(first.Zip(crossing.Effect(0).Estimates[1]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(second.Zip(crossing.Effect(1).Estimates[0]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(third.Zip(crossing.Effect(2).Estimates[0]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal([1, 0, -1, -1, 0, 1], crossing.Effect(0, 1).Estimates[0].Select(value => Math.Round(value, 9)));
        Assert.Equal(0, crossing.Effect(1, 2).Squares, 1e-9);
        Assert.Equal(
            [-0.6, 0, 0.6], crossing.Effect(0, 1, 2).Estimates[0].Where((_, place) => place % 4 == 0).Take(3)
                .Select(value => Math.Round(value, 9)));
        Assert.Equal(48 * 3.5 * 3.5, crossing.BlockSquares, 1e-9);
        Assert.Equal(crossing.TotalSquares, crossing.BlockSquares + crossing.CombinationSquares, 1e-9);
    }

    [Fact]
    public void Means_are_over_what_is_not_named()
    {
        var crossing = new Crossing([2, 2], [[1, 2, 3, 10], [0, 0, 0, 4]]);

        Assert.Equal([[1.5, 6.5], [0, 2]], crossing.Means(0));
        Assert.Equal([[2, 6], [0, 2]], crossing.Means(1));
        Assert.Equal([[1, 2, 3, 10], [0, 0, 0, 4]], crossing.Means(0, 1));
    }

    [Fact]
    public void What_is_no_crossing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Crossing([], [[1]]));
        Assert.Throws<ArgumentException>(() => new Crossing([2, 1], [[1, 2]]));
        Assert.Throws<ArgumentException>(() => new Crossing([2, 2], []));
        Assert.Throws<ArgumentException>(() => new Crossing([2, 2], [[1, 2, 3]]));
    }
}
