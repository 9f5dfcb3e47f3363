using LeNetLab.Cli;
using LeNetLab.Cli.Display;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Sweeps;
using LeNetLab.Tests.Training;
using LeNetLab.Training;

namespace LeNetLab.Tests.Cli;

public sealed class WordingTests
{
    private const string LongVariant =
        "activation=leaky_relu, batch_size=16, learning_rate=0.05, pooling=subsampling";

    private static readonly EpochResult Epoch = new(4, 0.01, 0.03125, 1.5, 0.84, null, 0.05, 1.17, 2.5);

    [Theory]
    [InlineData(0.2, "under 1 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "1 min 0 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(400_000, "5 days")]
    public void Times_read_as_people_say_them(double seconds, string text) =>
        Assert.Equal(text, Wording.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Memory_that_ran_out_is_one_line_that_stays_in_either_display(bool live)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null, live, 80);
        IReadOnlyList<SweepItem> items = SweepPlan.Create(
            SweepPlanTests.Experiment(Samples.Run()), Samples.Dataset(),
            _ => new EngineIdentity("fake", 1, "cuda", 0)).Items;
        var progress = new SweepProgress(items, 1, 1, TimeProvider.System);
        ISweepObserver observer = live ? progress : new PlainProgress(progress, terminal, TimeProvider.System);

        observer.OnStarted(0, items[0]);
        observer.OnMemoryShort(0, items, new MemoryShortage(64, 32));
        if (live)
        {
            await new LiveProgress(progress, terminal, TimeProvider.System)
                .ShowAsync(Task.Delay(TimeSpan.FromSeconds(0.3)), CancellationToken.None);
        }

        // In a terminal it stands between codes that move the cursor.
        string line = Assert.Single(
            output.ToString().Split('\n'), line => line.Contains("Memory", StringComparison.Ordinal));
        Assert.Contains("Memory ran out with 64 runs together; going on with 32.", line, StringComparison.Ordinal);
    }

    // As where the log lies on the disk that is full: no run may end by that.
    [Fact]
    public void A_line_that_cannot_be_written_is_lost_and_nothing_else()
    {
        using var full = new FullDisk();
        IReadOnlyList<SweepItem> items = SweepPlan.Create(
            SweepPlanTests.Experiment(Samples.Run()), Samples.Dataset(),
            _ => new EngineIdentity("fake", 1, "cpu", 0)).Items;
        var progress = new SweepProgress(items, 1, 1, TimeProvider.System);
        var lines = new PlainProgress(progress, new Terminal(full, TextWriter.Null, false, 80), TimeProvider.System);

        lines.OnStarted(0, items[0]);
        lines.OnNotice("Results cannot be recorded");
        lines.OnEnded(0, items[0], new RunEnding(RunStatus.Done, null, null));

        Assert.Equal(2, full.Tries);
        Assert.Equal(1, progress.Snapshot().Ended);
    }

    private sealed class FullDisk : StringWriter
    {
        public int Tries { get; private set; }

        public override void WriteLine(string? value)
        {
            Tries++;
            throw new IOException("No space left on device");
        }
    }

    [Fact]
    public void Progress_reads_like_this_and_keeps_to_80_columns()
    {
        SweepItem[] items =
        [
            .. new[] { "activation=tanh", LongVariant }
                .Select(variant => SweepPlan.Create(
                    SweepPlanTests.Experiment(Samples.Run(variant, 12)), Samples.Dataset(),
                    _ => new EngineIdentity("simd", 1, "cpu", 512)).Items[0]),
        ];
        var lines = new List<string>
        {
            Wording.Sweep(new SweepSnapshot(30, 12, 0, 0, 0.416, default, TimeSpan.FromSeconds(200), [])),
            Wording.Sweep(new SweepSnapshot(30, 12, 1, 2, 0.416, default, TimeSpan.FromSeconds(200), [])),
        };
        foreach (SweepItem item in items)
        {
            lines.Add(Wording.Worker(new WorkerSnapshot(item.Run, 1, 0, null, null), 80));
            lines.Add(Wording.Worker(new WorkerSnapshot(item.Run, 2, 0.5, 0.03125, Epoch), 80));
            lines.Add(Wording.Worker(new WorkerSnapshot(item.Run, 2, 0.5, 0.03125, Epoch, 7), 80));
            lines.Add(Wording.Ending(item, new RunEnding(RunStatus.Done, Epoch, null), 80));
            lines.Add(Wording.Ending(item, new RunEnding(RunStatus.Diverged, Epoch, null), 80));
            lines.Add(Wording.Ending(item, new RunEnding(RunStatus.Failed, null, "No memory."), 80));
            lines.Add(Wording.Ending(item, new RunEnding(RunStatus.Pending, null, null), 80));
        }

        Golden.Matches(string.Join('\n', lines) + "\n", "progress");
        Assert.All(lines, line => Assert.InRange(line.Split('\n')[0].Length, 1, 80));
    }
}
