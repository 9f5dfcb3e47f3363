using LeNetLab.Results;

namespace LeNetLab.Reports;

/// <summary>What was measured of an experiment's networks beside their errors.</summary>
/// <param name="Layers">Of each layer after each epoch.</param>
/// <param name="Accuracy">How soon each run came to what accuracy.</param>
/// <param name="Robustness">Its errors on test images that were altered; none unless somebody asked.</param>
public sealed record Measurements(
    IReadOnlyList<LayerRow> Layers, IReadOnlyList<AccuracyRow> Accuracy, IReadOnlyList<RobustnessRow> Robustness)
{
    /// <summary>Nothing measured.</summary>
    public static Measurements None { get; } = new([], [], []);

    /// <summary>Gathers an experiment's.</summary>
    public static Measurements Of(ResultsReader reader, string experiment)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new Measurements(reader.Layers(experiment), reader.Accuracy(experiment), reader.Robustness(experiment));
    }
}
