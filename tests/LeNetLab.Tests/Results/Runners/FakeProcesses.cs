using LeNetLab.Results.Runners;

namespace LeNetLab.Tests.Results.Runners;

/// <summary>A machine whose processes a test starts and ends.</summary>
internal sealed class FakeProcesses(int pid, string host = "host-1") : IProcessTable
{
    /// <summary>What is seen of a process, by its id; the others run.</summary>
    public Dictionary<int, ProcessSighting> Sightings { get; } = [];

    public RunnerIdentity Self { get; } = new(host, $"{host} boot 1", pid, $"start of {pid}");

    public ProcessSighting Look(RunnerIdentity runner) =>
        runner.PidSpace != Self.PidSpace ? ProcessSighting.Unknown
        : Sightings.GetValueOrDefault(runner.Pid, ProcessSighting.Running);
}
