namespace LeNetLab.Results.Runners;

/// <summary>The right to record a run, until another runner takes it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="RunnerId">Who holds it.</param>
/// <param name="Token">Rises with every claim of the run: what comes with an older one is refused.</param>
public sealed record RunLease(string RunId, long RunnerId, long Token);

/// <summary>What came of claiming a run.</summary>
/// <param name="Status">
/// How it stands now; running, if it is the claimer's or another's; null if it was removed or never declared.
/// </param>
/// <param name="Lease">Null if it is not the claimer's.</param>
public sealed record RunClaim(RunStatus? Status, RunLease? Lease);

/// <summary>A run went to another runner, which took this one for dead. Nothing was recorded.</summary>
public sealed class LeaseLostException(string runId)
    : Exception($"Run {runId} is no longer this process's: another took it over, and nothing was recorded.");
