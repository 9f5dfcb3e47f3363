using System.Text.Json;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Launchers.Slurm;

/// <summary>One job array: tasks of a manifest, one after the other.</summary>
/// <param name="Name">What Slurm calls it, and nothing else is called.</param>
/// <param name="First">The task that its index 0 stands for.</param>
/// <param name="Tasks">How many.</param>
/// <param name="JobId">Its id; null before it is submitted.</param>
public sealed record SlurmArray(string Name, int First, int Tasks, string? JobId);

/// <summary>The job arrays of a batch, in the file beside its manifest.</summary>
/// <param name="Arrays">In the order of their tasks.</param>
public sealed record SlurmJobs(IReadOnlyList<SlurmArray> Arrays)
{
    /// <summary>Divides tasks among arrays of at most some size.</summary>
    public static SlurmJobs Divide(BatchFolder batch, int tasks, int most)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new SlurmJobs(
        [
            .. Enumerable.Range(0, (tasks + most - 1) / most).Select(array => new SlurmArray(
                $"lenetlab-{batch.Experiment}-{batch.Tag}-{array * most}", array * most,
                Math.Min(most, tasks - (array * most)), null)),
        ]);
    }

    /// <summary>Writes the file.</summary>
    public void Write(BatchFolder batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        AtomicFile.WriteText(
            batch.Jobs, writer => writer.Write(JsonSerializer.Serialize(this, LaunchJson.Default.SlurmJobs) + "\n"));
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="LaunchException">It cannot be read.</exception>
    public static SlurmJobs Read(BatchFolder batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(batch.Jobs), LaunchJson.Default.SlurmJobs)
                ?? throw new LaunchException($"{batch.Jobs} holds nothing.");
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new LaunchException($"{batch.Jobs} cannot be read: {Quotation.Of(problem.Message, 300)}", problem);
        }
    }
}
