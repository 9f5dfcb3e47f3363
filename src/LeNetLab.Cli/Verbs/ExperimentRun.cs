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
        bool published = IsPublished(experiment.Name, yaml, plan);
        database.Declare(experiment.Name, experiment.Question, yaml, plan.Runs);
        IReadOnlyList<SweepItem> toDo = plan.ToDo(database.Statuses(experiment.Name));
        double rate = MeasuredRate(plan);
        opening.PrintPlan(plan, toDo, rate);
        SweepOutcome outcome = await TrainAsync(database, experiment, engine, choice, toDo, rate, cancellation);
        return Close(database, experiment, outcome, published && toDo.Count == 0);
    }

    private int DryRun(SweepPlan plan, Opening opening)
    {
        IReadOnlyDictionary<string, RunStatus> statuses = RecordedStatuses(plan);
        IReadOnlyList<SweepItem> toDo = plan.ToDo(statuses);
        double rate = MeasuredRate(plan);
        opening.PrintPlan(plan, toDo, rate);
        foreach (SweepItem item in toDo)
        {
            string time = Wording.Duration(TimeSpan.FromSeconds(item.Work / rate));
            terminal.Out.WriteLine($"  {item.Run.RunId}  {Wording.Name(item.Run)}  {time}");
        }

        terminal.Out.WriteLine($"Nothing was trained. Next: make run EXP={options.Experiment}");
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
            database, experiment.Name, ProvenanceCollector.Collect(AppContext.BaseDirectory));
        int workers = Math.Min(options.Workers, toDo.Count);
        var progress = new SweepProgress(toDo, workers, rate, host.Clock);
        ISweepObserver observer = terminal.IsLive ? progress : new PlainProgress(progress, terminal, host.Clock);
        using CancellationTokenRegistration notice = cancellation.Register(() =>
        {
            if (!terminal.IsLive)
                terminal.Out.WriteLine("Stopping at the next slice; a second signal ends at once.");
        });
        Task<SweepOutcome> sweep = Task.Run(
            () => new SweepRunner(engine, recorder, host.Clock).Run(
                toDo, choice.Dataset, workers, observer, cancellation), CancellationToken.None);
        if (terminal.IsLive)
            await new LiveProgress(progress, terminal, host.Clock).ShowAsync(sweep, cancellation);
        return await sweep;
    }

    private int Close(ResultsDatabase database, ExperimentSpec experiment, SweepOutcome outcome, bool published)
    {
        RunStatus[] statuses = [.. database.Statuses(experiment.Name).Values];
        int without = statuses.Count(status => status is RunStatus.Diverged or RunStatus.Failed);
        WrittenFiles files = published
            ? new WrittenFiles([Report(experiment.Name)], [])
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
            terminal.Out.WriteLine(
                $"{without} of {statuses.Length} runs failed or diverged. Next: make query SQL=\"select variant, seed, "
                + "status, error from run_summary join runs using (run_id, status) where status <> 'done'\"");
            return ExitCode.SomeFailed;
        }

        terminal.Out.WriteLine($"Next: read {files.Paths[^1]}, or ask more: make query SQL=\"select * from run_summary\"");
        return ExitCode.Done;
    }

    /// <summary>
    /// Whether the files say already what the database says: the same spec and runs as last time, and a report that
    /// is younger than the last of them. Statistics over many seeds take seconds that a finished sweep can spare.
    /// </summary>
    private bool IsPublished(string experiment, string yaml, SweepPlan plan)
    {
        if (!File.Exists(Report(experiment)))
            return false;
        using ResultsReader reader = ResultsReader.Open(options.Results);
        if (reader.Experiments().FirstOrDefault(known => known.Name == experiment)?.SpecYaml != yaml)
            return false;
        IReadOnlyList<RunSummary> runs = reader.Runs(experiment);
        string written = File.GetLastWriteTimeUtc(Report(experiment)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        IEnumerable<(string, string)> planned = plan.Runs.Select(run => (run.RunId, run.Spec.Variant));
        return planned.SequenceEqual(runs.Select(run => (run.RunId, run.Variant)))
            && runs.All(run => string.CompareOrdinal(run.FinishedAt, written) <= 0);
    }

    private string Report(string experiment) =>
        Path.Combine(new ResultsFolder(options.Results).Experiment(experiment), "report.md");

    /// <summary>What is recorded of the plan's runs, without making a database where there is none.</summary>
    private Dictionary<string, RunStatus> RecordedStatuses(SweepPlan plan)
    {
        var statuses = new Dictionary<string, RunStatus>(StringComparer.Ordinal);
        if (!File.Exists(new ResultsFolder(options.Results).Database))
            return statuses;
        using ResultsReader reader = ResultsReader.Open(options.Results);
        foreach (string id in plan.Items.Select(item => item.Run.RunId))
        {
            if (reader.RowsOf(id) is [var row, ..])
                statuses[id] = row.Status;
        }

        return statuses;
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
