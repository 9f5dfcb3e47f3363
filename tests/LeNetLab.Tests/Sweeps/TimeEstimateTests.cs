using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Sweeps;

namespace LeNetLab.Tests.Sweeps;

public sealed class TimeEstimateTests
{
    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 20)]
    [InlineData(3, 10)]
    [InlineData(8, 10)]
    public void Three_runs_of_ten_seconds_take_whole_runs(int workers, double seconds) =>
        Assert.Equal(seconds, TimeEstimate.Makespan([], [10, 10, 10], workers).TotalSeconds);

    [Fact]
    public void A_waiting_run_begins_when_the_first_worker_is_free() =>
        Assert.Equal(15, TimeEstimate.Makespan([5, 12], [10], 2).TotalSeconds);

    [Fact]
    public void Nothing_to_do_takes_no_time() =>
        Assert.Equal(TimeSpan.Zero, TimeEstimate.Makespan([], [], 4));

    [Fact]
    public void More_busy_workers_than_there_are_is_a_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeEstimate.Makespan([1, 2], [], 1));

    [Fact]
    public void No_sweep_is_faster_than_its_work_shared_evenly_or_slower_than_one_run_more() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(PositiveInt Workers, NonNegativeInt[] Seconds)>(), draw =>
        {
            int workers = 1 + (draw.Workers.Get % 8);
            double[] seconds = [.. draw.Seconds.Select(value => (double)value.Get)];
            double even = seconds.Sum() / workers, longest = seconds.DefaultIfEmpty(0).Max();
            double span = TimeEstimate.Makespan([], seconds, workers).TotalSeconds;
            return span >= Math.Max(even, longest) - 1e-6 && span <= even + longest + 1e-6;
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void The_rate_is_the_one_known_before_until_there_is_something_to_go_by()
    {
        Assert.Equal(10, TimeEstimate.Rate(0, 0, 10));
        Assert.Equal(30, TimeEstimate.Rate(50 * 2, 2, 10));
        Assert.Equal(50, TimeEstimate.Rate(50 * 6000, 6000, 10), 0.05);
    }
}
