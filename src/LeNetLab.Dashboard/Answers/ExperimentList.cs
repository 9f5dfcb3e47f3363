using LeNetLab.Results;
using LeNetLab.Results.Runners;

namespace LeNetLab.Dashboard.Answers;

/// <summary>A run that is being trained.</summary>
public sealed record GrowingRun(string RunId, string Variant, long Seed, int Epochs, int Of);

/// <summary>
/// An experiment with its runs by how they stand. A run is running if its process lives, silent if nothing was heard of
/// it for long, and interrupted if it is dead.
/// </summary>
public sealed record ListedExperiment(
    string Name, string Question, string Command, string DeclaredAt, int Total, int Done, int Diverged, int Failed,
    int Running, int Silent, int Interrupted, int Pending, IReadOnlyList<GrowingRun> Growing);

/// <summary>The experiments, how far they are, and what is being trained.</summary>
/// <param name="folder">The results folder.</param>
/// <param name="glance">Tells which processes live.</param>
internal sealed class ExperimentList(string folder, RunnerGlance glance)
{
    /// <summary>All of them; none where nothing was recorded yet.</summary>
    public IReadOnlyList<ListedExperiment> Read()
    {
        if (!File.Exists(new ResultsFolder(folder).Database))
            return [];
        using ResultsReader reader = ResultsReader.Open(folder);
        IReadOnlyDictionary<long, RunnerRow> runners = reader.Runners();
        ILookup<string, (RunUnderWay Run, RunnerSight Sight)> underWay = reader.UnderWay()
            .Select(run => (run, Sight(run)))
            .ToLookup(seen => seen.run.Experiment);
        return [.. reader.Experiments().Select(summary => Listed(summary, [.. underWay[summary.Name]]))];

        RunnerSight Sight(RunUnderWay run) =>
            glance.At(run.RunnerId is { } id ? runners.GetValueOrDefault(id) : null);
    }

    private static ListedExperiment Listed(
        ExperimentSummary summary, IReadOnlyList<(RunUnderWay Run, RunnerSight Sight)> underWay)
    {
        RunUnderWay[] running = [.. underWay.Where(seen => seen.Sight.IsAtWork).Select(seen => seen.Run)];
        int silent = underWay.Count(seen => seen.Sight.State == RunnerState.Silent);

        // Trials are under way too, but no runs of the experiment's count: never less than none.
        int interrupted = Math.Max(0, summary.Running - running.Length - silent);
        return new ListedExperiment(
            summary.Name, summary.Question, summary.Command, summary.DeclaredAt, summary.Total, summary.Done,
            summary.Diverged, summary.Failed, running.Length, silent, interrupted, summary.Pending,
            [.. running.Select(run => new GrowingRun(run.RunId, run.Variant, run.Seed, run.EpochsDone, run.EpochsInAll))]);
    }
}
