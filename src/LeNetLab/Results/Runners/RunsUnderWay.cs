namespace LeNetLab.Results.Runners;

/// <summary>An experiment's runs that are recorded as running, by what can be seen of the processes that train them.</summary>
/// <param name="Running">Those whose process lives, trials among them.</param>
/// <param name="Silent">Those of whose process nothing was heard for long.</param>
/// <param name="Interrupted">Those whose process is dead.</param>
public sealed record RunsAtWork(IReadOnlyList<RunUnderWay> Running, int Silent, int Interrupted);

/// <summary>All runs that are recorded as running: one is under way only if its runner is.</summary>
public sealed class RunsUnderWay
{
    private readonly ILookup<string, (RunUnderWay Run, RunnerSight Sight)> byExperiment;

    private RunsUnderWay(ILookup<string, (RunUnderWay Run, RunnerSight Sight)> byExperiment) =>
        this.byExperiment = byExperiment;

    /// <summary>Looks at each runner once.</summary>
    /// <param name="reader">Has the runs.</param>
    /// <param name="glance">Tells which processes live.</param>
    public static RunsUnderWay Of(ResultsReader reader, RunnerGlance glance)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(glance);
        Dictionary<long, RunnerSight> seen =
            reader.Runners().ToDictionary(runner => runner.Key, runner => glance.At(runner.Value));
        RunnerSight lost = glance.At(null);
        return new RunsUnderWay(reader.UnderWay()
            .Select(run => (run, run.RunnerId is { } id ? seen.GetValueOrDefault(id, lost) : lost))
            .ToLookup(run => run.run.Experiment));
    }

    /// <summary>Those of one experiment.</summary>
    public RunsAtWork Of(ExperimentSummary experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        RunUnderWay[] running =
            [.. byExperiment[experiment.Name].Where(seen => seen.Sight.IsAtWork).Select(seen => seen.Run)];
        int silent = byExperiment[experiment.Name].Count(seen => seen.Sight.State == RunnerState.Silent);

        // Trials are under way too, but are not among the experiment's counts: never less than none.
        return new RunsAtWork(running, silent, Math.Max(0, experiment.Running - running.Length - silent));
    }
}
