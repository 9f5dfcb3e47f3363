using LeNetLab.Cli.Display;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>One experiment from its spec to its report: what <c>lenetlab run</c> does.</summary>
internal sealed class ExperimentRun(LabHost host, RunOptions options)
{
    private readonly Terminal terminal = host.Terminal;
    private readonly CommandWords words = host.Commands(options.Results, options.Data);
    private readonly RecordedRuns known = new(host, options.Results);

    /// <summary>Reads, checks and plans; tunes where the spec says so; then trains, unless only the plan is asked for.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        string file = host.Experiments.Find(options.Experiment);
        string yaml = SpecFile.ReadText(file);
        (ExperimentSpec experiment, SlurmSpec slurm) = Read(file, yaml);
        host.Experiments.RequireOwnName(file, experiment.Name);
        IEnumerable<RunSpec> possible = experiment.Runs.Concat(experiment.Tuning?.PossibleRuns ?? []);
        var scope = new SweepScope(options.Retry, RunFilter.Read(options.Only, [.. possible]));
        using EngineSet engines = OpenEngines(experiment);
        if (options.Slurm is not null && !options.DryRun)
            host.Cluster.MaxArraySize();
        terminal.Out.WriteLine($"{experiment.Name}: {experiment.Question}");
        DatasetChoice choice = await DatasetChoice.LoadAsync(
            experiment, host.Datasets(options.Data).LoadAsync, cancellation);
        SweepPlan plan = SweepPlan.Create(experiment, choice.Dataset, engines.Identity);
        TuningPlan? tuning = TuningPlan.Create(experiment, choice.Dataset, engines.Identity);
        int workers = options.Workers ?? plan.UsualWorkers(Environment.ProcessorCount);
        var opening = new Opening(terminal, experiment, choice, engines.Identities, workers)
        {
            IsSent = options.Slurm is not null,
        };
        opening.PrintSetting();
        IReadOnlyList<string> notices = Notices(choice.Dataset);
        opening.PrintNotices(notices);
        string command = RunCommand.Recorded(
            options, experiment.Engines, choice.Missing is null ? null : choice.Dataset.Name);
        var request = new SweepRequest(experiment, yaml, command, choice.Dataset, plan, tuning?.Trials.Runs ?? [])
        {
            Notices = notices,
        };
        var training = new SweepTraining(host, options, engines, choice.Dataset, workers);
        if (tuning is not null)
        {
            var stage = new TuningStage(host, options, request, tuning);
            if (!options.DryRun && await stage.TryAsync(training, slurm, cancellation) is { } ended)
                return ended;
            ExperimentSpec tuned = stage.Tuned();
            request = request with
            {
                Experiment = tuned,
                Plan = SweepPlan.Create(tuned, choice.Dataset, engines.Identity),
            };
        }

        return options.DryRun
            ? DryRun(request, scope, opening)
            : await new ExperimentSweep(host, options, request, scope).RunAsync(opening, training, slurm, cancellation);
    }

    /// <summary>What is odd about images that nobody else has looked at.</summary>
    private static IReadOnlyList<string> Notices(Dataset dataset) =>
        DatasetSource.IsFolder(dataset.Name) ? DatasetNotices.Of(dataset.Train, dataset.Test) : [];

    /// <summary>The spec, and what is asked of Slurm, which is looked at where runs are to be sent there.</summary>
    private (ExperimentSpec Experiment, SlurmSpec Slurm) Read(string file, string yaml)
    {
        ExperimentSpec Spec() => SpecReader.Read(file, yaml, options.Overrides, options.Compute);
        return options.Slurm is { } given ? given.Read(Spec) : (Spec(), SlurmSpec.None);
    }

    /// <summary>Opens what the runs are to be trained with, before anything is spent on them.</summary>
    private EngineSet OpenEngines(ExperimentSpec experiment)
    {
        try
        {
            return Terminal.Quietly(() => EngineSet.Open(experiment.Engines, host.Engines.Open));
        }
        catch (EngineUnavailableException missing) when (missing.LeftOut is not null)
        {
            throw new RefusedException(RunCommand.LackingTorch(words, options, experiment.Engines));
        }
    }

    private int DryRun(SweepRequest request, SweepScope scope, Opening opening)
    {
        IReadOnlyDictionary<string, RunStatus> statuses = known.Statuses();
        IReadOnlyList<SweepItem> toDo = known.Resuming(
            scope.ToDo(request.Plan, statuses), retrying: scope.Retry is not null);
        EngineRates rates = known.Rates(request.Plan);
        opening.PrintPlan(request.Plan, scope, toDo, statuses, rates);
        foreach (SweepItem item in toDo)
        {
            string time = Wording.Duration(TimeSpan.FromSeconds(rates.Seconds(item)));
            string after = item.ContinuedFrom is { } shorter
                ? $", after epoch {item.EpochsBefore} of {shorter.RunId}"
                : "";
            terminal.Out.WriteLine($"  {item.Run.RunId}  {Wording.Name(item.Run)}  {time}{after}");
        }

        string next = RunCommand.Here(words, options, request.Experiment.Engines);
        terminal.Out.WriteLine($"Nothing was trained. Next: {next}");
        return ExitCode.Done;
    }
}
