using LeNetLab.Results;

namespace LeNetLab.Reports;

/// <summary>
/// Runs of two sides that are done, paired by seed: it gives both the same data order and split. Pairs of the same two
/// outcomes are one observation and count once.
/// </summary>
/// <param name="Pairs">By seed, no two of the same outcomes.</param>
/// <param name="AIsFixed">Whether every seed that both have gives A the same model; false with one such seed.</param>
/// <param name="BIsFixed">The same of B.</param>
internal sealed record RunPairs(IReadOnlyList<(RunSummary A, RunSummary B)> Pairs, bool AIsFixed, bool BIsFixed)
{
    /// <summary>Pairs two sets of runs.</summary>
    public static RunPairs Of(IEnumerable<RunSummary> a, IEnumerable<RunSummary> b)
    {
        (RunSummary A, RunSummary B)[] all =
        [
            .. a.Where(IsDone).DistinctBy(run => run.Seed)
                .Join(b.Where(IsDone).DistinctBy(run => run.Seed), run => run.Seed, run => run.Seed,
                    (left, right) => (left, right))
                .OrderBy(pair => pair.left.Seed),
        ];
        return new RunPairs(
            [.. all.DistinctBy(pair => (pair.A.Outcome, pair.B.Outcome))],
            AreOne(all.Select(pair => pair.A)), AreOne(all.Select(pair => pair.B)));
    }

    /// <summary>Whether runs of several seeds came to one outcome.</summary>
    public static bool AreOne(IEnumerable<RunSummary> runs)
    {
        string[] outcomes = [.. runs.Select(run => run.Outcome)];
        return outcomes.Length > 1 && outcomes.All(outcome => outcome == outcomes[0]);
    }

    private static bool IsDone(RunSummary run) => run.Status == RunStatus.Done;
}
