namespace LeNetLab.Sweeps.Verification;

/// <summary>Something stored that is not as it should be.</summary>
/// <param name="What">What, and where.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Finding(string What, string Remedy);
