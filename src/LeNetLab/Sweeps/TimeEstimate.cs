namespace LeNetLab.Sweeps;

/// <summary>How long a sweep takes, from multiply-adds and the rate at which they are done.</summary>
public static class TimeEstimate
{
    /// <summary>
    /// Multiply-adds a second of one worker, before anything was measured: about half of what one core with vectors
    /// of 256 bits can do at most.
    /// </summary>
    public const double AssumedRate = 25e9;

    // The rate known beforehand counts as much as this many seconds of measurement.
    private const double PriorSeconds = 2;

    /// <summary>The rate of one worker.</summary>
    /// <param name="work">Multiply-adds done so far.</param>
    /// <param name="workerSeconds">Seconds they took, added over the workers.</param>
    /// <param name="priorRate">What was known before, multiply-adds a second.</param>
    public static double Rate(double work, double workerSeconds, double priorRate) =>
        (work + (PriorSeconds * priorRate)) / (workerSeconds + PriorSeconds);

    /// <summary>
    /// Time until the last worker is through, each taking the next run when it is free. Runs are whole: three runs
    /// on two workers take as long as two.
    /// </summary>
    /// <param name="busy">Seconds that each busy worker still needs for its run.</param>
    /// <param name="queued">Seconds of each run that waits, in order.</param>
    /// <param name="workers">Workers in all.</param>
    public static TimeSpan Makespan(IReadOnlyCollection<double> busy, IEnumerable<double> queued, int workers)
    {
        double last = Ends(busy, queued, workers).Max();
        return TimeSpan.FromSeconds(Math.Min(last, TimeSpan.MaxValue.TotalSeconds / 2));
    }

    /// <summary>When each worker is through, in no order.</summary>
    /// <inheritdoc cref="Makespan"/>
    internal static IEnumerable<double> Ends(
        IReadOnlyCollection<double> busy, IEnumerable<double> queued, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, Math.Max(1, busy.Count));
        var free = new PriorityQueue<double, double>();
        foreach (double seconds in busy.Concat(Enumerable.Repeat(0.0, workers - busy.Count)))
            free.Enqueue(seconds, seconds);
        foreach (double seconds in queued)
        {
            double end = free.Dequeue() + seconds;
            free.Enqueue(end, end);
        }

        return free.UnorderedItems.Select(worker => worker.Element);
    }

    /// <summary>Time for runs that have not begun.</summary>
    public static TimeSpan Of(IEnumerable<SweepItem> items, int workers, EngineRates rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        return Makespan([], items.Select(rates.Seconds), workers);
    }
}
