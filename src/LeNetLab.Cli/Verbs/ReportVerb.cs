using System.CommandLine;
using LeNetLab.Cli.Display;
using LeNetLab.Reports;
using LeNetLab.Results;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab report</c>.</summary>
internal static class ReportVerb
{
    public static Command Create(LabHost host)
    {
        Argument<string> experiment = Arguments.Experiment();
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command("report", "Write an experiment's report and tables from what is recorded.")
        {
            experiment, results,
        };
        command.SetAction(parsed => Run(
            host, parsed.GetRequiredValue(experiment), parsed.GetRequiredValue(results)));
        return command;
    }

    private static int Run(LabHost host, string nameOrPath, string results)
    {
        string name = host.RecordedName(nameOrPath, results);
        WrittenFiles files = ExperimentFiles.Write(results, name);
        using ResultsReader reader = ResultsReader.Open(results);
        host.Terminal.Out.WriteLine($"{name}: {reader.Experiment(name).Question}");
        Findings.Print(host.Terminal, reader.Runs(name), files);
        host.Terminal.Out.WriteLine($"Next: read {files.Paths[^1]}, or make compare A=<variant> B=<variant> EXP={name}"
            + MakeCommand.In(results));
        return ExitCode.Done;
    }
}
