using System.Runtime.ExceptionServices;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// Threads that do one piece of work together, over and over, with less delay and garbage than the thread pool: between
/// two pieces they spin for a moment, then sleep.
/// </summary>
internal sealed class Crew : IDisposable
{
    private readonly Barrier barrier;
    private Action<int> work = _ => { };
    private ExceptionDispatchInfo? failure;
    private bool dismissed;

    /// <param name="size">Members, the calling thread included.</param>
    public Crew(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        barrier = new Barrier(1);
        for (int i = 1; i < size; i++)
            Hire(i);
    }

    /// <summary>Members, the calling thread included.</summary>
    public int Size { get; }

    /// <summary>Has every member do its share, and returns when all are through.</summary>
    /// <param name="share">Given the member's number, from 0; the caller is number 0.</param>
    /// <exception cref="ObjectDisposedException">They have been dismissed.</exception>
    public void Run(Action<int> share)
    {
        ObjectDisposedException.ThrowIf(dismissed, this);
        if (Size == 1)
        {
            share(0);
            return;
        }

        work = share;
        barrier.SignalAndWait();
        Do(0);
        barrier.SignalAndWait();
        ExceptionDispatchInfo? thrown = failure;
        failure = null;
        thrown?.Throw();
    }

    /// <summary>Lets the threads end.</summary>
    public void Dispose()
    {
        if (dismissed)
            return;
        dismissed = true;

        // Whoever comes last through this barrier finds it finished with: it is left to the garbage collector.
        if (barrier.ParticipantCount > 1)
            barrier.SignalAndWait();
    }

    private void Hire(int member)
    {
        barrier.AddParticipant();
        try
        {
            new Thread(() => Serve(member)) { IsBackground = true, Name = $"helper {member}" }.Start();
        }
        catch
        {
            // No thread, no crew: those already there must not wait for ever.
            barrier.RemoveParticipant();
            Dispose();
            throw;
        }
    }

    private void Serve(int member)
    {
        while (true)
        {
            barrier.SignalAndWait();
            if (dismissed)
                return;
            Do(member);
            barrier.SignalAndWait();
        }
    }

    private void Do(int member)
    {
        try
        {
            work(member);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }
}
