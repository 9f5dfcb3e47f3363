using System.CommandLine;
using LeNetLab.Launchers;
using LeNetLab.Launchers.Slurm;
using LeNetLab.Results;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab collect</c>.</summary>
internal static class CollectVerb
{
    public static Command Create(LabHost host)
    {
        var experiment = new Argument<string?>("experiment")
        {
            Description = "A name in experiments/, or the path of a spec; all, if none is given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command("collect", "Take in what was trained on Slurm, and say how far the rest is.")
        {
            experiment, results,
        };
        command.SetAction(parsed => Run(host, parsed.GetValue(experiment), parsed.GetRequiredValue(results)));
        return command;
    }

    private static int Run(LabHost host, string? nameOrPath, string folder)
    {
        string? name = string.IsNullOrEmpty(nameOrPath) ? null : host.RecordedName(nameOrPath, folder);
        var results = new SlurmResults(host, folder);
        CommandWords words = host.Commands(folder);
        IReadOnlyList<BatchFolder> open = BatchFolder.Open(folder, name);
        if (open.Count == 0)
        {
            host.Terminal.Out.WriteLine($"Nothing is with Slurm. Next: {words.Of("list")}");
            return ExitCode.Done;
        }

        using (ResultsDatabase database = host.OpenResults(folder))
        {
            if (results.Collect(database, name) == 0)
                host.Terminal.Out.WriteLine("Nothing new to collect.");
        }

        using ResultsReader reader = ResultsReader.Open(folder);
        IReadOnlyList<SentRun> sent = results.Sent(reader.Statuses(), name);
        bool lost = results.Print(sent);
        string? again = sent.FirstOrDefault(run => !run.IsUnderWay)?.Batch.Experiment;
        host.Terminal.Out.WriteLine(
            again is not null
                ? $"Next: {words.Again(reader.Experiment(again).Command, ("LAUNCHER", "slurm"))} sends again what has no result"
            : sent.Count > 0 ? "Next: the same command, later"
            : $"All is in. Next: {words.Of("report", ("EXP", open[0].Experiment))}");
        return lost ? ExitCode.SomeFailed : ExitCode.Done;
    }
}
