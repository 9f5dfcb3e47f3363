using System.CommandLine;
using LeNetLab.Cli.Display;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab list</c>.</summary>
internal static class ListVerb
{
    private const string FormerRuns =
        "select former_experiment, variant, seed, status, test_error_pct, run_id from all_runs where experiments is null";

    public static Command Create(LabHost host)
    {
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command("list", "List the experiments, what they ask, and how far they are.") { results };
        command.SetAction(parsed => Run(host, parsed.GetRequiredValue(results)));
        return command;
    }

    private static int Run(LabHost host, string results)
    {
        (Dictionary<string, ExperimentSummary> recorded, Func<ExperimentSummary, string> state, int former) =
            Recorded(results, host.Glance);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in host.Experiments.Names)
        {
            (string name, string question, string size) = Describe(host.Experiments.PathOf(file), file);
            known.Add(name);
            Print(host.Terminal, file, question, recorded.TryGetValue(name, out ExperimentSummary? summary)
                ? state(summary)
                : $"not run yet{size}");
        }

        foreach (ExperimentSummary summary in recorded.Values.Where(summary => !known.Contains(summary.Name)))
            Print(host.Terminal, summary.Name, summary.Question, $"{state(summary)}; its spec is not in experiments/");
        CommandWords words = host.Commands(results);
        if (former > 0)
        {
            host.Terminal.Out.WriteLine(
                $"No experiment asks for {Counted.Of(former, "finished run")} any longer: {words.Query(FormerRuns)}");
        }

        host.Terminal.Out.WriteLine(Next(host.Experiments.Names, recorded, words));
        return ExitCode.Done;
    }

    private static string Next(
        IReadOnlyList<string> files, Dictionary<string, ExperimentSummary> recorded, CommandWords words)
    {
        if (files.Count == 0)
            return "There is no experiments/ with specs here. Next: change to the folder that has it.";
        string? left = files.FirstOrDefault(
            name => !recorded.TryGetValue(name, out ExperimentSummary? summary) || summary.HasLeft);
        string next = left is null ? words.Of("report", ("EXP", files[0]))
            : recorded.TryGetValue(left, out ExperimentSummary? begun) ? words.Again(begun.Command)
            : words.Of("run", ("EXP", left));
        return $"Next: {next}";
    }

    private static (Dictionary<string, ExperimentSummary> Recorded, Func<ExperimentSummary, string> State, int Former)
        Recorded(string results, RunnerGlance glance)
    {
        if (!File.Exists(new ResultsFolder(results).Database))
            return ([], _ => "", 0);
        using ResultsReader reader = ResultsReader.Open(results);
        return (
            reader.Experiments().ToDictionary(summary => summary.Name, StringComparer.Ordinal),
            ExperimentState.Of(reader, glance).Describe,
            reader.FormerRuns().Count(run => run.Status is RunStatus.Done or RunStatus.Diverged or RunStatus.Failed));
    }

    private static (string Name, string Question, string Size) Describe(string path, string file)
    {
        try
        {
            ExperimentSpec spec = SpecReader.Read(path, SpecFile.ReadText(path), []);
            string tuned = spec.Tuning is not { } tuning ? "" : $", {Counted.Of(tuning.Trials.Count(), "trial")}, "
                + Counted.Of(tuning.Variants.Sum(variant => variant.Candidates[0].Runs.Count), "tuned run");
            return (spec.Name, spec.Question, $", {Counted.Of(spec.Runs.Count, "run")}{tuned}");
        }
        catch (SpecException refusal)
        {
            return (file, refusal.Errors[0].ToString(), "; the spec is refused");
        }
    }

    private static void Print(Terminal terminal, string name, string question, string state)
    {
        terminal.Out.WriteLine($"{name}  ({state})");
        terminal.Out.WriteLine($"  {Wording.Shorten(question, terminal.LineWidth - 2)}");
    }
}
