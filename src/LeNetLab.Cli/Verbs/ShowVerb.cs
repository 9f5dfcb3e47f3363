using System.CommandLine;
using LeNetLab.Cli.Display;
using LeNetLab.Reports;
using LeNetLab.Results;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab show</c>.</summary>
internal static class ShowVerb
{
    public static Command Create(LabHost host)
    {
        Argument<string> run = new("run") { Description = "A run's id, or its beginning." };
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command("show", "Show all that is recorded of one run: curves, epochs, settings, origin.")
        {
            run, results,
        };
        command.SetAction(parsed => Run(host, parsed.GetRequiredValue(run), parsed.GetRequiredValue(results)));
        return command;
    }

    private static int Run(LabHost host, string prefix, string results)
    {
        CommandWords words = host.Commands(results);
        if (prefix.Length == 0)
            throw new RefusedException($"Which run? {words.Of("show", ("RUN", "<its id, or the beginning of it>"))}");
        using ResultsReader reader = ResultsReader.Open(results);
        string id = reader.FindRun(prefix);
        host.Terminal.Out.Write(AlignedTables.Of(RunPage.Render(reader, id), host.Terminal.Width));
        host.Terminal.Out.WriteLine($"\nNext: {words.Of("reproduce", ("RUN", id))} trains it again");
        return ExitCode.Done;
    }
}
