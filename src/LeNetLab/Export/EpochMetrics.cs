using LeNetLab.Results;

namespace LeNetLab.Export;

/// <summary>The measurements of an epoch under the names of their columns; what was not measured is left out.</summary>
internal static class EpochMetrics
{
    private static readonly (string Name, Func<EpochRow, double?> Value)[] OfEpoch =
    [
        ("test_error_pct", row => row.TestErrorPct),
        ("train_error_pct", row => row.TrainErrorPct),
        ("gap_pct", row => row.GapPct),
        ("train_error_online_pct", row => row.TrainErrorOnlinePct),
        ("validation_error_pct", row => row.ValidationErrorPct),
        ("train_loss", row => row.TrainLoss),
        ("test_loss", row => row.TestLoss),
        ("learning_rate", row => row.LearningRate),
        ("seconds", row => row.Seconds),
    ];

    private static readonly (string Name, Func<LayerRow, double?> Value)[] OfLayer =
    [
        ("gradient_norm", row => row.GradientNorm),
        ("weight_norm", row => row.WeightNorm),
        ("update_norm", row => row.UpdateNorm),
        ("update_weight_ratio", row => row.UpdateWeightRatio),
        ("activation_mean", row => row.ActivationMean),
        ("activation_sd", row => row.ActivationSd),
        ("saturated_fraction", row => row.SaturatedFraction),
        ("dead_units", row => row.DeadUnits),
    ];

    /// <summary>Those of the network, and <c>&lt;measurement&gt;/&lt;layer&gt;</c> of its layers.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="layers">The run's layers in that epoch.</param>
    public static IEnumerable<(string Name, double Value)> Of(EpochRow epoch, IEnumerable<LayerRow> layers) =>
        OfEpoch.Select(metric => (metric.Name, Value: metric.Value(epoch)))
            .Concat(layers.SelectMany(layer =>
                OfLayer.Select(metric => (Name: $"{metric.Name}/{layer.Layer}", Value: metric.Value(layer)))))
            .Where(metric => metric.Value is not null)
            .Select(metric => (metric.Name, metric.Value!.Value));
}
