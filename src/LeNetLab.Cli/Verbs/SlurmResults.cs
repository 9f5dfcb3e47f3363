using LeNetLab.Launchers;
using LeNetLab.Launchers.Slurm;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>Brings what tasks have left into the database, and tells what is still under way.</summary>
internal sealed class SlurmResults(LabHost host, string results)
{
    private readonly TextWriter output = host.Terminal.Out;

    /// <summary>Takes in what waits, says so, and reports it; says nothing where nothing was sent.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="experiment">Of one experiment; null for all.</param>
    /// <param name="reporting">The experiment whose report the caller writes.</param>
    /// <returns>How many runs came in.</returns>
    public int Collect(ResultsDatabase database, string? experiment = null, string? reporting = null)
    {
        Collected collected = new ResultCollector(database).Collect(BatchFolder.Open(results, experiment));
        foreach (string problem in collected.Problems)
            host.Terminal.Error.WriteLine(problem);
        if (collected.Taken > 0)
            output.WriteLine($"  collected {Counted.Of(collected.Taken, "run")} trained on Slurm");
        TakenRuns.Report(results, collected.RunIds, reporting);
        return collected.Taken;
    }

    /// <summary>The same, for who has not opened the database: it is opened where something was sent.</summary>
    public void Collect(string? experiment)
    {
        if (BatchFolder.Open(results, experiment).Count == 0)
            return;
        using ResultsDatabase database = host.OpenResults(results);
        Collect(database, experiment);
    }

    /// <summary>Says which runs that are about to be trained here may come from Slurm as well.</summary>
    public void PrintSentToo(IReadOnlyList<SweepItem> toDo)
    {
        HashSet<string> sent =
        [
            .. BatchFolder.Open(results).SelectMany(TasksOf).SelectMany(task => task.Runs).Select(run => run.RunId),
        ];
        int both = toDo.Count(item => sent.Contains(item.Run.RunId));
        if (both > 0)
        {
            output.WriteLine($"  slurm     {Counted.Of(both, "run")} of these {Counted.Word(both, "was", "were")} sent "
                + $"there before; {host.Commands(results).Option("LAUNCHER", "slurm")} leaves {Counted.Word(both, "it", "them")} to it");
        }
    }

    // What another experiment once sent away is no reason not to train this one.
    private IReadOnlyList<ManifestTask> TasksOf(BatchFolder batch)
    {
        try
        {
            return [.. Manifest.Read(batch)];
        }
        catch (LaunchException odd)
        {
            output.WriteLine($"  slurm     {odd.Message}");
            return [];
        }
    }

    /// <summary>Where the runs stand that were sent and are not recorded as over.</summary>
    /// <exception cref="LaunchException">Slurm is needed and does not answer.</exception>
    public IReadOnlyList<SentRun> Sent(IReadOnlyDictionary<string, RunStatus> statuses, string? experiment = null) =>
        new SlurmView(host.Cluster).Of(BatchFolder.Open(results, experiment), statuses);

    /// <summary>Prints where they stand.</summary>
    /// <returns>Whether some will not come to an end by themselves.</returns>
    public bool Print(IReadOnlyList<SentRun> sent)
    {
        foreach (IGrouping<string, SentRun> same in sent.GroupBy(run => run.Batch.Experiment))
        {
            output.WriteLine($"{same.Key} on Slurm: {Summary([.. same])}");
            PrintStuck([.. same.Where(run => run.Phase == SentPhase.Stuck)]);
            foreach (IGrouping<string, SentRun> lost in same
                .Where(run => run.Phase == SentPhase.Vanished).GroupBy(run => run.State ?? "no longer known to Slurm"))
            {
                output.WriteLine($"  {Counted.Of(lost.Count(), "run")} ended without a result ({lost.Key}); "
                    + "their output: " + lost.First().Batch.Logs);
            }
        }

        return sent.Any(run => run.Phase is SentPhase.Stuck or SentPhase.Vanished);
    }

    /// <summary>Prints where they stand, or why Slurm cannot be asked.</summary>
    /// <returns>Whether results are still to come; and whether some will not come by themselves.</returns>
    public (bool Coming, bool Lost) PrintSent(IReadOnlyDictionary<string, RunStatus> statuses, string? experiment)
    {
        try
        {
            IReadOnlyList<SentRun> sent = Sent(statuses, experiment);
            return (sent.Any(run => run.IsUnderWay), Print(sent));
        }
        catch (LaunchException unknown)
        {
            output.WriteLine($"Runs were sent to Slurm, and how they stand cannot be said: {unknown.Message}");
            return (false, true);
        }
    }

    private void PrintStuck(IReadOnlyList<SentRun> stuck)
    {
        foreach (IGrouping<string, SentRun> why in stuck.GroupBy(run => run.Reason ?? ""))
        {
            string ids = string.Join(' ', why.Select(run => run.JobId).Distinct().Take(5));
            output.WriteLine($"  error: {Counted.Of(why.Count(), "run")} will never start ({why.Key}): "
                + $"scontrol release {ids} if that is the cause, or scancel them and send them again");
        }
    }

    private static string Summary(IReadOnlyList<SentRun> sent)
    {
        (SentPhase Phase, string Name)[] names =
        [
            (SentPhase.Finished, "finished but not collected"), (SentPhase.Running, "running"),
            (SentPhase.Queued, "queued"), (SentPhase.Stuck, "stuck"), (SentPhase.Vanished, "vanished"),
        ];
        return string.Join(", ", names.Select(name => (name.Name, Runs: sent.Where(run => run.Phase == name.Phase)))
            .Where(part => part.Runs.Any())
            .Select(part => $"{part.Runs.Count()} {part.Name}{Reasons(part.Runs)}"));
    }

    private static string Reasons(IEnumerable<SentRun> runs)
    {
        string[] reasons = [.. runs.Where(run => run.Phase == SentPhase.Queued)
            .Select(run => run.Reason).OfType<string>().Where(reason => reason is not ("None" or "")).Distinct()];
        return reasons.Length > 0 ? $" ({string.Join(", ", reasons.Take(3))})" : "";
    }
}
