using LeNetLab.Cli.Display;
using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Spooling;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>An experiment's runs, all settings decided: recorded, trained or sent to Slurm, and reported.</summary>
/// <param name="host">Where it runs.</param>
/// <param name="options">What was asked for.</param>
/// <param name="request">The runs.</param>
/// <param name="scope">What of them is asked for.</param>
internal sealed class ExperimentSweep(LabHost host, RunOptions options, SweepRequest request, SweepScope scope)
{
    private readonly RecordedRuns known = new(host, options.Results);
    private readonly SpoolResults kept = new(host, options.Results);
    private readonly SlurmResults elsewhere = new(host, options.Results);

    private string Experiment => request.Experiment.Name;

    /// <summary>Trains what is left on this machine, or sends it to Slurm.</summary>
    /// <param name="opening">Says what is about to happen.</param>
    /// <param name="training">Trains.</param>
    /// <param name="slurm">What is asked of Slurm.</param>
    /// <param name="cancellation">Stops the training at the next slice.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        Opening opening, SweepTraining training, SlurmSpec slurm, CancellationToken cancellation)
    {
        using ResultsDatabase database = host.OpenResults(options.Results);
        ExperimentFiles.RequireFolder(options.Results, Experiment);
        bool published = Displace(opening);
        request.Declare(database);
        bool collected = kept.Collect(database, Experiment) + elsewhere.Collect(database, reporting: Experiment) > 0;
        IReadOnlyDictionary<string, long> failures = database.Failures(Experiment);
        (IReadOnlyList<SweepItem> toDo, EngineRates rates) = Plan(database, opening);
        if (options.Slurm is not null && toDo.Count > 0)
        {
            if (collected)
                ExperimentFiles.Write(options.Results, Experiment);
            return new SlurmRun(host, options, request.Experiment, slurm)
                .Send(toDo, request.Dataset, database.Statuses(Experiment));
        }

        elsewhere.PrintSentToo(toDo);
        (SweepOutcome outcome, Backlog left) =
            await training.TrainAsync(database, toDo, failures, rates, cancellation);
        if (kept.PrintLeft(left, RunCommand.Here(host.Commands(options.Results, options.Data), options, request.Experiment.Engines)))
            return outcome.Interrupted ? ExitCode.Interrupted : ExitCode.SomeFailed;
        collected |= kept.Collect(database, Experiment) > 0;
        return new ExperimentClosing(host, options, request, scope) { Notices = request.Notices }
            .Close(outcome, published && !collected && toDo.Count == 0);
    }

    /// <summary>Decides and says what is left to do.</summary>
    private (IReadOnlyList<SweepItem> ToDo, EngineRates Rates) Plan(ResultsDatabase database, Opening opening)
    {
        IReadOnlyDictionary<string, RunStatus> statuses = database.Statuses(Experiment);
        IReadOnlyList<SweepItem> toDo = known.Resuming(
            scope.ToDo(request.Plan, statuses), retrying: scope.Retry is not null);
        EngineRates rates = known.Rates(request.Plan);
        opening.PrintPlan(request.Plan, scope, toDo, statuses, rates);
        if (scope.Retry is not null)
            RunReopening.Reopen(options.Results, [.. toDo.Select(item => item.Run.RunId)]);
        opening.PrintOthers(known.Others(Experiment));
        known.RemoveLeftovers(Experiment, statuses);
        return (toDo, rates);
    }

    /// <summary>Says which runs of last time this leaves out.</summary>
    /// <returns>Whether the files say already what the database says.</returns>
    private bool Displace(Opening opening)
    {
        using ResultsReader before = ResultsReader.Open(options.Results);
        IReadOnlyList<RunSummary> recorded = before.Runs(Experiment);
        ExperimentSummary? declared = before.Experiments().FirstOrDefault(summary => summary.Name == Experiment);
        string[] finished = Leaving(recorded, RunStatus.Done), begun = Leaving(recorded, RunStatus.Running);
        if (declared is not null && finished.Length + begun.Length > 0)
        {
            opening.PrintLeaving(
                finished.Length, begun.Length,
                new EarlierRuns(host, options, request).Command(declared, [.. finished, .. begun]));
        }

        return declared is not null && IsPublished(declared, recorded);
    }

    /// <summary>
    /// Whether the files say already what the database says: the same spec, command and runs as last time, and a
    /// report that is younger than the last of them. Statistics over many seeds take seconds that a finished sweep can
    /// spare.
    /// </summary>
    private bool IsPublished(ExperimentSummary declared, IReadOnlyList<RunSummary> recorded)
    {
        if (declared.SpecYaml != request.Yaml || declared.Command != request.Command || !IsPlan(recorded))
            return false;
        if (!ExperimentFiles.AreWhole(options.Results, Experiment))
            return false;
        string report = ExperimentFiles.Paths(options.Results, Experiment)[^1];
        string written = Timestamp.Of(File.GetLastWriteTimeUtc(report));
        return recorded.All(run => string.CompareOrdinal(run.FinishedAt, written) <= 0);
    }

    private bool IsPlan(IReadOnlyList<RunSummary> recorded) => request.Plan.Runs
        .Select(run => (run.RunId, run.Spec.Variant))
        .SequenceEqual(recorded.Select(run => (run.RunId, run.Variant)));

    /// <summary>The runs of a status that the experiment had and does not ask for now.</summary>
    private string[] Leaving(IReadOnlyList<RunSummary> recorded, RunStatus status) =>
    [
        .. recorded.Where(run => run.Status == status).Select(run => run.RunId)
            .Except(request.Plan.Runs.Select(run => run.RunId)),
    ];
}
