using LeNetLab.Data;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>An experiment's runs as they are asked for and recorded.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Yaml">Its spec's text.</param>
/// <param name="Command">What asks for the same again.</param>
/// <param name="Dataset">What everything is trained on.</param>
/// <param name="Plan">Its runs, those that tuning has given included.</param>
/// <param name="Trials">What chooses settings first; none where the spec has no <c>tune</c>.</param>
internal sealed record SweepRequest(
    ExperimentSpec Experiment, string Yaml, string Command, Dataset Dataset, SweepPlan Plan,
    IReadOnlyList<PlannedRun> Trials)
{
    /// <summary>What is odd about the dataset, in sentences.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>
    /// Records the experiment with all its runs, the test images with their classes, and what is odd about the dataset.
    /// </summary>
    /// <exception cref="RefusedException">Nothing can be written there; nothing was trained.</exception>
    public void Declare(ResultsDatabase database)
    {
        try
        {
            database.KeepTestLabels(Dataset.Sha256, () => Dataset.Test.Labels.ToArray());
            database.KeepTestImages(Dataset.Sha256, () => Dataset.Test);
            database.KeepNotices(Dataset.Sha256, Notices);
            database.Declare(
                Experiment.Name, Experiment.Question, Yaml, [.. Plan.Runs, .. Trials], Command, Experiment.Baseline);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw new RefusedException(
                $"Nothing can be recorded, so nothing was trained: {StorageFault.Describe(fault)}");
        }
    }
}
