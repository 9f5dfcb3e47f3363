using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Results.Runners;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>What a folder of results knows already, asked without making a database where there is none.</summary>
/// <param name="host">Where it runs.</param>
/// <param name="results">The folder.</param>
internal sealed class RecordedRuns(LabHost host, string results)
{
    /// <summary>How each run stands, by its id.</summary>
    public IReadOnlyDictionary<string, RunStatus> Statuses() =>
        Read(reader => reader.Statuses()) ?? new Dictionary<string, RunStatus>(StringComparer.Ordinal);

    /// <summary>How fast each engine is, by what is recorded.</summary>
    /// <param name="plan">The runs to be trained.</param>
    public EngineRates Rates(SweepPlan plan) => EngineRates.Of(
        plan,
        Read(reader => reader.Experiments()
            .SelectMany(summary => reader.Runs(summary.Name)).DistinctBy(run => run.RunId).ToArray()) ?? []);

    /// <summary>An experiment's trials.</summary>
    /// <param name="experiment">Its name.</param>
    public IReadOnlyList<TrialSummary> Trials(string experiment) => Read(reader => reader.Trials(experiment)) ?? [];

    /// <summary>The same runs, each with where it goes on from: its checkpoint, or the end of a shorter run.</summary>
    /// <param name="items">The runs.</param>
    /// <param name="retrying">Whether they are trained again, which no other run's end is to spare them.</param>
    public IReadOnlyList<SweepItem> Resuming(IReadOnlyList<SweepItem> items, bool retrying = false)
    {
        var folder = new CheckpointFolder(results);
        IReadOnlyList<SweepItem> found = retrying
            ? items
            : ShorterRuns.Find(
                items,
                Read(reader => reader.Finished()) ?? new Dictionary<string, FinishedRun>(StringComparer.Ordinal));
        return [.. found.Select(item => item.Resuming(folder))];
    }

    /// <summary>Who is training runs of an experiment right now, one for each of them.</summary>
    public IReadOnlyList<RunHolder> Others(string experiment)
    {
        using ResultsReader reader = ResultsReader.Open(results);
        Dictionary<long, RunnerRow> living = reader.Runners().Values
            .Where(runner => host.Glance.At(runner).IsAtWork).ToDictionary(runner => runner.RunnerId);
        return
        [
            .. reader.UnderWay().Where(run => run.Experiment == experiment).DistinctBy(run => run.RunId)
                .Where(run => run.RunnerId is { } id && living.ContainsKey(id))
                .Select(run => new RunHolder(living[run.RunnerId!.Value].Host, living[run.RunnerId!.Value].Pid)),
        ];
    }

    /// <summary>
    /// Removes what killed processes left: checkpoints of runs that had ended just before, and files half written.
    /// </summary>
    /// <param name="experiment">Whose.</param>
    /// <param name="statuses">How its runs stand, by their ids.</param>
    public void RemoveLeftovers(string experiment, IReadOnlyDictionary<string, RunStatus> statuses)
    {
        var folder = new CheckpointFolder(results);
        try
        {
            AbandonedFiles.Remove(results, experiment, host.Clock.GetUtcNow());
            foreach ((string runId, _) in statuses.Where(run => run.Value is RunStatus.Done or RunStatus.Diverged))
                folder.Delete(runId);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nobody asks for them any more; the next command tries again.
        }
    }

    private T? Read<T>(Func<ResultsReader, T> question)
    {
        if (!File.Exists(new ResultsFolder(results).Database))
            return default;
        using ResultsReader reader = ResultsReader.Open(results);
        return question(reader);
    }
}
