using System.Globalization;

namespace LeNetLab.Cli;

/// <summary>What Slurm tells a task of itself.</summary>
/// <param name="environment">Looks up an environment variable.</param>
internal sealed class SlurmEnvironment(Func<string, string?> environment)
{
    /// <summary>Cores that it has.</summary>
    public int Cpus => int.TryParse(
        environment("SLURM_CPUS_PER_TASK"), NumberStyles.None, CultureInfo.InvariantCulture, out int cpus) && cpus > 0
        ? cpus
        : 1;

    /// <summary>
    /// What tells this attempt from every other of its batch. A task that is started anew has another number of
    /// restarts; one that somebody started by hand has its process.
    /// </summary>
    public string Attempt => environment("SLURM_ARRAY_JOB_ID") is { Length: > 0 } job
        ? $"{job}_{environment("SLURM_ARRAY_TASK_ID")}-{environment("SLURM_RESTART_COUNT") ?? "0"}"
        : $"{Environment.MachineName}_{Environment.ProcessId}";
}
