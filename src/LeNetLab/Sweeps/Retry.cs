namespace LeNetLab.Sweeps;

/// <summary>Which of the runs that came to nothing are to be trained again.</summary>
public enum Retry
{
    /// <summary>Those that ended in an error.</summary>
    Failed,

    /// <summary>Those whose loss stopped being finite.</summary>
    Diverged,

    /// <summary>Both.</summary>
    All,
}
