using LeNetLab.Results;
using LeNetLab.Training;

namespace LeNetLab.Sweeps.Reproductions;

/// <summary>What a run came to when it was trained a second time, next to what is recorded of the first.</summary>
/// <param name="Differences">What differs, a sentence each; none if the two are identical.</param>
public sealed record Reproduction(IReadOnlyList<string> Differences)
{
    private static readonly
        (string Name, Func<EpochRow, double?> Recorded, Func<EpochResult, double?> Found)[] Metrics =
    [
        ("learning_rate", row => row.LearningRate, epoch => epoch.LearningRate),
        ("train_loss", row => row.TrainLoss, epoch => epoch.TrainLoss),
        ("train_error_online_pct", row => row.TrainErrorOnlinePct, epoch => epoch.TrainErrorOnlinePct),
        ("train_error_pct", row => row.TrainErrorPct, epoch => epoch.TrainErrorPct),
        ("validation_error_pct", row => row.ValidationErrorPct, epoch => epoch.ValidationErrorPct),
        ("test_loss", row => row.TestLoss, epoch => epoch.TestLoss),
        ("test_error_pct", row => row.TestErrorPct, epoch => epoch.TestErrorPct),
        ("gap_pct", row => row.GapPct, epoch => epoch.GapPct),
    ];

    /// <summary>Whether nothing differs but the time that it took.</summary>
    public bool IsIdentical => Differences.Count == 0;

    /// <summary>Compares all that is recorded of a run's outcome, to the last bit; seconds are no part of it.</summary>
    /// <param name="recorded">The run as recorded.</param>
    /// <param name="epochs">Its epochs.</param>
    /// <param name="predictions">Its test predictions; null where there are none.</param>
    /// <param name="again">What the second training came to.</param>
    public static Reproduction Of(
        RecordedRun recorded, IReadOnlyList<EpochRow> epochs, byte[]? predictions, TrainedRun again)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentNullException.ThrowIfNull(again);
        RunStatus status = again.End == TrainingEnd.Done ? RunStatus.Done : RunStatus.Diverged;
        string? sum = status == RunStatus.Done ? SafetensorsFile.Sum(again.Weights) : null;
        IEnumerable<string> differences =
        [
            .. Different("status", Text(recorded.Status), Text(status)),
            .. Different("number of epochs", epochs.Count, again.Epochs.Count),
            .. FirstEpoch(epochs, again.Epochs),
            .. Different("weights_sha256", recorded.WeightsSha256 ?? "none", sum ?? "none"),
            .. Images(predictions ?? [], again.TestPredictions),
        ];
        return new Reproduction([.. differences]);
    }

    /// <summary>The first epoch in which something differs, and what; later ones follow from it.</summary>
    private static string[] FirstEpoch(IReadOnlyList<EpochRow> recorded, IReadOnlyList<EpochResult> found)
    {
        for (int i = 0; i < Math.Min(recorded.Count, found.Count); i++)
        {
            string[] differences =
            [
                .. Metrics.SelectMany(metric => Different(
                    $"epoch {found[i].Epoch}'s {metric.Name}", Stored(metric.Recorded(recorded[i])),
                    Stored(metric.Found(found[i])))),
            ];
            if (differences.Length > 0)
                return differences;
        }

        return [];
    }

    private static IEnumerable<string> Images(byte[] recorded, byte[] found)
    {
        if (recorded.Length != found.Length)
            return Different("number of predictions", recorded.Length, found.Length);
        int different = recorded.Zip(found).Count(pair => pair.First != pair.Second);
        return different == 0 ? [] : [$"predictions differ for {different} of {found.Length} test images"];
    }

    private static IEnumerable<string> Different<T>(string what, T recorded, T found)
        where T : IEquatable<T> =>
        recorded.Equals(found) ? [] : [$"{what}: recorded {recorded}, now {found}"];

    // As the database keeps them: bits, and nothing for NaN.
    private static string Stored(double? value) =>
        value is { } number && !double.IsNaN(number) ? QueryResult.Text(number) : "none";

    private static string Text(RunStatus status) => $"{status}".ToLowerInvariant();
}
