using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Sweeps;

/// <summary>
/// What of a sweep is asked for: a part of its runs, or those that came to nothing. Decides; does nothing.
/// </summary>
/// <param name="Retry">What to train again, and nothing else; null for what has no result yet.</param>
/// <param name="Only">Of these runs alone.</param>
public sealed record SweepScope(Retry? Retry, RunFilter Only)
{
    /// <summary>What is left to train within it, in order.</summary>
    /// <param name="plan">The whole sweep.</param>
    /// <param name="statuses">By run id; a run that is missing has never been recorded.</param>
    public IReadOnlyList<SweepItem> ToDo(SweepPlan plan, IReadOnlyDictionary<string, RunStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(statuses);
        IReadOnlySet<string> within = RunIds(plan);
        IEnumerable<SweepItem> open = Retry is null
            ? plan.ToDo(statuses)
            : plan.Items.Where(item => statuses.TryGetValue(item.Run.RunId, out RunStatus status) && Takes(status));
        return [.. open.Where(item => within.Contains(item.Run.RunId))];
    }

    /// <summary>The runs within it, whether they are to be trained or not. Two variants may share a run.</summary>
    public IReadOnlySet<string> RunIds(SweepPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Runs.Where(run => Only.Takes(run.Spec)).Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
    }

    private bool Takes(RunStatus status) => status switch
    {
        RunStatus.Failed => Retry is Sweeps.Retry.Failed or Sweeps.Retry.All,
        RunStatus.Diverged => Retry is Sweeps.Retry.Diverged or Sweeps.Retry.All,
        _ => false,
    };
}
