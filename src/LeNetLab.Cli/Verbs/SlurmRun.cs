using LeNetLab.Data;
using LeNetLab.Launchers;
using LeNetLab.Launchers.Slurm;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>An experiment's runs sent to Slurm: what <c>run --launcher slurm</c> does instead of training.</summary>
internal sealed class SlurmRun(LabHost host, RunOptions options, ExperimentSpec experiment, SlurmSpec slurm)
{
    private readonly TextWriter output = host.Terminal.Out;

    /// <summary>Sends what is neither done nor under way.</summary>
    /// <param name="items">What is not done.</param>
    /// <param name="dataset">What it is trained on.</param>
    /// <param name="statuses">How each run is recorded.</param>
    public int Send(
        IReadOnlyList<SweepItem> items, Dataset dataset, IReadOnlyDictionary<string, RunStatus> statuses)
    {
        using LaunchLock held = LaunchLock.Take(options.Results, experiment.Name);
        var results = new SlurmResults(host, options.Results);
        IReadOnlyList<SentRun> sent = results.Sent(statuses);
        HashSet<string> underWay = [.. sent.Where(run => run.IsUnderWay).Select(run => run.Run.RunId)];
        SweepItem[] missing = [.. items.Where(item => !underWay.Contains(item.Run.RunId))];
        if (missing.Length == 0)
        {
            bool stuck = results.Print(sent);
            string left = Counted.Word(items.Count, "the run that is left is", $"the {items.Count} that are left are");
            output.WriteLine($"Nothing to send: {left} with Slurm. {Next()}");
            return stuck ? ExitCode.SomeFailed : ExitCode.Done;
        }

        var launcher = new SlurmLauncher(host.Cluster, options.Results, host.Clock);
        (BatchFolder batch, SlurmJobs jobs) = launcher.Send(
            experiment.Name, missing, dataset, slurm, options.CheckpointEvery, ProgramStart.Words);
        int tasks = jobs.Arrays.Sum(array => array.Tasks), before = items.Count - missing.Length;
        string ids = string.Join(", ", jobs.Arrays.Select(array => array.JobId));
        output.WriteLine(
            $"Sent {Counted.Of(missing.Length, "run")} as {Counted.Of(tasks, "task")} of "
            + $"{Counted.Word(jobs.Arrays.Count, "job array", "job arrays")} {ids}"
            + (underWay.Count > 0 ? $"; {before} more {Counted.Word(before, "was", "were")} with Slurm already" : "") + ".");
        output.WriteLine($"  batch     {batch.Path}");
        output.WriteLine(Next());
        return ExitCode.Done;
    }

    private string Next() =>
        $"Next: {host.Commands(options.Results).Of("collect", ("EXP", options.Experiment))} takes in what is finished and "
        + "says how far the rest is";
}
