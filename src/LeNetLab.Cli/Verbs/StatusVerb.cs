using System.CommandLine;
using LeNetLab.Cli.Display;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Results.Runners;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab status</c>.</summary>
internal static class StatusVerb
{
    public static Command Create(LabHost host)
    {
        var experiment = new Argument<string?>("experiment")
        {
            Description = "A name in experiments/, or the path of a spec; all, if none is given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command("status", "Show which processes are training, what, and how far it is.")
        {
            experiment, results,
        };
        command.SetAction(parsed => Run(host, parsed.GetValue(experiment), parsed.GetRequiredValue(results)));
        return command;
    }

    private static int Run(LabHost host, string? experiment, string results)
    {
        string? name = string.IsNullOrEmpty(experiment) ? null : host.RecordedName(experiment, results);
        var elsewhere = new SlurmResults(host, results);
        elsewhere.Collect(name);
        new SpoolResults(host, results).Collect();
        using ResultsReader reader = ResultsReader.Open(results);
        IReadOnlyList<ExperimentSummary> experiments = name is null ? reader.Experiments() : [reader.Experiment(name)];
        ExperimentState state = ExperimentState.Of(reader, host.Glance);
        foreach (ExperimentSummary summary in experiments)
            host.Terminal.Out.WriteLine($"{summary.Name}: {state.Describe(summary)}");
        (bool coming, bool lost) = elsewhere.PrintSent(reader.Statuses(), name);
        bool atWork = PrintRunners(host, reader, name) || coming;
        ExperimentSummary? left = experiments.FirstOrDefault(summary => summary.HasLeft);
        CommandWords words = host.Commands(results);
        host.Terminal.Out.WriteLine((atWork, left) switch
        {
            (true, _) => $"Next: {words.Of("status")}, or wait",
            (_, { } some) => $"Nothing is being trained here. Next: {words.Again(some.Command)}",
            _ when experiments.Count == 0 => $"Next: {words.Of(host.Complete(new NextStep("run")))}",
            _ => $"All is done. Next: {words.Of("report", ("EXP", experiments[0].Name))}",
        });
        return lost ? ExitCode.SomeFailed : ExitCode.Done;
    }

    /// <summary>Prints the living, and of the dead those that left runs behind.</summary>
    /// <param name="host">Prints and looks.</param>
    /// <param name="reader">Read from.</param>
    /// <param name="experiment">The one asked for; null for all.</param>
    /// <returns>Whether any is at work.</returns>
    private static bool PrintRunners(LabHost host, ResultsReader reader, string? experiment)
    {
        IReadOnlyDictionary<long, RunnerRow> runners = reader.Runners();
        ILookup<long?, RunUnderWay> runs = reader.UnderWay()
            .Where(run => experiment is null || run.Experiment == experiment).ToLookup(run => run.RunnerId);
        IEnumerable<long?> all = runners.Keys.Select(id => (long?)id).Union(runs.Select(own => own.Key)).Order();
        bool atWork = false;
        foreach (long? id in all)
        {
            RunnerRow? runner = id is { } number ? runners.GetValueOrDefault(number) : null;
            RunnerSight sight = host.Glance.At(runner);
            if (!runs[id].Any() && (experiment is not null || !sight.IsAtWork))
                continue;
            atWork |= sight.IsAtWork;
            host.Terminal.Out.WriteLine(RunnerLines.Of(runner, sight));
            foreach (RunUnderWay run in runs[id])
                host.Terminal.Out.WriteLine(RunnerLines.Of(run, sight));
        }

        return atWork;
    }
}
