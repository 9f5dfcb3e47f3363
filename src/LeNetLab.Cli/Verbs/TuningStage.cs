using LeNetLab.Cli.Display;
using LeNetLab.Naming;
using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Spooling;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>The trials of an experiment, which come before its runs where its spec says <c>tune</c>.</summary>
/// <param name="host">Where it runs.</param>
/// <param name="options">What was asked for.</param>
/// <param name="request">The experiment without the runs that tuning gives.</param>
/// <param name="tuning">What is tried.</param>
internal sealed class TuningStage(LabHost host, RunOptions options, SweepRequest request, TuningPlan tuning)
{
    private readonly TextWriter output = host.Terminal.Out;
    private readonly CommandWords words = host.Commands(options.Results, options.Data);
    private readonly RecordedRuns known = new(host, options.Results);

    private string Experiment => request.Experiment.Name;

    /// <summary>The experiment with the runs that the trials have chosen, none as long as they have not.</summary>
    public ExperimentSpec Tuned()
    {
        if (Chosen() is not { } choices)
        {
            SweepItem[] toDo = [.. known.Resuming(tuning.Trials.ToDo(known.Statuses()))];
            EngineRates rates = known.Rates(tuning.Trials);
            int chosen = tuning.Tuning.Variants.Sum(variant => variant.Candidates[0].Runs.Count);
            int over = tuning.Trials.Items.Count - toDo.Length;
            string time = Wording.Duration(TimeSpan.FromSeconds(toDo.Sum(rates.Seconds)));
            output.WriteLine($"""
                  tuning    {Counted.Of(toDo.Length, "trial")} {Counted.Word(toDo.Length, "comes", "come")} first ({time} of one core), {over} {Counted.Word(over, "is", "are")} over
                            then {Counted.Of(chosen, "tuned run")} besides those below, which the estimate leaves out
                """);
            return request.Experiment;
        }

        foreach (TunedChoice choice in choices)
            output.WriteLine($"  tuned     {Describe(choice)}");
        return request.Experiment with
        {
            Runs = [.. request.Experiment.Runs, .. choices.SelectMany(choice => choice.Runs)],
        };
    }

    /// <summary>Trains the trials that are left, if any, or sends them to Slurm.</summary>
    /// <param name="training">Trains.</param>
    /// <param name="slurm">What is asked of Slurm.</param>
    /// <param name="cancellation">Stops the training at the next slice.</param>
    /// <returns>The exit code where the runs themselves cannot follow; otherwise null.</returns>
    public async Task<int?> TryAsync(SweepTraining training, SlurmSpec slurm, CancellationToken cancellation)
    {
        // Opened before it is read: another process may be about to make it.
        using ResultsDatabase database = host.OpenResults(options.Results);
        if (Chosen() is not null)
            return null;
        ExperimentFiles.RequireFolder(options.Results, Experiment);
        request.Declare(database);
        var kept = new SpoolResults(host, options.Results);
        kept.Collect(database, Experiment);
        new SlurmResults(host, options.Results).Collect(database, reporting: Experiment);
        IReadOnlyDictionary<string, long> failures = database.Failures(Experiment);
        IReadOnlyDictionary<string, RunStatus> statuses = database.Statuses(Experiment);
        IReadOnlyList<SweepItem> toDo = known.Resuming(tuning.Trials.ToDo(statuses));
        output.WriteLine(
            $"  tuning    {Counted.Of(toDo.Count, "trial")} to do, {tuning.Trials.Items.Count - toDo.Count} already over");
        if (options.Slurm is not null && toDo.Count > 0)
        {
            int sent = new SlurmRun(host, options, request.Experiment, slurm).Send(toDo, request.Dataset, statuses);
            output.WriteLine("These are the trials. Once they are in, the same command chooses, and sends the runs.");
            return sent;
        }

        (SweepOutcome outcome, Backlog left) =
            await training.TrainAsync(database, toDo, failures, known.Rates(tuning.Trials), cancellation);
        if (kept.PrintLeft(left, RunCommand.Here(words, options, request.Experiment.Engines)))
            return outcome.Interrupted ? ExitCode.Interrupted : ExitCode.SomeFailed;
        kept.Collect(database, Experiment);
        return Ending(outcome, tuning.Trials.ToDo(database.Statuses(Experiment)).Count);
    }

    /// <summary>What the trials choose, by what is recorded; null while some have no result.</summary>
    private IReadOnlyList<TunedChoice>? Chosen() => tuning.Choose(known.Trials(Experiment));

    private int? Ending(SweepOutcome outcome, int left)
    {
        if (left == 0)
            return null;
        if (outcome.Interrupted)
        {
            output.WriteLine(
                $"Interrupted with {Counted.Of(left, "trial")} left. Next: the same command goes on, each from its last checkpoint.");
            return ExitCode.Interrupted;
        }

        const string Which = "select t.trial_of, t.variant, t.seed, t.status, r.error from trial_summary t "
            + "join runs r using (run_id) where t.status = 'failed'";
        output.WriteLine($"{Counted.Of(left, "trial")} failed, so nothing can be chosen fairly; the same command tries "
            + $"{Counted.Word(left, "it", "them")} again. Next: {words.Query(Which)}");
        return ExitCode.SomeFailed;
    }

    private static string Describe(TunedChoice choice) => choice.Chosen is not { } chosen
        ? $"{choice.Variant}: whatever was tried diverged, so it has no tuned runs"
        : $"{chosen.Name}, {chosen.MeanErrorPct:0.00} % of the images held out wrong; best of {choice.Tried.Count}";
}
