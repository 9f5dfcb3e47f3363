using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Training;

/// <summary>
/// What runs have in common that can be trained together: all that decides what is computed and how often. In numbers
/// (seed, rates, schedule, momentum, decay, first weights) they may differ.
/// </summary>
/// <param name="Model">The network.</param>
/// <param name="Optimizer">The kind of optimiser.</param>
/// <param name="Nesterov">Which direction of momentum.</param>
/// <param name="Epochs">Passes.</param>
/// <param name="TrainImages">Images taken of the training set; null for all.</param>
/// <param name="ValidationImages">How many of them are held out.</param>
public sealed record GroupKey(
    ModelSpec Model, Type Optimizer, bool Nesterov, int Epochs, int? TrainImages, int ValidationImages)
{
    /// <summary>A run's key; null if it is not trained pattern by pattern, where a group would gain nothing.</summary>
    public static GroupKey? Of(RunSpec run)
    {
        ArgumentNullException.ThrowIfNull(run);
        TrainingSpec spec = run.Training;
        return spec.BatchSize != 1
            ? null
            : new GroupKey(
                run.Model, spec.Optimizer.GetType(), spec.Optimizer is OptimizerSpec.Sgd { Nesterov: true },
                spec.Epochs, spec.TrainImages, spec.ValidationImages);
    }
}
