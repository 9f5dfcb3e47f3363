namespace LeNetLab.Results.Runners;

/// <summary>What a machine's list of processes tells of a runner.</summary>
public enum ProcessSighting
{
    /// <summary>Nothing: it is not of this machine, or cannot be asked after.</summary>
    Unknown,

    /// <summary>It is there.</summary>
    Running,

    /// <summary>It is there, and stopped.</summary>
    Stopped,

    /// <summary>There is no such process, or its id has gone to another.</summary>
    Gone,
}

/// <summary>The processes of this machine.</summary>
public interface IProcessTable
{
    /// <summary>The process that asks.</summary>
    RunnerIdentity Self { get; }

    /// <summary>Looks for a runner's process.</summary>
    ProcessSighting Look(RunnerIdentity runner);
}
