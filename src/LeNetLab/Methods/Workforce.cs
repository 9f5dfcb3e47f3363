using System.Runtime.ExceptionServices;

namespace LeNetLab.Methods;

/// <summary>
/// Does the parts of a computation that do not depend on each other, on as many threads as a run may use at the moment,
/// and adds up what they take.
/// </summary>
/// <param name="threads">How many threads, asked again and again.</param>
/// <param name="clock">Times the parts.</param>
/// <param name="cancellation">Asked between parts, and by parts that take long.</param>
public sealed class Workforce(Func<int> threads, TimeProvider clock, CancellationToken cancellation)
{
    private long spentTicks;

    /// <summary>Asked by parts that take long.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Seconds of cores: what all parts took so far, those side by side each counted.</summary>
    public TimeSpan Spent => TimeSpan.FromTicks(Interlocked.Read(ref spentTicks));

    /// <summary>
    /// Told which share of the parts at hand is done, on the thread that asked for them; null for nobody.
    /// </summary>
    /// <remarks>Not of slices: they are what comes before or after, and the share would fall back.</remarks>
    public Action<double>? Progress { get; set; }

    /// <summary>Does parts, in any order.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="part">Does one, given its number from 0. Several may be done at the same time.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Do(int parts, Action<int> part) => Do(parts, part, Progress);

    /// <summary>Does images in slices, in any order: given the first of each and how many.</summary>
    public void DoSlices(int images, int slice, Action<int, int> part) =>
        Do((images + slice - 1) / slice, i => part(i * slice, Math.Min(slice, images - (i * slice))), null);

    private void Do(int parts, Action<int> part, Action<double>? progress)
    {
        for (int first = 0, next; first < parts; first = next)
        {
            cancellation.ThrowIfCancellationRequested();
            int side = Math.Max(1, threads());
            next = Math.Min(parts, first + (side == 1 ? 1 : 2 * side));
            if (side == 1)
                Timed(part, first);
            else
                SideBySide(first, next, side, part);
            progress?.Invoke((double)next / parts);
        }
    }

    private void SideBySide(int first, int next, int side, Action<int> part)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = side, CancellationToken = cancellation };
        try
        {
            Parallel.For(first, next, options, i => Timed(part, i));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    private void Timed(Action<int> part, int number)
    {
        long begin = clock.GetTimestamp();
        part(number);
        Interlocked.Add(ref spentTicks, clock.GetElapsedTime(begin).Ticks);
    }
}
