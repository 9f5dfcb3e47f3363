using LeNetLab.Engines;
using LeNetLab.Specs;

namespace LeNetLab.Results;

/// <summary>A run with everything that its identity rests on.</summary>
/// <param name="RunId">Content hash: the same run has the same id in every sweep and on every machine.</param>
/// <param name="Spec">The resolved spec.</param>
/// <param name="Dataset">The dataset in use (<c>strokes</c> where the fallback was taken).</param>
/// <param name="DatasetSha256">Its sum.</param>
/// <param name="Parameters">Trainable parameters of its network.</param>
/// <param name="TrainImages">Images it trains on, validation left out.</param>
/// <param name="Engine">The engine that trains it.</param>
public sealed record PlannedRun(
    string RunId, RunSpec Spec, string Dataset, string DatasetSha256, int Parameters, int TrainImages,
    EngineIdentity Engine);

/// <summary>Where and with what a run was trained; every value as text fit for the database.</summary>
/// <param name="GitCommit">Commit of the program's checkout, or null outside of one.</param>
/// <param name="GitDirty">Whether it had uncommitted changes; null without a commit.</param>
/// <param name="Host">Machine name.</param>
/// <param name="Cpu">Processor model.</param>
/// <param name="Runtime">.NET runtime version.</param>
/// <param name="OperatingSystem">Operating system and architecture.</param>
/// <param name="ProgramVersion">LeNetLab's version.</param>
/// <param name="VectorBits">Width of the vectors that the engine used.</param>
public sealed record Provenance(
    string? GitCommit, bool? GitDirty, string Host, string Cpu, string Runtime, string OperatingSystem,
    string ProgramVersion, int VectorBits);
