using System.CommandLine;
using LeNetLab.Cli.Display;
using LeNetLab.Reports;
using LeNetLab.Results;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab compare</c>.</summary>
internal static class CompareVerb
{
    public static Command Create(LabHost host)
    {
        Argument<string> a = new("A") { Description = "A run's id or its beginning, or a variant." };
        Argument<string> b = new("B") { Description = "Another." };
        Option<string?> experiment = new("--experiment")
        {
            Description = "Whose variants are meant, where several experiments have them.",
            HelpName = "name",
        };
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command("compare", "Show which settings of two runs or variants differ, and what came of it.")
        {
            a, b, experiment, results,
        };
        command.SetAction(parsed => Run(
            host, parsed.GetRequiredValue(a), parsed.GetRequiredValue(b), parsed.GetValue(experiment),
            parsed.GetRequiredValue(results)));
        return command;
    }

    private static int Run(LabHost host, string a, string b, string? experiment, string results)
    {
        CommandWords words = host.Commands(results);
        if (a.Trim().Length == 0 || b.Trim().Length == 0)
        {
            throw new RefusedException("Name two to compare: "
                + words.Of("compare", ("A", "<variant or run id>"), ("B", "<another>"), ("EXP", experiment)));
        }

        string? name = experiment is null ? null : host.RecordedName(experiment, results);
        using ResultsReader reader = ResultsReader.Open(results);
        string text = RunComparisonText.Render(RunComparison.Of(reader, a, b, name));
        host.Terminal.Out.Write(AlignedTables.Of(text, host.Terminal.Width));
        host.Terminal.Out.WriteLine(
            $"Next: {words.Of("list")}, or {words.Query("select run_id, variant, seed from run_summary")}");
        return ExitCode.Done;
    }
}
