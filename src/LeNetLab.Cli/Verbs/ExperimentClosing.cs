using LeNetLab.Cli.Display;
using LeNetLab.Naming;
using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>The end of a sweep: its report, what came of it, and what to do next.</summary>
/// <param name="host">Where it runs.</param>
/// <param name="options">What was asked for.</param>
/// <param name="request">The runs.</param>
/// <param name="scope">What of them was asked for.</param>
internal sealed class ExperimentClosing(LabHost host, RunOptions options, SweepRequest request, SweepScope scope)
{
    private readonly CommandWords words = host.Commands(options.Results, options.Data);
    private readonly ExperimentSpec experiment = request.Experiment;
    private readonly SweepPlan plan = request.Plan;
    private readonly TextWriter output = host.Terminal.Out;

    /// <summary>What is odd about the dataset: the figures above it are to be read with that in mind.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Writes the report and says how the sweep ended.</summary>
    /// <param name="outcome">How the training ended.</param>
    /// <param name="published">Whether its files say already what the database says.</param>
    /// <returns>The exit code.</returns>
    public int Close(SweepOutcome outcome, bool published)
    {
        IReadOnlyDictionary<string, RunStatus> known;
        using (ResultsReader reader = ResultsReader.Open(options.Results))
        {
            IReadOnlyDictionary<string, RunStatus> all = reader.Statuses();
            known = plan.Items.Select(item => item.Run.RunId).Where(all.ContainsKey).ToDictionary(id => id, id => all[id]);
            IReadOnlyList<RunSummary> recorded = reader.Runs(experiment.Name);
            ExperimentSummary? declared = reader.Experiments().FirstOrDefault(row => row.Name == experiment.Name);
            bool fewer = recorded.Count < plan.Runs.Count;
            if (!IsPart(recorded) || (fewer && declared?.Command != request.Command))
                return Displaced(declared, outcome, [.. known.Values]);
            if (fewer)
            {
                int removed = plan.Runs.Count - recorded.Count;
                output.WriteLine($"Meanwhile {removed} of its runs {Counted.Word(removed, "was", "were")} removed.");
            }
        }

        WrittenFiles files = published
            ? new WrittenFiles(ExperimentFiles.Paths(options.Results, experiment.Name), [])
            : ExperimentFiles.Write(options.Results, experiment.Name);
        using (ResultsReader reader = ResultsReader.Open(options.Results))
            Findings.Print(host.Terminal, reader.Runs(experiment.Name), files);
        foreach (string notice in Notices)
            output.WriteLine($"Notice on the data: {notice}");
        return Answer(outcome, known, files);
    }

    private int Answer(
        SweepOutcome outcome, IReadOnlyDictionary<string, RunStatus> known, WrittenFiles files)
    {
        RunStatus[] asked = [.. scope.RunIds(plan).Where(known.ContainsKey).Select(id => known[id])];
        int left = asked.Count(status => status is RunStatus.Pending or RunStatus.Running);
        if (outcome.Interrupted && left > 0)
        {
            output.WriteLine(
                $"Interrupted with {Counted.Of(left, "run")} left. Next: the same command goes on, each from its last checkpoint.");
            return ExitCode.Interrupted;
        }

        int without = asked.Count(status => status is RunStatus.Diverged or RunStatus.Failed);
        if (without > 0)
        {
            const string Which = "select s.variant, s.seed, s.status, r.error from run_summary s "
                + "join runs r using (run_id) where s.status <> 'done'";
            output.WriteLine($"{without} of {Counted.Of(asked.Length, "run")} failed or diverged. Next: {words.Query(Which)}");
            return ExitCode.SomeFailed;
        }

        int waiting = known.Values.Count(status => status is RunStatus.Pending or RunStatus.Failed);
        if (waiting > 0)
        {
            string rest = RunCommand.Here(
                words, options with { Retry = null, Only = [] }, experiment.Runs.Select(run => run.Engine).Distinct());
            output.WriteLine($"{waiting} of {Counted.Of(known.Count, "run")} {Counted.Word(waiting, "is", "are")} still to do. Next: {rest}");
            return ExitCode.Done;
        }

        string ask = words.Query(
            $"select variant, seed, test_error_pct, gap_pct from run_summary where experiment='{experiment.Name}'");
        output.WriteLine($"Next: read {files.Paths[^1]}, or ask more:\n  {ask}");
        return ExitCode.Done;
    }

    /// <summary>
    /// Meanwhile another command has asked for other runs under the same name, or has removed all of them: the report is
    /// that one's to write.
    /// </summary>
    private int Displaced(
        ExperimentSummary? declared, SweepOutcome outcome, IReadOnlyList<RunStatus> statuses)
    {
        string again = declared?.SpecYaml == request.Yaml
            ? $"with: {words.Again(request.Command)}"
            : "once the spec asks for them again.";
        output.WriteLine(declared is null
            ? $"Meanwhile {experiment.Name} was removed. Back with: {words.Of("rm", ("UNDO", "last"))}"
            : $"""
                Meanwhile {experiment.Name} was asked for other runs, by: {words.Again(declared.Command)}
                The report is of those. The runs of this command stay in the database, and come back {again}
                """);
        return outcome.Interrupted ? ExitCode.Interrupted
            : statuses.Any(status => status is RunStatus.Diverged or RunStatus.Failed) ? ExitCode.SomeFailed
            : ExitCode.Done;
    }

    /// <summary>Whether an experiment's rows are among those of the plan.</summary>
    private bool IsPart(IReadOnlyList<RunSummary> recorded) => !recorded
        .Select(run => (run.RunId, run.Variant))
        .Except(plan.Runs.Select(run => (run.RunId, run.Spec.Variant))).Any();
}
