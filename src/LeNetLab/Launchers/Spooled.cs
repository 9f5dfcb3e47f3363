using LeNetLab.Results;

namespace LeNetLab.Launchers;

/// <summary>What is kept with a result that the database did not take when it came.</summary>
/// <param name="Run">The run, which the result must agree with.</param>
/// <param name="Fence">By what right it is recorded.</param>
public sealed record Spooled(ManifestRun Run, LeaseFence Fence);
