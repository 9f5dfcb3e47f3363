namespace LeNetLab.Benchmarks;

/// <summary>How long to measure.</summary>
/// <param name="Rounds">Timed rounds of each row.</param>
/// <param name="Round">Length of one.</param>
/// <param name="Clock">What times it.</param>
internal sealed record Timing(int Rounds, TimeSpan Round, TimeProvider Clock)
{
    /// <summary>Repeats some work for about one round; returns units a second.</summary>
    public double UnitsPerSecond(Func<long> work)
    {
        long start = Clock.GetTimestamp(), units = 0;
        TimeSpan elapsed;
        do
        {
            units += work();
            elapsed = Clock.GetElapsedTime(start);
        }
        while (elapsed < Round);
        return units / elapsed.TotalSeconds;
    }
}

/// <summary>Rounds of one figure.</summary>
/// <param name="N">How many.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Median">The middle one.</param>
/// <param name="Max">The largest.</param>
internal sealed record Spread(int N, double Min, double Median, double Max)
{
    public static Spread Of(IReadOnlyCollection<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted.Length, sorted[0], median, sorted[^1]);
    }
}
