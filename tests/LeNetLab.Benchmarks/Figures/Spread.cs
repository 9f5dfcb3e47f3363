namespace LeNetLab.Benchmarks.Figures;

/// <summary>Rounds of one figure.</summary>
/// <param name="N">How many.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Median">The middle one, which counts.</param>
/// <param name="Max">The largest.</param>
internal sealed record Spread(int N, double Min, double Median, double Max)
{
    /// <exception cref="ArgumentException">There is no round.</exception>
    public static Spread Of(IReadOnlyCollection<double> rounds)
    {
        if (rounds.Count == 0)
            throw new ArgumentException("No rounds were timed.", nameof(rounds));
        double[] sorted = [.. rounds.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted.Length, sorted[0], median, sorted[^1]);
    }

    /// <summary>
    /// Of factor · a / b, formed within each round: what slows a whole round down, both of its halves, is not seen.
    /// </summary>
    /// <param name="a">[round]</param>
    /// <param name="b">[round]</param>
    /// <param name="factor">100 for a percentage.</param>
    /// <exception cref="ArgumentException">They are not of the same rounds.</exception>
    public static Spread OfRatios(IReadOnlyCollection<double> a, IReadOnlyCollection<double> b, double factor)
    {
        if (a.Count != b.Count)
            throw new ArgumentException($"{a.Count} rounds against {b.Count}.", nameof(b));
        return Of([.. a.Zip(b, (over, under) => factor * over / under)]);
    }
}
