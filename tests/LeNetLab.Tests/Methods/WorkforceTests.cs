using System.Collections.Concurrent;
using LeNetLab.Methods;

namespace LeNetLab.Tests.Methods;

public sealed class WorkforceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_part_is_done_once_and_progress_ends_at_all(int threads)
    {
        var parts = new ConcurrentBag<int>();
        var shares = new List<double>();
        Workforce work = Hands.Of(threads);
        work.Progress = shares.Add;

        work.Do(23, parts.Add);

        Assert.Equal(Enumerable.Range(0, 23), parts.Order());
        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Order(), shares);
    }

    [Fact]
    public void Slices_cover_all_images_without_overlap()
    {
        var slices = new List<(int First, int Count)>();

        Hands.One.DoSlices(10, 4, (first, count) => slices.Add((first, count)));

        Assert.Equal([(0, 4), (4, 4), (8, 2)], slices);
    }

    [Fact]
    public void What_every_part_takes_is_added_up()
    {
        var clock = new ManualClock();
        var work = new Workforce(() => 1, clock, CancellationToken.None);

        work.Do(4, _ => clock.Advance(TimeSpan.FromSeconds(2)));
        clock.Advance(TimeSpan.FromSeconds(50));
        work.Do(1, _ => clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal(TimeSpan.FromSeconds(9), work.Spent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_stops_when_it_is_cancelled(int threads)
    {
        using var stop = new CancellationTokenSource();
        int done = 0;
        var work = new Workforce(() => threads, TimeProvider.System, stop.Token);

        Assert.Throws<OperationCanceledException>(() => work.Do(100, part =>
        {
            Interlocked.Increment(ref done);
            stop.Cancel();
        }));

        Assert.InRange(done, 1, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_a_part_throws_is_thrown_as_it_is(int threads) => Assert.Throws<MethodException>(
        () => Hands.Of(threads).Do(4, part => throw new MethodException($"part {part}")));
}
