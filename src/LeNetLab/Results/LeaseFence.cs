namespace LeNetLab.Results;

/// <summary>
/// By what right a result is recorded that could not be recorded when it came. What another runner is training
/// meanwhile is left to it.
/// </summary>
/// <param name="RunnerId">Who trained the run.</param>
/// <param name="Token">Of the claim that it was trained under; null if no claim could be recorded either.</param>
public sealed record LeaseFence(long RunnerId, long? Token)
{
    /// <summary>Whether a run that stands as running is still this one's.</summary>
    internal bool Holds(RunStanding standing) =>
        standing.RunnerId == RunnerId && (Token is null || standing.Token == Token);
}
