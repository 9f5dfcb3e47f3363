using System.CommandLine;
using LeNetLab.Cli.Display;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Launchers;
using LeNetLab.Naming;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab work</c>: what a task of a cluster executes. Nobody types it, so no help lists it.</summary>
internal static class WorkVerb
{
    public static Command Create(LabHost host)
    {
        Argument<string> folder = new("batch") { Description = "The folder of a batch." };
        Option<int> task = new("--task")
        {
            Description = "Which line of its manifest, from 0.",
            HelpName = "n",
            Required = true,
        };
        var command = new Command("work", "Train the runs of one task, and leave what became of them in its batch.")
        {
            folder, task,
        };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => RunAsync(
            host, new BatchFolder(Path.GetFullPath(parsed.GetRequiredValue(folder))), parsed.GetRequiredValue(task),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        LabHost host, BatchFolder batch, int number, CancellationToken cancellation)
    {
        ManifestTask task = Manifest.Read(batch, number);
        using EngineSet engines = Terminal.Quietly(
            () => EngineSet.Open(task.Runs.Select(run => run.Compute), host.Engines.Open));
        var store = new CheckpointFolder(batch.ResultsRoot);
        var outcomes = new List<SweepOutcome>();

        // All runs of a task are of one sweep, and so of one dataset.
        foreach (IGrouping<string, ManifestRun> runs in task.Runs.GroupBy(run => run.DatasetSha256))
        {
            string folder = SharedDataset.FolderOf(batch.ResultsRoot, runs.Key);
            Dataset dataset = await host.Datasets(null).LoadAsync(folder, cancellation);
            SweepItem[] items =
            [
                .. runs.Select(run => run.ToItem(dataset, engines.Identity(run.Compute)).Resuming(store)),
            ];
            outcomes.Add(await TrainAsync(host, batch, task, engines, dataset, items, cancellation));
        }

        return outcomes.Any(outcome => outcome.Interrupted) ? ExitCode.Interrupted
            : outcomes.Any(outcome => outcome.Failed > 0) ? ExitCode.SomeFailed
            : ExitCode.Done;
    }

    private static Task<SweepOutcome> TrainAsync(
        LabHost host, BatchFolder batch, ManifestTask task, EngineSet engines, Dataset dataset,
        SweepItem[] items, CancellationToken cancellation)
    {
        int workers = host.Slurm.Cpus;
        ProvenanceCollector origin = ProvenanceCollector.Collect(AppContext.BaseDirectory);
        origin.PrintMissing(host.Terminal.Out);
        Dictionary<string, EngineIdentity> engineOf =
            items.ToDictionary(item => item.Run.RunId, item => item.Run.Engine, StringComparer.Ordinal);
        var recorder = new ResultFileRecorder(batch, host.Slurm.Attempt, id => origin.Of(engineOf[id]), host.Clock);
        var checkpoints = new CheckpointPlan(new CheckpointFolder(batch.ResultsRoot), task.CheckpointEvery);
        var progress = new SweepProgress(items, workers, TimeEstimate.AssumedRate, host.Clock);
        var observer = new PlainProgress(progress, host.Terminal, host.Clock);
        host.Terminal.Out.WriteLine(
            $"Task {task.Task} of {batch.Path}: {Counted.Of(items.Length, "run")}{Wording.Resumed(items)}, "
            + $"attempt {host.Slurm.Attempt}, {workers} at a time.");
        return Task.Run(
            () => new SweepRunner(engines.Engine, recorder, host.Clock, checkpoints).Run(
                items, dataset, workers, observer, cancellation),
            CancellationToken.None);
    }
}
