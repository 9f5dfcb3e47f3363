using System.CommandLine;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab run</c>.</summary>
internal static class RunVerb
{
    private const int MaxWorkers = 1024;

    public static Command Create(LabHost host)
    {
        Argument<string> experiment = Arguments.Experiment();
        Option<string[]> set = new("--set")
        {
            Description = "Settings that win over the spec's, e.g. training.epochs=2 seeds=3.",
            HelpName = "path=value",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Option<int?> workers = Arguments.WholeNumber(
            "--workers", 1, MaxWorkers, "Runs at a time, each on a core of its own: one for each core, and 1 on a card.");
        Option<string?> engine = new("--engine")
        {
            Description = "auto, simd or torch; wins over the spec's compute.engine.",
            HelpName = "name",
        };
        Option<string?> device = new("--device")
        {
            Description = "cpu or cuda; wins over the spec's compute.device.",
            HelpName = "name",
        };
        Option<string?> data = Arguments.Data(host.Paths);
        Option<string> results = Arguments.Results(host.Paths);
        Option<int?> checkpointEvery = Arguments.WholeNumber(
            "--checkpoint-every", 0, int.MaxValue,
            "Epochs from one checkpoint to the next; 0 writes none. A run that was stopped goes on from its last one.");
        checkpointEvery.DefaultValueFactory = _ => RunOptions.UsualCheckpointEvery;
        Option<bool> dryRun = new("--dry-run")
        {
            Description = "List what would run, with an estimate; train nothing.",
        };
        Option<string?> retry = new("--retry")
        {
            Description = "Train again those that failed, diverged, or all of both; nothing else is trained then. "
                + "(Failed ones are tried again without it, too.)",
            HelpName = "failed|diverged|all",
        };
        retry.AcceptOnlyFromAmong("failed", "diverged", "all");
        Option<string[]> only = new("--only")
        {
            Description = "Train a part of the runs: activation=tanh, seed=1,2, a variant's name (* for anything). "
                + "The others stay pending.",
            HelpName = "name=value",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        LaunchArguments launch = new(host.Paths);
        var command = new Command("run", "Train what an experiment asks for and has not been trained yet.")
        {
            experiment, set, workers, engine, device, data, results, checkpointEvery, retry, only, dryRun,
        };
        launch.AddTo(command);
        command.SetAction((parsed, cancellation) => new ExperimentRun(host, new RunOptions(
            parsed.GetRequiredValue(experiment), OverrideText.Split(parsed.GetRequiredValue(set)),
            parsed.GetValue(workers), parsed.GetValue(engine), parsed.GetValue(device), parsed.GetValue(data),
            parsed.GetRequiredValue(results), parsed.GetRequiredValue(checkpointEvery)!.Value, parsed.GetValue(dryRun))
        {
            Slurm = launch.Read(parsed),
            Retry = Enum.TryParse(parsed.GetValue(retry), ignoreCase: true, out Retry again) ? again : null,
            Only = OverrideText.Split(parsed.GetRequiredValue(only)),
        }).RunAsync(cancellation));
        return command;
    }
}
