using LeNetLab.Naming;

namespace LeNetLab.Sweeps.Verification;

/// <summary>Something stored that is not as it should be.</summary>
/// <param name="What">What, and where.</param>
/// <param name="Remedy">What comes of the steps, or is to be done where there are none.</param>
/// <param name="Steps">The commands that mend it, one after the other.</param>
public sealed record Finding(string What, string Remedy, params IReadOnlyList<NextStep> Steps);
