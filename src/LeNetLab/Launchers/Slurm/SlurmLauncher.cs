using LeNetLab.Data;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Launchers.Slurm;

/// <summary>Sends runs to Slurm.</summary>
/// <param name="client">Talks to it.</param>
/// <param name="results">The results folder, which every node must see at the same path.</param>
/// <param name="clock">Names batches.</param>
public sealed class SlurmLauncher(SlurmClient client, string results, TimeProvider clock)
{
    /// <summary>
    /// Sends runs away, as one job array or, where an array cannot hold them, as several: all of them or none.
    /// </summary>
    /// <param name="experiment">Its name.</param>
    /// <param name="items">The runs, first to last.</param>
    /// <param name="dataset">What they are trained on.</param>
    /// <param name="slurm">What is asked of Slurm.</param>
    /// <param name="checkpointEvery">Epochs from one checkpoint to the next; 0 for none.</param>
    /// <param name="program">The program that a task executes, and what it is given first.</param>
    /// <exception cref="LaunchException">Slurm does not take them, or is not to be had.</exception>
    public (BatchFolder Batch, SlurmJobs Jobs) Send(
        string experiment, IReadOnlyList<SweepItem> items, Dataset dataset, SlurmSpec slurm, int checkpointEvery,
        IReadOnlyList<string> program)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(slurm);
        int most = Math.Min(slurm.ArraySize ?? int.MaxValue, client.MaxArraySize());
        SharedDataset.Share(results, dataset);
        BatchFolder batch = BatchFolder.Create(results, experiment, clock.GetUtcNow());
        ManifestTask[] tasks =
        [
            .. items.Chunk(slurm.RunsPerTask ?? 1).Select((runs, task) => new ManifestTask(
                ManifestTask.Current, task, checkpointEvery,
                [.. runs.Select(item => ManifestRun.Of(item, dataset.TestCount))])),
        ];
        Manifest.Write(batch, tasks);
        AtomicFile.WriteText(batch.Script, writer => writer.Write(JobScript.Of(slurm, program, batch)));
        SlurmJobs jobs = SlurmJobs.Divide(batch, tasks.Length, most);

        // Their names are written down before Slurm has them: whatever happens next, they can be found by them.
        jobs.Write(batch);
        return (batch, Submit(batch, jobs, slurm.Throttle));
    }

    private SlurmJobs Submit(BatchFolder batch, SlurmJobs jobs, int? throttle)
    {
        var sent = new List<SlurmArray>();
        try
        {
            foreach (SlurmArray array in jobs.Arrays)
                sent.Add(array with { JobId = client.Submit(batch, array, throttle) });
        }
        catch (LaunchException refusal)
        {
            TakeBack(batch, sent, refusal);
            throw;
        }

        var known = new SlurmJobs(sent);
        known.Write(batch);
        return known;
    }

    /// <summary>Cancels what was sent before Slurm refused the rest.</summary>
    private void TakeBack(BatchFolder batch, IReadOnlyList<SlurmArray> sent, LaunchException refusal)
    {
        try
        {
            foreach (SlurmArray array in sent)
                client.Cancel(array.JobId!);
        }
        catch (LaunchException failure)
        {
            new SlurmJobs(sent).Write(batch);
            throw new LaunchException(
                $"{refusal.Message} Of the job arrays before, {string.Join(", ", sent.Select(array => array.JobId))} "
                + $"could not all be taken back, and stay queued: {failure.Message}", refusal);
        }

        Directory.Delete(batch.Path, recursive: true);
    }
}
