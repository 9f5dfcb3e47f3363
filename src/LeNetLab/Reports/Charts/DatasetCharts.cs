using LeNetLab.Results;

namespace LeNetLab.Reports.Charts;

/// <summary>What can be drawn of the findings on one dataset; null for what was not measured.</summary>
public sealed record DatasetCharts
{
    // Beyond what the palette has, two variants would look the same.
    private const int MostColours = 8;

    /// <summary>Nothing to draw.</summary>
    public static DatasetCharts None { get; } = new();

    /// <summary>Every seed's errors and gap.</summary>
    public Chart? Errors { get; init; }

    /// <summary>Errors by epoch.</summary>
    public Chart? Curves { get; init; }

    /// <summary>Error by training time.</summary>
    public Chart? Time { get; init; }

    /// <summary>What is taken for what.</summary>
    public Chart? Confusion { get; init; }

    /// <summary>Errors and gap by the size of the training set.</summary>
    public Chart? Gap { get; init; }

    /// <summary>Gradients and saturation.</summary>
    public Chart? Layers { get; init; }

    /// <summary>Errors on altered images.</summary>
    public Chart? Invariance { get; init; }

    /// <summary>Draws up everything that there is.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="reader">Has their epochs and predictions.</param>
    /// <param name="epochs">Of all the experiment's runs.</param>
    /// <param name="measured">Of the same.</param>
    internal static DatasetCharts Of(
        DatasetFindings findings, ResultsReader reader, IReadOnlyList<EpochRow> epochs, Measurements measured)
    {
        DatasetFindings few = findings with { Variants = ShownVariants.Of(findings, MostColours) };
        string note = ShownVariants.Note(few.Variants.Count, findings.Variants.Count);
        return new DatasetCharts
        {
            Errors = ErrorsByVariant.Of(findings),
            Curves = LearningCurves.Of(few, epochs.ToLookup(epoch => epoch.RunId))?.With(note),
            Time = TimeAgainstError.Of(few)?.With(note),
            Confusion =
                ConfusionMatrices.Of(few, reader.TestLabels(findings.Sha256), reader.Predictions)?.With(note),
            Gap = GapByTrainingImages.Of(findings.Gaps),
            Layers = LayerCurves.Of(few, measured.Layers.ToLookup(row => row.RunId))?.With(note),
            Invariance = InvarianceCurves.Of(few, measured.Robustness.ToLookup(row => row.RunId))?.With(note),
        };
    }
}
