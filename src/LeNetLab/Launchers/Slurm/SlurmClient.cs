using System.Globalization;

namespace LeNetLab.Launchers.Slurm;

/// <summary>Talks to Slurm through its own programs.</summary>
/// <param name="run">Runs a program, as <see cref="CommandLine.Run"/> does.</param>
public sealed class SlurmClient(Func<string, IReadOnlyList<string>, CommandAnswer> run)
{
    private const string Limit = "MaxArraySize";

    // Names are asked for in portions: a command line has an end.
    private const int NamesAtATime = 200;

    /// <summary>The most tasks that an array can have here.</summary>
    /// <exception cref="LaunchException">Slurm is missing or does not answer.</exception>
    public int MaxArraySize()
    {
        string line = Ask("scontrol", ["show", "config"]).Split('\n')
            .FirstOrDefault(text => text.StartsWith(Limit, StringComparison.Ordinal)) ?? "";
        return int.TryParse(line.Split('=')[^1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            && size > 0
            ? size
            : throw new LaunchException($"scontrol show config does not say the {Limit} of this cluster.");
    }

    /// <summary>Submits one job array.</summary>
    /// <param name="batch">Whose script.</param>
    /// <param name="array">Which tasks.</param>
    /// <param name="throttle">Most tasks at a time; null for no such limit.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="LaunchException">It was not taken.</exception>
    public string Submit(BatchFolder batch, SlurmArray array, int? throttle)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(array);
        string range = $"0-{array.Tasks - 1}" + (throttle is null ? "" : $"%{throttle}");

        // In the names of logs a percent sign stands for something.
        string logs = batch.Logs.Replace("%", "%%", StringComparison.Ordinal);
        string answer = Ask("sbatch",
        [
            "--parsable", "--requeue", $"--array={range}", $"--job-name={array.Name}", "-D", batch.Path,
            "-o", Path.Combine(logs, "%A_%a.log"), batch.Script, $"{array.First}",
        ]);
        string id = answer.Trim().Split('\n')[^1].Split(';')[0].Trim();
        return id.Length > 0 && id.All(char.IsAsciiDigit)
            ? id
            : throw new LaunchException($"sbatch answered \"{answer.Trim()}\", which is no job's id.");
    }

    /// <summary>Every task of some job arrays that Slurm still knows, by the arrays' names.</summary>
    /// <exception cref="LaunchException">Slurm is missing or does not answer.</exception>
    public IReadOnlyList<QueuedTask> Queue(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return
        [
            .. names.Chunk(NamesAtATime)
                .SelectMany(some => Ask(
                    "squeue", ["-h", "-r", "-t", "all", "-n", string.Join(',', some), "-o", QueuedTask.Format])
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries))
                .Select(QueuedTask.Parse).OfType<QueuedTask>(),
        ];
    }

    /// <summary>Takes a job back.</summary>
    /// <exception cref="LaunchException">It could not be.</exception>
    public void Cancel(string id) => Ask("scancel", [id]);

    private string Ask(string program, IReadOnlyList<string> arguments)
    {
        CommandAnswer answer = run(program, arguments);
        if (answer.Code == 0)
            return answer.Out;
        string said = string.Join(' ', (answer.Error.Length > 0 ? answer.Error : answer.Out)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        throw new LaunchException(said.Length > 0
            ? $"Slurm does not do as asked: {said}"
            : $"Slurm does not do as asked: {program} ended with {answer.Code}.");
    }
}
