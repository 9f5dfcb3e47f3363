using SQLitePCL;

namespace LeNetLab.Results;

/// <summary>
/// What a query has taken, and whether that is enough. SQLite asks between its steps; but a single step of it may go on
/// for hours (<c>instr</c> of two long texts, a <c>with</c> whose tables double each other), and then whoever waits for
/// the answer goes without.
/// </summary>
internal sealed class QueryWatch(TimeProvider clock, QueryLimits limits, CancellationToken cancellation)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    // Half a second for SQLite to stop by itself, which takes it microseconds wherever it asks at all.
    private const int GlancesOfGrace = 10;

    private readonly long start = clock.GetTimestamp();
    private readonly long memoryBefore = raw.sqlite3_memory_used();

    /// <summary>Whether any limit is passed.</summary>
    public bool Stops => cancellation.IsCancellationRequested || IsLate || IsLarge;

    private bool IsLate => clock.GetElapsedTime(start) > limits.Time;

    // SQLite counts for the process as a whole; what else is read and written meanwhile takes a few MiB.
    private bool IsLarge => raw.sqlite3_memory_used() - memoryBefore > limits.Bytes;

    /// <summary>Waits for the work, on a thread of its own, for no longer than the limits say.</summary>
    /// <remarks>
    /// Work that does not end is left behind: a reader of the database, in the background, that ends with the process.
    /// </remarks>
    public T Await<T>(Func<T> work)
    {
        Task<T> task = Task.Factory.StartNew(
            work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        int glances = 0;
        while (Task.WaitAny([task], Glance) < 0)
        {
            if (Stops && ++glances > GlancesOfGrace)
                throw Stopped();
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>Why the query was stopped.</summary>
    public Exception Stopped() =>
        cancellation.IsCancellationRequested ? new OperationCanceledException(cancellation)
        : IsLate ? new ResultsException($"The query was stopped after {limits.Time.TotalSeconds:0} seconds.")
        : new ResultsException($"The query was stopped: it took more than {limits.Bytes >> 20} MiB of memory.");
}
