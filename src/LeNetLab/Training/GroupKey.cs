using LeNetLab.Engines;
using LeNetLab.Specs;

namespace LeNetLab.Training;

/// <summary>
/// What runs have in common that can be trained together: what the engine asks for, and how often it is done. In
/// numbers (seed, rates, schedule, momentum, decay, first weights) they may differ.
/// </summary>
/// <param name="Kind">What is computed.</param>
/// <param name="Epochs">Passes.</param>
/// <param name="TrainImages">Images taken of the training set; null for all.</param>
/// <param name="ValidationImages">How many of them are held out.</param>
public sealed record GroupKey(GroupKind Kind, int Epochs, int? TrainImages, int ValidationImages)
{
    /// <summary>A run's key; null if the engine trains it alone.</summary>
    public static GroupKey? Of(RunSpec run, IGroupEngine engine)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(engine);
        TrainingSpec spec = run.Training;
        return run.Model.Method is null && engine.KindOf(run.Model, spec) is { } kind
            ? new GroupKey(kind, spec.Epochs, spec.TrainImages, spec.ValidationImages)
            : null;
    }
}
