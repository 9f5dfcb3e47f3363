namespace LeNetLab.Benchmarks;

/// <summary>How long to measure.</summary>
/// <param name="Rounds">Timed rounds of each figure.</param>
/// <param name="Round">Length of one.</param>
/// <param name="Clock">What times it.</param>
internal sealed record Timing(int Rounds, TimeSpan Round, TimeProvider Clock)
{
    /// <summary>Rounds of a fifth of the length, for what is steady or only for information.</summary>
    public Timing Brief => this with { Round = Round / 5 };

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

    /// <summary>A round that does not count: code is compiled, memory is touched.</summary>
    public void WarmUp(Func<long> work) => UnitsPerSecond(work);

    /// <summary>
    /// Every round does each measurement in turn, so that whatever changes from round to round touches all alike.
    /// </summary>
    /// <returns>[measurement][round]</returns>
    public double[][] InTurn(params IReadOnlyList<Func<double>> measurements)
    {
        double[][] results = [.. measurements.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < measurements.Count; i++)
                results[i][round] = measurements[i]();
        }

        return results;
    }
}
