using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Results.Runners;

namespace LeNetLab.Cli.Display;

/// <summary>How far experiments are, in words.</summary>
/// <param name="underWay">What is being trained.</param>
internal sealed class ExperimentState(RunsUnderWay underWay)
{
    /// <summary>Reads it.</summary>
    public static ExperimentState Of(ResultsReader reader, RunnerGlance glance) =>
        new(RunsUnderWay.Of(reader, glance));

    /// <summary>Runs by how they stand: <c>3 done, 2 running, 1 left</c>.</summary>
    public string Describe(ExperimentSummary summary)
    {
        RunsAtWork atWork = underWay.Of(summary);
        (int Count, string Name)[] states =
        [
            (summary.Done, "done"), (summary.Diverged, "diverged"), (summary.Failed, "failed"),
            (atWork.Running.Count, "running"), (atWork.Silent, "without a sign of life"),
            (atWork.Interrupted, "interrupted"), (summary.Pending, "left"),
            (summary.TrialsLeft, Counted.Word(summary.TrialsLeft, "trial left", "trials left")),
            (summary.TunedLater, Counted.Word(summary.TunedLater, "variant to be tuned", "variants to be tuned")),
        ];
        return string.Join(", ", states.Where(state => state.Count > 0).Select(state => $"{state.Count} {state.Name}"));
    }
}
