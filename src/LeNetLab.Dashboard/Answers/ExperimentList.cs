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
        RunsUnderWay underWay = RunsUnderWay.Of(reader, glance);
        return [.. reader.Experiments().Select(summary => Listed(summary, underWay.Of(summary)))];
    }

    private static ListedExperiment Listed(ExperimentSummary summary, RunsAtWork atWork) => new(
        summary.Name, summary.Question, summary.Command, summary.DeclaredAt, summary.Total, summary.Done,
        summary.Diverged, summary.Failed, atWork.Running.Count, atWork.Silent, atWork.Interrupted, summary.Pending,
        [
            .. atWork.Running.Select(run =>
                new GrowingRun(run.RunId, run.Variant, run.Seed, run.EpochsDone, run.EpochsInAll)),
        ]);
}
