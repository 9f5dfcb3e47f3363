using LeNetLab.Results;
using LeNetLab.Results.Runners;

namespace LeNetLab.Cli.Display;

/// <summary>
/// How far experiments are, by what can be seen of the processes that train them: a run is under way only if its runner
/// is.
/// </summary>
/// <param name="underWay">Every run that is recorded as running.</param>
/// <param name="sights">What is seen of its runner.</param>
internal sealed class ExperimentState(
    IReadOnlyList<RunUnderWay> underWay, Func<RunUnderWay, RunnerSight> sights)
{
    /// <summary>Reads it.</summary>
    public static ExperimentState Of(ResultsReader reader, RunnerGlance glance)
    {
        IReadOnlyDictionary<long, RunnerRow> runners = reader.Runners();
        Dictionary<long, RunnerSight> seen =
            runners.ToDictionary(runner => runner.Key, runner => glance.At(runner.Value));
        RunnerSight lost = glance.At(null);
        return new ExperimentState(
            reader.UnderWay(),
            run => run.RunnerId is { } id && seen.TryGetValue(id, out RunnerSight? sight) ? sight : lost);
    }

    /// <summary>Runs by how they stand: <c>3 done, 2 running, 1 left</c>.</summary>
    public string Describe(ExperimentSummary summary)
    {
        RunUnderWay[] own = [.. underWay.Where(run => run.Experiment == summary.Name)];
        int running = own.Count(run => sights(run).IsAtWork);
        int silent = own.Count(run => sights(run).State == RunnerState.Silent);
        (int Count, string Name)[] states =
        [
            (summary.Done, "done"), (summary.Diverged, "diverged"), (summary.Failed, "failed"),
            (running, "running"), (silent, "without a sign of life"),
            (summary.Running - running - silent, "interrupted"), (summary.Pending, "left"),
        ];
        return string.Join(", ", states.Where(state => state.Count > 0).Select(state => $"{state.Count} {state.Name}"));
    }
}
