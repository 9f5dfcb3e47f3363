using LeNetLab.Cli.Display;
using LeNetLab.Engines;
using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Specs;
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
        ExperimentSpec experiment = SpecReader.Read(file, yaml, options.Overrides);
        IEngine engine = LabHost.Engine(options.Engine, options.Device);
        terminal.Out.WriteLine($"{experiment.Name}: {experiment.Question}");
        DatasetChoice choice = await DatasetChoice.LoadAsync(
            experiment, host.Datasets(options.Data).LoadAsync, cancellation);
        SweepPlan plan = SweepPlan.Create(experiment, choice.Dataset, engine.Identity);
        var opening = new Opening(terminal, experiment, choice, engine.Identity, options.Workers);
        opening.PrintSetting();
        if (options.DryRun)
            return DryRun(plan, opening);

        using ResultsDatabase database = host.OpenResults(options.Results);
        using SweepLock held = SweepLock.Take(new ResultsFolder(options.Results).Experiment(experiment.Name));
        bool published;
        using (ResultsReader before = ResultsReader.Open(options.Results))
        {
            IReadOnlyList<RunSummary> recorded = before.Runs(experiment.Name);
            ExperimentSummary? declared = before.Experiments().FirstOrDefault(known => known.Name == experiment.Name);
            published = IsPublished(declared, recorded, yaml, plan);
            opening.PrintLeaving(Leaving(recorded, plan), declared?.Command);
        }

        database.Declare(
            experiment.Name, experiment.Question, yaml, plan.Runs,
            MakeCommand.Run(options, choice.Missing is null ? null : choice.Dataset.Name));
        IReadOnlyDictionary<string, RunStatus> statuses = database.Statuses(experiment.Name);
        IReadOnlyList<SweepItem> toDo = plan.ToDo(statuses);
        double rate = MeasuredRate(plan);
        opening.PrintPlan(plan, toDo, statuses, rate);
        SweepOutcome outcome = await TrainAsync(database, experiment, engine, choice, toDo, rate, cancellation);
        return Close(database, experiment, outcome, published && toDo.Count == 0);
    }

    private int DryRun(SweepPlan plan, Opening opening)
    {
        IReadOnlyDictionary<string, RunStatus> statuses = RecordedStatuses();
        IReadOnlyList<SweepItem> toDo = plan.ToDo(statuses);
        double rate = MeasuredRate(plan);
        opening.PrintPlan(plan, toDo, statuses, rate);
        foreach (SweepItem item in toDo)
        {
            string time = Wording.Duration(TimeSpan.FromSeconds(item.Work / rate));
            terminal.Out.WriteLine($"  {item.Run.RunId}  {Wording.Name(item.Run)}  {time}");
        }

        terminal.Out.WriteLine($"Nothing was trained. Next: {MakeCommand.RunHere(options)}");
        return ExitCode.Done;
    }

    private async Task<SweepOutcome> TrainAsync(
        ResultsDatabase database, ExperimentSpec experiment, IEngine engine, DatasetChoice choice,
        IReadOnlyList<SweepItem> toDo, double rate, CancellationToken cancellation)
    {
        if (toDo.Count == 0)
            return new SweepOutcome(0, 0, 0, false);
        await Task.Run(choice.Dataset.Load, cancellation);
        var recorder = new DatabaseRecorder(
            database, ProvenanceCollector.Collect(AppContext.BaseDirectory, engine.Identity));
        int workers = Math.Min(options.Workers, toDo.Count);
        var progress = new SweepProgress(toDo, workers, rate, host.Clock);
        ISweepObserver observer = terminal.IsLive ? progress : new PlainProgress(progress, terminal, host.Clock);
        using CancellationTokenRegistration notice = cancellation.Register(() =>
        {
            if (!terminal.IsLive)
                terminal.Out.WriteLine("Stopping at the next slice; a second signal ends at once.");
        });
        Task<SweepOutcome> sweep = Task.Run(
            () => new SweepRunner(_ => engine, recorder, host.Clock).Run(
                toDo, choice.Dataset, options.Workers, observer, cancellation), CancellationToken.None);
        if (terminal.IsLive)
            await new LiveProgress(progress, terminal, host.Clock).ShowAsync(sweep, cancellation);
        return await sweep;
    }

    private int Close(ResultsDatabase database, ExperimentSpec experiment, SweepOutcome outcome, bool published)
    {
        RunStatus[] statuses = [.. database.Statuses(experiment.Name).Values];
        int without = statuses.Count(status => status is RunStatus.Diverged or RunStatus.Failed);
        WrittenFiles files = published
            ? new WrittenFiles(ExperimentFiles.Paths(options.Results, experiment.Name), [])
            : ExperimentFiles.Write(options.Results, experiment.Name);
        using (ResultsReader reader = ResultsReader.Open(options.Results))
            Findings.Print(terminal, reader.Runs(experiment.Name), files);
        if (outcome.Interrupted)
        {
            int left = statuses.Count(status => status is RunStatus.Pending or RunStatus.Running);
            terminal.Out.WriteLine($"Interrupted with {left} runs left. Next: the same command goes on.");
            return ExitCode.Interrupted;
        }

        if (without > 0)
        {
            const string Which = "select s.variant, s.seed, s.status, r.error from run_summary s "
                + "join runs r using (run_id) where s.status <> 'done'";
            terminal.Out.WriteLine(
                $"{without} of {statuses.Length} runs failed or diverged. Next: "
                + MakeCommand.Query(Which, options.Results));
            return ExitCode.SomeFailed;
        }

        string ask = MakeCommand.Query(
            $"select variant, seed, test_error_pct, gap_pct from run_summary where experiment='{experiment.Name}'",
            options.Results);
        terminal.Out.WriteLine($"Next: read {files.Paths[^1]}, or ask more:\n  {ask}");
        return ExitCode.Done;
    }

    /// <summary>
    /// Whether the files say already what the database says: the same spec and runs as last time, and a report that
    /// is younger than the last of them. Statistics over many seeds take seconds that a finished sweep can spare.
    /// </summary>
    private bool IsPublished(
        ExperimentSummary? declared, IReadOnlyList<RunSummary> recorded, string yaml, SweepPlan plan)
    {
        if (declared is null || declared.SpecYaml != yaml)
            return false;
        IReadOnlyList<string> files = ExperimentFiles.Paths(options.Results, declared.Name);
        if (!files.All(File.Exists))
            return false;
        string written = File.GetLastWriteTimeUtc(files[^1]).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        IEnumerable<(string, string)> planned = plan.Runs.Select(run => (run.RunId, run.Spec.Variant));
        return planned.SequenceEqual(recorded.Select(run => (run.RunId, run.Variant)))
            && recorded.All(run => string.CompareOrdinal(run.FinishedAt, written) <= 0);
    }

    /// <summary>How many finished runs the experiment had and does not ask for now.</summary>
    private static int Leaving(IReadOnlyList<RunSummary> recorded, SweepPlan plan) => recorded
        .Where(run => run.Status == RunStatus.Done).Select(run => run.RunId)
        .Except(plan.Runs.Select(run => run.RunId)).Count();

    /// <summary>What is recorded of any run, without making a database where there is none.</summary>
    private IReadOnlyDictionary<string, RunStatus> RecordedStatuses()
    {
        if (!File.Exists(new ResultsFolder(options.Results).Database))
            return new Dictionary<string, RunStatus>(StringComparer.Ordinal);
        using ResultsReader reader = ResultsReader.Open(options.Results);
        return reader.Statuses();
    }

    /// <summary>Multiply-adds a second of one worker: the median of the plan's runs that are done, if any.</summary>
    private double MeasuredRate(SweepPlan plan)
    {
        if (!File.Exists(new ResultsFolder(options.Results).Database))
            return TimeEstimate.AssumedRate;
        using ResultsReader reader = ResultsReader.Open(options.Results);
        Dictionary<string, SweepItem> items = plan.Items.ToDictionary(item => item.Run.RunId, StringComparer.Ordinal);
        double[] rates =
        [
            .. reader.Experiments().SelectMany(summary => reader.Runs(summary.Name))
                .Where(run => run.ImagesPerSecond > 0 && items.ContainsKey(run.RunId))
                .Select(run => run.ImagesPerSecond!.Value * items[run.RunId].TrainingWork / run.TrainImages).Order(),
        ];
        return rates.Length > 0 ? rates[rates.Length / 2] : TimeEstimate.AssumedRate;
    }
}
