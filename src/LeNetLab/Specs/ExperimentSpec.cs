namespace LeNetLab.Specs;

/// <summary>A question, and the runs that answer it.</summary>
/// <param name="Name">Lower-case letters, digits and dashes; names the folder of its results.</param>
/// <param name="Question">What it asks, in a sentence.</param>
/// <param name="Notes">What to expect, and why settings are what they are; null if nothing is said.</param>
/// <param name="Dataset">A catalogue name (<c>mnist</c>), <c>strokes</c>, or the path of a folder of IDX files.</param>
/// <param name="OfflineFallback">The dataset to take where <paramref name="Dataset"/> cannot be had, or null.</param>
/// <param name="Runs">Every cell of the sweep × every seed, fully resolved, in the order of the file.</param>
public sealed record ExperimentSpec(
    string Name, string Question, string? Notes, string Dataset, string? OfflineFallback, IReadOnlyList<RunSpec> Runs)
{
    /// <summary>The variant that the others are compared with; null where all pairs are.</summary>
    public string? Baseline { get; init; }

    /// <summary>What is chosen for each variant before its seeds run; null where nothing is.</summary>
    public Tuning? Tuning { get; init; }

    /// <summary>What its runs are to be trained with, each engine once.</summary>
    public IEnumerable<EngineSpec> Engines => Runs.Select(run => run.Engine).Distinct();

    /// <summary>What it asks of Slurm, where it is trained there.</summary>
    public SlurmSpec Slurm { get; init; } = SlurmSpec.None;
}
