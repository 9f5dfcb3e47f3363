namespace LeNetLab.Results;

/// <summary>Where a run stands; stored in lower case.</summary>
public enum RunStatus
{
    /// <summary>Planned, or interrupted and to be run again.</summary>
    Pending,

    /// <summary>Being trained.</summary>
    Running,

    /// <summary>All epochs done.</summary>
    Done,

    /// <summary>Its loss stopped being finite.</summary>
    Diverged,

    /// <summary>It ended in an error, which is stored.</summary>
    Failed,
}
