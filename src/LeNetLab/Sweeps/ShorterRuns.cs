using System.Globalization;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Sweeps;

/// <summary>
/// The runs that a longer one can go on from: they differ from it by fewer epochs alone, and train as it does up to
/// their ends. Decides; does nothing.
/// </summary>
public static class ShorterRuns
{
    /// <summary>Finds for each of some runs those that are done, or are to be trained with it.</summary>
    /// <param name="items">What is to be trained.</param>
    /// <param name="finished">What is done, by run id.</param>
    public static IReadOnlyList<SweepItem> Find(
        IReadOnlyList<SweepItem> items, IReadOnlyDictionary<string, FinishedRun> finished)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(finished);
        HashSet<string> planned = [.. items.Select(item => item.Run.RunId)];
        int[] lengths =
        [
            .. finished.Values.Select(run => run.Epochs).Concat(items.Select(item => item.Run.Spec.Training.Epochs))
                .Distinct().OrderDescending(),
        ];
        return [.. items.Select(item => item with
        {
            Shorter = [.. lengths.Where(epochs => IsBeginning(item.Run, epochs))
                .Select(epochs => Of(item.Run, epochs)).Where(Serves)],
        })];

        bool Serves(PlannedRun run) => planned.Contains(run.RunId)
            || (finished.TryGetValue(run.RunId, out FinishedRun? known)
                && (known.HasLayers || !run.Spec.Training.LayerStats));
    }

    /// <summary>A run with fewer epochs.</summary>
    /// <param name="run">The run.</param>
    /// <param name="epochs">How many, fewer than it has.</param>
    public static PlannedRun Of(PlannedRun run, int epochs)
    {
        ArgumentNullException.ThrowIfNull(run);
        string length = epochs.ToString(CultureInfo.InvariantCulture);
        RunSpec spec = run.Spec with
        {
            Training = run.Spec.Training with { Epochs = epochs },
            Settings =
            [
                .. run.Spec.Settings.Select(setting =>
                    setting.Path == SettingTable.Epochs.Path ? setting with { Value = length } : setting),
            ],
        };
        return run with { RunId = RunIdentity.Of(spec, run.DatasetSha256, run.Engine), Spec = spec };
    }

    private static bool IsBeginning(PlannedRun run, int epochs) =>
        epochs < run.Spec.Training.Epochs && LearningRateSchedule.SharesFirst(run.Spec.Training, epochs);
}
