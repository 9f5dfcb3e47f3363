using LeNetLab.Cli.Display;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Spooling;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>One experiment from its spec to its report: what <c>lenetlab run</c> does.</summary>
internal sealed class ExperimentRun(LabHost host, RunOptions options)
{
    private readonly Terminal terminal = host.Terminal;

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        string file = host.Experiments.Find(options.Experiment);
        string yaml = SpecFile.ReadText(file);
        (ExperimentSpec experiment, SlurmSpec slurm) = Read(file, yaml);
        var scope = new SweepScope(options.Retry, RunFilter.Read(options.Only, experiment.Runs));
        using EngineSet engines = OpenEngines(experiment);
        if (options.Slurm is not null && !options.DryRun)
            host.Cluster.MaxArraySize();
        terminal.Out.WriteLine($"{experiment.Name}: {experiment.Question}");
        DatasetChoice choice = await DatasetChoice.LoadAsync(
            experiment, host.Datasets(options.Data).LoadAsync, cancellation);
        SweepPlan plan = SweepPlan.Create(experiment, choice.Dataset, engines.Identity);
        int workers = options.Workers ?? plan.UsualWorkers(Environment.ProcessorCount);
        var opening = new Opening(terminal, experiment, choice, engines.Identities, workers)
        {
            IsSent = options.Slurm is not null,
        };
        opening.PrintSetting();
        if (options.DryRun)
            return DryRun(experiment, plan, scope, opening);

        string command = MakeCommand.Run(
            options, EnginesOf(experiment), choice.Missing is null ? null : choice.Dataset.Name);
        using ResultsDatabase database = host.OpenResults(options.Results);
        ExperimentFiles.RequireFolder(options.Results, experiment.Name);
        bool published;
        using (ResultsReader before = ResultsReader.Open(options.Results))
        {
            IReadOnlyList<RunSummary> recorded = before.Runs(experiment.Name);
            ExperimentSummary? declared = before.Experiments().FirstOrDefault(known => known.Name == experiment.Name);
            published = IsPublished(declared, recorded, yaml, command, plan);
            opening.PrintLeaving(
                Leaving(recorded, plan, RunStatus.Done), Leaving(recorded, plan, RunStatus.Running), declared?.Command);
        }

        Declare(database, experiment, choice.Dataset, yaml, plan, command);
        var kept = new SpoolResults(host, options.Results);
        var elsewhere = new SlurmResults(host, options.Results);
        bool collected =
            kept.Collect(database, experiment.Name) + elsewhere.Collect(database, reporting: experiment.Name) > 0;
        IReadOnlyDictionary<string, long> failures = database.Failures(experiment.Name);
        IReadOnlyDictionary<string, RunStatus> statuses = database.Statuses(experiment.Name);
        IReadOnlyList<SweepItem> toDo = WithCheckpoints(scope.ToDo(plan, statuses));
        EngineRates rates = EngineRates.Of(plan, Recorded());
        opening.PrintPlan(plan, scope, toDo, statuses, rates);
        if (scope.Retry is not null)
            RunReopening.Reopen(options.Results, [.. toDo.Select(item => item.Run.RunId)]);
        opening.PrintOthers(Others(experiment.Name));
        RemoveLeftovers(experiment.Name, statuses);
        if (options.Slurm is not null && toDo.Count > 0)
        {
            if (collected)
                ExperimentFiles.Write(options.Results, experiment.Name);
            return new SlurmRun(host, options, experiment, slurm).Send(toDo, choice.Dataset, statuses);
        }

        elsewhere.PrintSentToo(toDo);
        (SweepOutcome outcome, Backlog left) = await TrainAsync(
            (runner, notice) => kept.Recorder(
                database, Recorder(database, runner, toDo, failures), (toDo, choice.Dataset), notice, cancellation),
            engines, choice.Dataset, toDo, workers, rates.Mean(toDo), cancellation);
        if (left.Fault is not null)
            database.KeepJournal();
        if (kept.PrintLeft(left, MakeCommand.RunHere(options, EnginesOf(experiment))))
            return outcome.Interrupted ? ExitCode.Interrupted : ExitCode.SomeFailed;
        collected |= kept.Collect(database, experiment.Name) > 0;
        return new ExperimentClosing(host, options, plan, scope, command)
            .Close(experiment, outcome, published && !collected && toDo.Count == 0);
    }

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
            return Terminal.Quietly(() => EngineSet.Open(EnginesOf(experiment), EngineCatalogue.Open));
        }
        catch (EngineUnavailableException missing) when (missing.LeftOut is not null)
        {
            throw new RefusedException(MakeCommand.BuildingTorch(options, EnginesOf(experiment)));
        }
    }

    private static IEnumerable<EngineSpec> EnginesOf(ExperimentSpec experiment) =>
        experiment.Runs.Select(run => run.Engine).Distinct();

    private int DryRun(ExperimentSpec experiment, SweepPlan plan, SweepScope scope, Opening opening)
    {
        IReadOnlyDictionary<string, RunStatus> statuses = RecordedStatuses();
        IReadOnlyList<SweepItem> toDo = WithCheckpoints(scope.ToDo(plan, statuses));
        EngineRates rates = EngineRates.Of(plan, Recorded());
        opening.PrintPlan(plan, scope, toDo, statuses, rates);
        foreach (SweepItem item in toDo)
        {
            string time = Wording.Duration(TimeSpan.FromSeconds(rates.Seconds(item)));
            terminal.Out.WriteLine($"  {item.Run.RunId}  {Wording.Name(item.Run)}  {time}");
        }

        string next = MakeCommand.RunHere(options, EnginesOf(experiment));
        terminal.Out.WriteLine($"Nothing was trained. Next: {next}");
        return ExitCode.Done;
    }

    /// <summary>The same runs, each with the epochs that its last checkpoint is said to hold.</summary>
    private IReadOnlyList<SweepItem> WithCheckpoints(IReadOnlyList<SweepItem> items)
    {
        var folder = new CheckpointFolder(options.Results);
        return [.. items.Select(item => item with { EpochsBefore = folder.EpochOf(item.Run) })];
    }

    /// <summary>
    /// Removes what killed processes left: checkpoints of runs that had ended just before, and files half written.
    /// </summary>
    private void RemoveLeftovers(string experiment, IReadOnlyDictionary<string, RunStatus> statuses)
    {
        var folder = new CheckpointFolder(options.Results);
        try
        {
            AbandonedFiles.Remove(options.Results, experiment, host.Clock.GetUtcNow());
            foreach ((string runId, _) in statuses.Where(run => run.Value is RunStatus.Done or RunStatus.Diverged))
                folder.Delete(runId);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nobody asks for them any more; the next command tries again.
        }
    }

    private static void Declare(
        ResultsDatabase database, ExperimentSpec experiment, Dataset dataset, string yaml, SweepPlan plan,
        string command)
    {
        try
        {
            database.KeepTestLabels(dataset.Sha256, () => dataset.Test.Labels.ToArray());
            database.Declare(experiment.Name, experiment.Question, yaml, plan.Runs, command, experiment.Baseline);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw new RefusedException(
                $"Nothing can be recorded, so nothing was trained: {StorageFault.Describe(fault)}");
        }
    }

    private async Task<(SweepOutcome Outcome, Backlog Left)> TrainAsync(
        Func<Runner, Action<string>, PatientRecorder> recorderOf, EngineSet engines, Dataset dataset,
        IReadOnlyList<SweepItem> toDo, int mostWorkers, double rate, CancellationToken cancellation)
    {
        if (toDo.Count == 0)
            return (new SweepOutcome(0, 0, 0, false), new Backlog([], 0, null));
        await Task.Run(dataset.Load, cancellation);
        int workers = Math.Min(mostWorkers, toDo.Count);
        var checkpoints = new CheckpointPlan(new CheckpointFolder(options.Results), options.CheckpointEvery);
        var progress = new SweepProgress(toDo, workers, rate, host.Clock);
        ISweepObserver observer = terminal.IsLive ? progress : new PlainProgress(progress, terminal, host.Clock);
        using CancellationTokenRegistration notice = cancellation.Register(() =>
        {
            if (!terminal.IsLive)
                terminal.Out.WriteLine("Stopping at the next slice; a second signal ends at once.");
        });
        using Runner runner = host.Register(options.Results);
        using PatientRecorder recorder = recorderOf(runner, observer.OnNotice);
        Task<(SweepOutcome, Backlog)> sweep = Task.Run(
            () =>
            {
                SweepOutcome outcome = new SweepRunner(engines.Engine, recorder, host.Clock, checkpoints).Run(
                    toDo, dataset, mostWorkers, observer, cancellation);
                return (outcome, recorder.Close());
            },
            CancellationToken.None);
        if (terminal.IsLive)
            await new LiveProgress(progress, terminal, host.Clock).ShowAsync(sweep, cancellation);
        return await sweep;
    }

    private static DatabaseRecorder Recorder(
        ResultsDatabase database, Runner runner, IReadOnlyList<SweepItem> toDo,
        IReadOnlyDictionary<string, long> failures)
    {
        Func<EngineIdentity, Provenance> origin = ProvenanceCollector.Collect(AppContext.BaseDirectory);
        Dictionary<string, EngineIdentity> engines =
            toDo.ToDictionary(item => item.Run.RunId, item => item.Run.Engine, StringComparer.Ordinal);
        return new DatabaseRecorder(database, runner, id => origin(engines[id]), failures);
    }

    /// <summary>Whether an experiment's rows are those of a plan.</summary>
    private static bool IsOf(SweepPlan plan, IReadOnlyList<RunSummary> recorded) => plan.Runs
        .Select(run => (run.RunId, run.Spec.Variant))
        .SequenceEqual(recorded.Select(run => (run.RunId, run.Variant)));

    /// <summary>
    /// Whether the files say already what the database says: the same spec, command and runs as last time, and a
    /// report that is younger than the last of them. Statistics over many seeds take seconds that a finished sweep can
    /// spare.
    /// </summary>
    private bool IsPublished(
        ExperimentSummary? declared, IReadOnlyList<RunSummary> recorded, string yaml, string command, SweepPlan plan)
    {
        if (declared is null || declared.SpecYaml != yaml || declared.Command != command)
            return false;
        IReadOnlyList<string> files = ExperimentFiles.Paths(options.Results, declared.Name);
        if (!files.All(File.Exists))
            return false;
        string written = File.GetLastWriteTimeUtc(files[^1]).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        return IsOf(plan, recorded)
            && recorded.All(run => string.CompareOrdinal(run.FinishedAt, written) <= 0);
    }

    /// <summary>Who is training runs of an experiment right now, one for each of them.</summary>
    private IReadOnlyList<RunHolder> Others(string experiment)
    {
        using ResultsReader reader = ResultsReader.Open(options.Results);
        Dictionary<long, RunnerRow> living = reader.Runners().Values
            .Where(runner => host.Glance.At(runner).IsAtWork).ToDictionary(runner => runner.RunnerId);
        return
        [
            .. reader.UnderWay().Where(run => run.Experiment == experiment).DistinctBy(run => run.RunId)
                .Where(run => run.RunnerId is { } id && living.ContainsKey(id))
                .Select(run => new RunHolder(living[run.RunnerId!.Value].Host, living[run.RunnerId!.Value].Pid)),
        ];
    }

    /// <summary>How many runs of a status the experiment had and does not ask for now.</summary>
    private static int Leaving(IReadOnlyList<RunSummary> recorded, SweepPlan plan, RunStatus status) => recorded
        .Where(run => run.Status == status).Select(run => run.RunId)
        .Except(plan.Runs.Select(run => run.RunId)).Count();

    /// <summary>What is recorded of any run, without making a database where there is none.</summary>
    private IReadOnlyDictionary<string, RunStatus> RecordedStatuses()
    {
        if (!File.Exists(new ResultsFolder(options.Results).Database))
            return new Dictionary<string, RunStatus>(StringComparer.Ordinal);
        using ResultsReader reader = ResultsReader.Open(options.Results);
        return reader.Statuses();
    }

    /// <summary>Every run that is recorded, without making a database where there is none.</summary>
    private IReadOnlyList<RunSummary> Recorded()
    {
        if (!File.Exists(new ResultsFolder(options.Results).Database))
            return [];
        using ResultsReader reader = ResultsReader.Open(options.Results);
        return [.. reader.Experiments().SelectMany(summary => reader.Runs(summary.Name)).DistinctBy(run => run.RunId)];
    }
}
