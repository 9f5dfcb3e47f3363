using LeNetLab.Training;

namespace LeNetLab.Results;

/// <summary>What became of a run that was trained where the database is not.</summary>
/// <param name="Provenance">Where and with what.</param>
/// <param name="StartedAt">ISO 8601 in UTC; of the attempt that ended it.</param>
/// <param name="FinishedAt">ISO 8601 in UTC.</param>
/// <param name="Run">The finished training; null if it failed.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
public sealed record RemoteResult(
    Provenance Provenance, string StartedAt, string FinishedAt, TrainedRun? Run, string? Error);

/// <summary>How a run was recorded when a result for it came in.</summary>
/// <param name="Before">Its status; null if it was never declared.</param>
/// <param name="WeightsSha256">The sum of its weights, if it was done.</param>
/// <param name="IsTaken">Whether the result has been recorded.</param>
public sealed record Taking(RunStatus? Before, string? WeightsSha256, bool IsTaken = false)
{
    /// <summary>How it stands, and with whom.</summary>
    internal RunStanding? Standing { get; init; }

    /// <summary>Whether a result would be recorded of a run that stands so.</summary>
    /// <param name="result">What became of it.</param>
    /// <param name="fence">By what right; null for what was trained elsewhere.</param>
    internal bool WouldTake(RemoteResult result, LeaseFence? fence) => Before switch
    {
        RunStatus.Pending => true,
        RunStatus.Failed => fence is null || result.Run is not null,
        RunStatus.Running => fence?.Holds(Standing!) ?? result.Run is not null,
        _ => false,
    };

    /// <summary>Who holds the run that is recorded now, and with which token.</summary>
    internal (long? RunnerId, long Token) Owner(LeaseFence? fence) =>
        fence is { Token: not null } own && Standing!.Token == own.Token && Standing.RunnerId == own.RunnerId
            ? (own.RunnerId, own.Token.Value)
            : (null, Standing!.Token + 1);
}
