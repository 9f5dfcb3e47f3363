using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Display;

/// <summary>How figures and states of a sweep are put into words and lines.</summary>
internal static class Wording
{
    /// <summary>A time as people say it: <c>4 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        double seconds = Math.Round(time.TotalSeconds);
        return seconds switch
        {
            < 1 => "under 1 s",
            < 60 => $"{seconds} s",
            < 3600 => $"{(int)seconds / 60} min {(int)seconds % 60} s",
            < 48 * 3600.0 => $"{(int)seconds / 3600} h {(int)seconds % 3600 / 60} min",
            _ => $"{Math.Round(seconds / 86400)} days",
        };
    }

    /// <summary>A run by what tells it apart.</summary>
    public static string Name(PlannedRun run) => $"{run.Spec.Variant} seed {run.Spec.Seed}";

    /// <summary>How many of some runs go on from what, in brackets; nothing where all begin.</summary>
    public static string Resumed(IReadOnlyCollection<SweepItem> items)
    {
        SweepItem[] longer = [.. items.Where(item => item.ContinuedFrom is not null)];
        int own = items.Count(item => item.EpochsBefore > 0) - longer.Length;
        int[] epochs = [.. longer.Select(item => item.EpochsBefore).Distinct().Order()];
        string after = $"after epoch{(epochs.Length > 1 ? "s" : "")} {string.Join(", ", epochs)}";
        return (own, longer.Length) switch
        {
            (0, 0) => "",
            (_, 0) => $" ({own} of them from a checkpoint)",
            (0, var ends) => $" ({ends} of them from a shorter run's end, {after})",
            (_, var ends) => $" ({own} of them from a checkpoint, {ends} from a shorter run's end, {after})",
        };
    }

    /// <summary>How far a sweep has come, in one line.</summary>
    public static string Sweep(SweepSnapshot now)
    {
        string trouble = (now.Diverged, now.Failed) switch
        {
            (0, 0) => "",
            (var diverged, 0) => $" ({diverged} diverged)",
            (0, var failed) => $" ({failed} failed)",
            var (diverged, failed) => $" ({diverged} diverged, {failed} failed)",
        };
        return $"{now.Ended}/{Counted.Of(now.Total, "run")}{trouble}  {now.Fraction * 100:0} %  {Duration(now.Remaining)} left";
    }

    /// <summary>What a worker is at, in one line.</summary>
    public static string Worker(WorkerSnapshot worker, int width)
    {
        string loss = worker.Loss is { } value ? $"  loss {value:0.0000}" : "";
        string errors = worker.Last is { } last
            ? $"  train {last.TrainErrorPct:0.00} %  test {last.TestErrorPct:0.00} %"
            : "";
        string others = worker.Others > 0 ? $" and {worker.Others} more" : "";
        string epoch = $"{others}  epoch {worker.Epoch}/{worker.Run.Spec.Training.Epochs}";
        string tail = Name(worker.Run).Length + epoch.Length + loss.Length + errors.Length > width && errors.Length > 0
            ? epoch + errors
            : epoch + loss + errors;
        return ShortName(worker.Run, width - tail.Length) + tail;
    }

    /// <summary>How a run ended, in one line.</summary>
    public static string Ending(SweepItem item, RunEnding ending, int width)
    {
        string tail = ending switch
        {
            { Elsewhere: true } => $": {ending.Status.ToString().ToLowerInvariant()} in another process",
            { Status: RunStatus.Done, Last: { } last } =>
                $": test {last.TestErrorPct:0.00} %, train {last.TrainErrorPct:0.00} %",
            { Status: RunStatus.Done } => ": done",
            { Status: RunStatus.Diverged } => $": diverged in epoch {(ending.Last?.Epoch ?? 0) + 1}",
            { Status: RunStatus.Failed } => ": failed",
            _ => ": interrupted",
        };
        string line = ShortName(item.Run, width - tail.Length) + tail;
        return ending.Error is { } error ? $"{line}\n  {error}" : line;
    }

    /// <summary>That memory had no room for a group, in one line.</summary>
    public static string Shortage(MemoryShortage shortage) =>
        $"Memory ran out with {Counted.Of(shortage.Together, "run")} together; going on with {shortage.Most}.";

    /// <summary>That a run went to another process, in one line.</summary>
    public static string Lost(PlannedRun run, int width)
    {
        const string Tail = ": taken over by another process";
        return ShortName(run, width - Tail.Length) + Tail;
    }

    /// <summary>Who trains the runs that are left, in one line.</summary>
    /// <param name="holders">One for each of them.</param>
    public static string Waiting(IEnumerable<RunHolder> holders) => $"Waiting for {Held(holders)}.";

    /// <summary>Runs by who trains them: <c>3 runs of host pid 123</c>.</summary>
    /// <param name="holders">One for each run.</param>
    public static string Held(IEnumerable<RunHolder> holders)
    {
        KeyValuePair<RunHolder, int>[] counts =
        [
            .. holders.CountBy(holder => holder)
                .OrderBy(holder => holder.Key.Host, StringComparer.Ordinal).ThenBy(holder => holder.Key.Pid),
        ];
        return counts.Length > 3
            ? $"{Counted.Of(counts.Sum(holder => holder.Value), "run")} of {counts.Length} other processes"
            : string.Join(" and ", counts.Select(
                holder => $"{Counted.Of(holder.Value, "run")} of {holder.Key.Host} pid {holder.Key.Pid}"));
    }

    /// <summary>A run's name in so many characters: its variant loses its middle, its seed nothing.</summary>
    private static string ShortName(PlannedRun run, int width)
    {
        string seed = $" seed {run.Spec.Seed}", variant = run.Spec.Variant;
        int room = Math.Max(1, width - seed.Length);
        if (variant.Length <= room)
            return variant + seed;
        int end = (room - 1) / 2;
        return $"{variant[..(room - 1 - end)]}…{variant[^end..]}{seed}";
    }

    /// <summary>A text of at most so many characters; what is cut away leaves an ellipsis.</summary>
    public static string Shorten(string text, int width) =>
        text.Length <= width ? text : $"{text[..Math.Max(0, width - 1)]}…";
}
