using LeNetLab.Models;

namespace LeNetLab.Specs;

/// <summary>One training run, fully resolved: nothing about it is decided later.</summary>
/// <param name="Variant">What tells it from the sweep's others but for the seed, e.g. <c>activation=tanh</c>.</param>
/// <param name="Model">The network.</param>
/// <param name="Training">How it is trained.</param>
/// <param name="Seed">Draws weights, order and split; the same seed pairs runs of different variants.</param>
/// <param name="Settings">
/// The same as text, for records and comparisons: every setting's path and its canonical value, in the settings'
/// fixed order (<c>model.activation</c> → <c>tanh</c>). Variant, seed and engine are not among them.
/// </param>
public sealed record RunSpec(
    string Variant, ModelSpec Model, TrainingSpec Training, long Seed, IReadOnlyList<Setting> Settings)
{
    /// <summary>What trains it.</summary>
    public EngineSpec Engine { get; init; } = EngineSpec.Usual;

    /// <summary>
    /// Whether another seed could give another model. A method that draws nothing is the same with every seed, unless
    /// the seed chooses its training images.
    /// </summary>
    /// <param name="available">Images in the training set.</param>
    public bool DependsOnSeed(int available) =>
        Model.Method is null || Training.ValidationImages > 0 || (Training.TrainImages ?? available) < available;

    /// <summary>The variant whose settings were tuned, which gave this one's; null for one as the spec has it.</summary>
    public string? TunedFrom { get; init; }

    /// <summary>The variant for which this run only tries a setting; null for a run that answers the question.</summary>
    public string? TrialOf { get; init; }
}

/// <summary>A setting and its resolved value in canonical text, e.g. <c>training.learning_rate</c> = <c>0.05</c>.</summary>
public readonly record struct Setting(string Path, string Value);
