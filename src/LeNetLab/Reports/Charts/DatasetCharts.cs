using LeNetLab.Results;

namespace LeNetLab.Reports.Charts;

/// <summary>What can be drawn of the findings on one dataset; null for what was not measured.</summary>
public sealed record DatasetCharts
{
    /// <summary>The palette's eight colours, each in eight shapes: of more, two would look the same.</summary>
    internal const int MostLooks = 64;

    // As many as there are colours: more lines hide each other.
    private const int MostLines = 8;

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
    /// <param name="reader">Has their predictions.</param>
    /// <param name="epochs">Those of each run.</param>
    /// <param name="measured">Of all the experiment's runs.</param>
    internal static DatasetCharts Of(
        DatasetFindings findings, ResultsReader reader, ILookup<string, EpochRow> epochs, Measurements measured)
    {
        (DatasetFindings few, string note) = Few(findings, MostLines);
        return OfErrors(findings, epochs, MostLines) with
        {
            Confusion =
                ConfusionMatrices.Of(few, reader.TestLabels(findings.Sha256), reader.Predictions)?.With(note),
            Gap = GapByTrainingImages.Of(findings.Gaps, MostLooks),
            Layers = LayerCurves.Of(few, measured.Layers.ToLookup(row => row.RunId))?.With(note),
            Invariance = InvarianceCurves.Of(few, measured.Robustness.ToLookup(row => row.RunId))?.With(note),
        };
    }

    /// <summary>Draws up errors alone: at the end, by epoch and by time.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="epochs">Those of each run.</param>
    /// <param name="most">How many variants have lines and dots of their own look.</param>
    internal static DatasetCharts OfErrors(
        DatasetFindings findings, ILookup<string, EpochRow> epochs, int most = MostLooks)
    {
        (DatasetFindings few, string note) = Few(findings, most);
        return new DatasetCharts
        {
            Errors = ErrorsByVariant.Of(findings, few.Names),
            Curves = LearningCurves.Of(few, epochs)?.With(note),
            Time = TimeAgainstError.Of(few)?.With(note),
        };
    }

    private static (DatasetFindings Few, string Note) Few(DatasetFindings findings, int most)
    {
        IReadOnlyList<VariantSummary> shown = ShownVariants.Of(findings, most);
        return (findings with { Variants = shown }, ShownVariants.Note(shown.Count, findings.Variants.Count));
    }
}
