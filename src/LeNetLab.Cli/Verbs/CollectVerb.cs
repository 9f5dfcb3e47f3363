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
        IReadOnlyList<BatchFolder> open = BatchFolder.Open(folder, name);
        if (open.Count == 0)
        {
            host.Terminal.Out.WriteLine("Nothing is with Slurm. Next: make list" + MakeCommand.In(folder));
            return ExitCode.Done;
        }

        using (ResultsDatabase database = host.OpenResults(folder))
        {
            if (results.Collect(database, name) == 0)
                host.Terminal.Out.WriteLine("Nothing new to collect.");
        }

        IReadOnlyDictionary<string, RunStatus> statuses;
        using (ResultsReader reader = ResultsReader.Open(folder))
            statuses = reader.Statuses();
        IReadOnlyList<SentRun> sent = results.Sent(statuses, name);
        bool lost = results.Print(sent);
        string? again = sent.FirstOrDefault(run => !run.IsUnderWay)?.Batch.Experiment;
        host.Terminal.Out.WriteLine(
            again is not null
                ? $"Next: make run EXP={again} LAUNCHER=slurm{MakeCommand.In(folder)} sends again what has no result"
            : sent.Count > 0 ? "Next: the same command, later"
            : $"All is in. Next: make report EXP={open[0].Experiment}{MakeCommand.In(folder)}");
        return lost ? ExitCode.SomeFailed : ExitCode.Done;
    }
}
