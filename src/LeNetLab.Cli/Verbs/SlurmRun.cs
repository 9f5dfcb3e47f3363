using LeNetLab.Cli.Display;
using LeNetLab.Data;
using LeNetLab.Launchers;
using LeNetLab.Launchers.Slurm;
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
            output.WriteLine($"Nothing to send: the {items.Count} runs that are left are with Slurm. {Next()}");
            return stuck ? ExitCode.SomeFailed : ExitCode.Done;
        }

        var launcher = new SlurmLauncher(host.Cluster, options.Results, host.Clock);
        (BatchFolder batch, SlurmJobs jobs) = launcher.Send(
            experiment.Name, missing, dataset, slurm, options.CheckpointEvery, Program());
        int tasks = jobs.Arrays.Sum(array => array.Tasks);
        string ids = string.Join(", ", jobs.Arrays.Select(array => array.JobId));
        output.WriteLine(
            $"Sent {Wording.Runs(missing.Length)} as {tasks} "
            + $"{(tasks == 1 ? "task" : "tasks")} of {(jobs.Arrays.Count == 1 ? "job array" : "job arrays")} {ids}"
            + (underWay.Count > 0 ? $"; {items.Count - missing.Length} more were with Slurm already" : "") + ".");
        output.WriteLine($"  batch     {batch.Path}");
        output.WriteLine(Next());
        return ExitCode.Done;
    }

    private string Next() =>
        $"Next: make collect EXP={options.Experiment}{MakeCommand.In(options.Results)} takes in what is finished and "
        + "says how far the rest is";

    /// <summary>How this program was started, for a node to start it again.</summary>
    private static IReadOnlyList<string> Program()
    {
        string process = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(process) == "dotnet"
            ? [process, Path.Combine(AppContext.BaseDirectory, "lenetlab.dll")]
            : [process];
    }
}
