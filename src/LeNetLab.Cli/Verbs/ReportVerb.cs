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
        IReadOnlyList<RunSummary> runs = reader.Runs(name);
        Findings.Print(host.Terminal, runs, files);
        host.Terminal.Out.WriteLine($"Next: read {files.Paths[^1]}{Comparison(host.Commands(results), name, runs)}");
        return ExitCode.Done;
    }

    /// <summary>The comparison of the first two variants, if there are two.</summary>
    private static string Comparison(CommandWords words, string experiment, IReadOnlyList<RunSummary> runs)
    {
        string[] variants = [.. runs.Select(run => run.Variant).Distinct().Take(2)];
        return variants.Length < 2 ? ""
            : $", or {words.Of("compare", ("A", variants[0]), ("B", variants[1]), ("EXP", experiment))}";
    }
}
