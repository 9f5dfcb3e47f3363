using LeNetLab.Cli;

namespace LeNetLab.Tests.Cli;

public sealed class CallingMakeTests : IDisposable
{
    private const string Blocked = "SigBlk:\t0000000000000002";
    private const string Uncaught = "SigCgt:\t0000000000014000";
    private readonly string status = Path.GetTempFileName();
    private readonly TurnedTimer clock = new();

    public void Dispose() => File.Delete(status);

    [Theory]
    [InlineData(1, "Name:\tmake", Blocked, Uncaught)]
    [InlineData(1, "Name:\tgmake", Blocked, Uncaught)]
    [InlineData(0, "Name:\tmake", Blocked, "SigCgt:\t0000000000000002")]
    [InlineData(0, "Name:\tmake", "SigBlk:\t0000000000000000", Uncaught)]
    // Slurm hands the variable that tells of make on to its tasks, whose parent blocks signals all the time.
    [InlineData(0, "Name:\tslurmstepd", Blocked, Uncaught)]
    [InlineData(0)]
    public void A_parent_that_is_make_and_blocks_what_it_no_longer_catches_was_interrupted(
        int expected, params string[] lines)
    {
        File.WriteAllLines(status, lines);
        int interrupted = 0;
        using IDisposable watch = new CallingMake(status, clock).Watch(() => interrupted++);

        clock.Turn();
        Assert.Equal(0, interrupted);
        for (int i = 0; i < 3; i++)
            clock.Turn();

        Assert.Equal(expected, interrupted);
    }

    /// <summary>Its one timer elapses when told to.</summary>
    private sealed class TurnedTimer : TimeProvider
    {
        public Action Turn { get; private set; } = () => { };

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Turn = () => callback(state);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
