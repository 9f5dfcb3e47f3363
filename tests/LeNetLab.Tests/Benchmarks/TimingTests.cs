using LeNetLab.Benchmarks;

namespace LeNetLab.Tests.Benchmarks;

public sealed class TimingTests
{
    private readonly ManualClock clock = new();

    private Timing Timing(int rounds) => new(rounds, TimeSpan.FromMilliseconds(100), clock);

    private long Work(int milliseconds, long units)
    {
        clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return units;
    }

    // Four times 30 ms are the first to reach 100 ms: 4 × 6 units in 0.12 s.
    [Fact]
    public void Work_is_repeated_for_a_round_and_divided_by_the_time_that_it_really_took() =>
        Assert.Equal(200, Timing(1).UnitsPerSecond(() => Work(30, 6)), precision: 9);

    [Fact]
    public void Measurements_take_turns_within_every_round()
    {
        var calls = new List<string>();
        double[][] rounds = Timing(2).InTurn(() => Note("a", 1), () => Note("b", 2));

        Assert.Equal(["a", "b", "a", "b"], calls);
        Assert.Equal([[1, 1], [2, 2]], rounds);

        double Note(string name, double value)
        {
            calls.Add(name);
            return value;
        }
    }
}
