namespace LeNetLab.Results.Runners;

/// <summary>Which process a runner is.</summary>
/// <param name="Host">The machine's name, for people.</param>
/// <param name="PidSpace">
/// Where its id was given out: one start of one machine and, on Linux, one namespace in it. Ids of two spaces say
/// nothing of each other.
/// </param>
/// <param name="Pid">Process id.</param>
/// <param name="PidStarted">When the process started, as its system tells it: a reused id has another.</param>
public sealed record RunnerIdentity(string Host, string PidSpace, int Pid, string PidStarted);
