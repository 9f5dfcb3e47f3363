using LeNetLab.Launchers.Slurm;

namespace LeNetLab.Tests.Launchers;

/// <summary>Slurm's programs with recorded answers.</summary>
internal sealed class FakeSlurm
{
    /// <summary>What <c>scontrol show config</c> printed, in part.</summary>
    public const string Config = """
        Configuration data as of 2026-03-01T12:00:00
        AccountingStorageBackupHost = (null)
        MaxArraySize            = 1001
        MaxJobCount             = 10000

        """;

    /// <summary>What every program says whose controller is away.</summary>
    public const string Away =
        "squeue: error: a first line\nslurm_load_jobs error: Unable to contact slurm controller (connect failure)\n";

    private int next = 17;

    /// <summary>Every call, e.g. <c>scancel 17</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What squeue prints.</summary>
    public List<string> Queue { get; } = [];

    /// <summary>Programs that refuse, with what they say.</summary>
    public Dictionary<string, string> Refusals { get; } = [];

    /// <summary>How many arrays sbatch takes before it refuses.</summary>
    public int Room { get; set; } = int.MaxValue;

    public string MaxArraySize { get; set; } = "1001";

    public CommandAnswer Answer(string program, IReadOnlyList<string> arguments)
    {
        Calls.Add($"{program} {string.Join(' ', arguments)}");
        if (Refusals.TryGetValue(program, out string? refusal))
            return new CommandAnswer(1, "", refusal);
        switch (program)
        {
            case "scontrol":
                return new CommandAnswer(0, Config.Replace("1001", MaxArraySize, StringComparison.Ordinal), "");
            case "squeue":
                return new CommandAnswer(0, string.Concat(Queue.Select(line => line + "\n")), "");
            case "sbatch" when Room-- <= 0:
                const string Refusal = "Batch job submission failed: Job violates accounting/QOS policy";
                return new CommandAnswer(1, "", $"sbatch: error: {Refusal}\n");
            case "sbatch":
                return new CommandAnswer(0, $"{next++};cluster\n", "");
            default:
                return new CommandAnswer(0, "", "");
        }
    }

    /// <summary>A task as squeue prints it.</summary>
    public void Show(SlurmArray array, int index, string state, string reason = "None") =>
        Queue.Add($"{array.Name}|{array.JobId}|{index}|{state}|{reason}");
}
