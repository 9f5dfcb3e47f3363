using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Training;

namespace LeNetLab.Sweeps;

/// <summary>Where a sweep stands at one moment.</summary>
/// <param name="Total">Runs in this sweep, those done before left out.</param>
/// <param name="Ended">Runs that are through, whatever became of them.</param>
/// <param name="Diverged">Of those, diverged.</param>
/// <param name="Failed">Of those, failed.</param>
/// <param name="Fraction">Share of the work that is done, 0 … 1.</param>
/// <param name="Elapsed">Time since the beginning.</param>
/// <param name="Remaining">Estimated time to the end.</param>
/// <param name="Workers">What each worker is at; null for an idle one.</param>
public sealed record SweepSnapshot(
    int Total, int Ended, int Diverged, int Failed, double Fraction, TimeSpan Elapsed, TimeSpan Remaining,
    IReadOnlyList<WorkerSnapshot?> Workers)
{
    /// <summary>Where memory had no room for a group so far, first to last.</summary>
    public IReadOnlyList<MemoryShortage> Shortages { get; init; } = [];

    /// <summary>What else was to be told so far, first to last.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Runs that other processes took over, first to last.</summary>
    public IReadOnlyList<PlannedRun> Lost { get; init; } = [];

    /// <summary>
    /// While there is nothing to do but to wait for other processes: who trains the runs left, one for each of them.
    /// </summary>
    public IReadOnlyList<RunHolder> WaitingFor { get; init; } = [];
}

/// <summary>What a worker is at.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Epoch">The epoch it is in, from 1.</param>
/// <param name="Fraction">Share of the run's work that is done, 0 … 1.</param>
/// <param name="Loss">Mean loss of the pass under way; null before its first slice, and where there is none.</param>
/// <param name="Last">The last epoch that is over, if any.</param>
/// <param name="Others">Runs that the worker trains together with it.</param>
public sealed record WorkerSnapshot(
    PlannedRun Run, int Epoch, double Fraction, double? Loss, EpochResult? Last, int Others = 0);

/// <summary>Keeps count of a sweep and estimates its end from what was measured in it so far.</summary>
public sealed class SweepProgress : ISweepObserver
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly double priorRate;
    private readonly double totalWork;
    private readonly long begin;
    private readonly OrderedDictionary<string, SweepItem> waiting;
    private readonly OrderedDictionary<string, Post>[] posts;
    private readonly List<MemoryShortage> shortages = [];
    private readonly List<string> notices = [];
    private readonly List<PlannedRun> lost = [];
    private IReadOnlyList<RunHolder> waitingFor = [];
    private readonly int total;
    private double endedWork;
    private double endedSeconds;
    private double endedMeasuredWork;
    private int ended, diverged, failed;

    /// <param name="items">What is to be trained, in order.</param>
    /// <param name="workers">Runs at a time.</param>
    /// <param name="priorRate">Multiply-adds a second of one worker, as known beforehand.</param>
    /// <param name="clock">Tells the time.</param>
    public SweepProgress(IReadOnlyList<SweepItem> items, int workers, double priorRate, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(clock);
        this.clock = clock;
        this.priorRate = priorRate;
        waiting = new(items.Select(item => KeyValuePair.Create(item.Run.RunId, item)));
        posts = [.. Enumerable.Range(0, workers).Select(_ => new OrderedDictionary<string, Post>())];
        total = items.Count;
        totalWork = items.Sum(item => item.Work);
        begin = clock.GetTimestamp();
    }

    /// <inheritdoc/>
    public void OnStarted(int worker, SweepItem item)
    {
        lock (gate)
        {
            waitingFor = [];
            waiting.Remove(item.Run.RunId);
            long now = clock.GetTimestamp();
            posts[worker].Add(item.Run.RunId, new Post(item, now, 0, 1, 0, 0, null, null));
        }
    }

    /// <inheritdoc/>
    public void OnResumed(int worker, SweepItem item, EpochResult last)
    {
        lock (gate)
        {
            double before = item.WorkAt(last.Epoch, 0);
            posts[worker][item.Run.RunId] = posts[worker][item.Run.RunId] with
            {
                Epoch = Math.Min(last.Epoch + 1, item.Run.Spec.Training.Epochs),
                Before = before,
                Work = before,
                Last = last,
            };
        }
    }

    /// <inheritdoc/>
    public void OnProgress(int worker, SweepItem item, int epoch, PassResult soFar)
    {
        lock (gate)
        {
            posts[worker][item.Run.RunId] = Reported(worker, item) with
            {
                Epoch = epoch,
                Work = item.WorkAt(epoch - 1, soFar.Images),
                Loss = double.IsNaN(soFar.MeanLoss) ? null : soFar.MeanLoss,
            };
        }
    }

    /// <inheritdoc/>
    public void OnEpoch(int worker, SweepItem item, EpochResult epoch)
    {
        lock (gate)
        {
            posts[worker][item.Run.RunId] = Reported(worker, item) with
            {
                Work = item.WorkAt(epoch.Epoch, 0),
                Last = epoch,
            };
        }
    }

    /// <inheritdoc/>
    public void OnEnded(int worker, SweepItem item, RunEnding ending)
    {
        lock (gate)
        {
            Leave(worker, item);
            if (ending.Status == RunStatus.Pending)
                return;

            // A run that diverged or failed leaves the rest of its work undone for good.
            endedWork += item.Work;
            ended++;
            diverged += ending.Status == RunStatus.Diverged ? 1 : 0;
            failed += ending.Status == RunStatus.Failed ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public void OnMemoryShort(int worker, IReadOnlyList<SweepItem> items, MemoryShortage shortage)
    {
        ArgumentNullException.ThrowIfNull(items);
        lock (gate)
        {
            shortages.Add(shortage);
            foreach (SweepItem item in items)
                Leave(worker, item);

            // In front, for the worker goes on with them.
            for (int i = 0; i < items.Count; i++)
                waiting.Insert(i, items[i].Run.RunId, items[i]);
        }
    }

    /// <inheritdoc/>
    public void OnNotice(string text)
    {
        lock (gate)
            notices.Add(text);
    }

    /// <inheritdoc/>
    public void OnLost(int worker, SweepItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        lock (gate)
        {
            Leave(worker, item);
            waiting.Add(item.Run.RunId, item);
            lost.Add(item.Run);
        }
    }

    /// <inheritdoc/>
    public void OnWaiting(IReadOnlyList<RunHolder> holders)
    {
        lock (gate)
            waitingFor = holders;
    }

    /// <summary>Where the sweep stands now.</summary>
    public SweepSnapshot Snapshot()
    {
        lock (gate)
        {
            Post[] busy = [.. posts.SelectMany(post => post.Values)];

            // Seconds count up to each worker's last report, as its work does: what came after is not known yet.
            double rate = TimeEstimate.Rate(
                endedMeasuredWork + busy.Sum(post => post.Work - post.Before),
                endedSeconds + busy.Sum(post => post.Seconds),
                priorRate);
            TimeSpan remaining = TimeEstimate.Makespan(
                [.. posts.Where(post => post.Count > 0).Select(post => SecondsLeft(post.Values, rate))],
                waiting.Values.Select(item => item.WorkLeft / rate), posts.Length);
            return new SweepSnapshot(
                total, ended, diverged, failed,
                totalWork > 0 ? (endedWork + busy.Sum(post => post.Work)) / totalWork : 1,
                clock.GetElapsedTime(begin), remaining, [.. posts.Select(Snapshot)])
            {
                Shortages = [.. shortages],
                Notices = [.. notices],
                Lost = [.. lost],
                WaitingFor = waitingFor,
            };
        }
    }

    /// <summary>A worker is no longer at a run; what it did there still tells how fast it is.</summary>
    private void Leave(int worker, SweepItem item)
    {
        posts[worker].Remove(item.Run.RunId, out Post? post);
        endedMeasuredWork += post!.Work - post.Before;
        endedSeconds += post.Seconds;
    }

    /// <summary>A run's post at a report: the time since the last one is shared by the runs trained with it.</summary>
    private Post Reported(int worker, SweepItem item)
    {
        Post post = posts[worker][item.Run.RunId];
        long now = clock.GetTimestamp();
        return post with
        {
            Reported = now,
            Seconds = post.Seconds + (clock.GetElapsedTime(post.Reported, now).TotalSeconds / posts[worker].Count),
        };
    }

    private double SecondsLeft(ICollection<Post> together, double rate) => Math.Max(
        0,
        (together.Sum(post => post.Item.Work - post.Work) / rate)
            - together.Min(post => clock.GetElapsedTime(post.Reported).TotalSeconds));

    /// <summary>A worker's first run stands for those trained with it.</summary>
    private static WorkerSnapshot? Snapshot(OrderedDictionary<string, Post> together)
    {
        if (together.Count == 0)
            return null;
        Post first = together.GetAt(0).Value;
        return new WorkerSnapshot(
            first.Item.Run, first.Epoch, first.Work / first.Item.Work, first.Loss, first.Last, together.Count - 1);
    }

    /// <summary>
    /// A worker's run and how far it was at its last report; work that a checkpoint held says nothing about the rate.
    /// </summary>
    private sealed record Post(
        SweepItem Item, long Reported, double Seconds, int Epoch, double Before, double Work, double? Loss,
        EpochResult? Last);
}
