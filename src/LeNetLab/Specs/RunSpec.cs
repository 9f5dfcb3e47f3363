using LeNetLab.Models;

namespace LeNetLab.Specs;

/// <summary>
/// One training run. A spec's are fully resolved, and so are those of <see cref="Create"/>; what another leaves unset is
/// what suits it, the same as in a spec.
/// </summary>
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

    /// <summary>How its first weights are drawn.</summary>
    public InitialisationKind Initialisation => Training.Initialisation ?? Model.SuitableInitialisation;

    /// <summary>What they are then multiplied by.</summary>
    public double InitialisationGain => Training.InitialisationGain ?? Model.SuitableGain(Initialisation);

    /// <summary>A run made in code: checked, resolved, and known by the same settings as a spec's.</summary>
    /// <param name="variant">What tells it from others but for the seed.</param>
    /// <param name="model">The network.</param>
    /// <param name="training">How it is trained.</param>
    /// <param name="seed">Draws weights, order and split.</param>
    /// <param name="engine">What trains it; null for the usual engine.</param>
    /// <exception cref="SpecException">It is none that a spec could ask for; all that is wrong is listed.</exception>
    public static RunSpec Create(
        string variant, ModelSpec model, TrainingSpec training, long seed, EngineSpec? engine = null)
    {
        var run = new RunSpec(variant, model, training, seed, []) { Engine = engine ?? EngineSpec.Usual };
        return RunAssembler.Runs(new SweepCell(variant, RunRules.Require(run)), [seed]).Single();
    }
}

/// <summary>A setting and its resolved value in canonical text, e.g. <c>training.learning_rate</c> = <c>0.05</c>.</summary>
public readonly record struct Setting(string Path, string Value);
