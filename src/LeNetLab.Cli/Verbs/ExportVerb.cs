using System.CommandLine;
using LeNetLab.Export;
using LeNetLab.Naming;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab export</c>.</summary>
internal static class ExportVerb
{
    private static readonly Dictionary<string, ExportFormat> Formats =
        Enum.GetValues<ExportFormat>().ToDictionary(format => $"{format}".ToLowerInvariant());

    public static Command Create(LabHost host)
    {
        Argument<string[]> experiments = new("experiment")
        {
            Description = "Names in experiments/, or paths of specs; all experiments, if none is given.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> format = new("--format")
        {
            Description = "csv, jsonl, tensorboard, mlflow, weights (safetensors) or sqlite (a copy in one file).",
            HelpName = "name",
        };
        format.AcceptOnlyFromAmong([.. Formats.Keys]);
        Option<string?> to = new("--to")
        {
            Description = "The folder to write to; exports/<format> in the folder of results, if it is not given.",
            HelpName = "folder",
            CustomParser = given => Arguments.Path(given, host.Paths),
        };
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command("export", "Write results for other tools.") { experiments, format, to, results };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            host, parsed.GetValue(experiments) ?? [], parsed.GetValue(format), parsed.GetValue(to),
            parsed.GetRequiredValue(results), cancellation)));
        return command;
    }

    private static int Run(
        LabHost host, string[] experiments, string? name, string? to, string results, CancellationToken cancellation)
    {
        if (name is null)
        {
            string example = host.Commands(results).Of(
                "export", [.. experiments.Select(known => ("EXP", (string?)known)), ("FORMAT", "csv")]);
            throw new RefusedException($"As what? There are {string.Join(", ", Formats.Keys)}: {example}");
        }

        ExportFormat format = Formats[name];
        if (format == ExportFormat.Sqlite && experiments.Length > 0)
        {
            throw new RefusedException(
                $"The copy of the database holds all experiments, not {experiments[0]} alone: name none.");
        }

        string folder = to ?? Path.Combine(results, "exports", name);
        Exported written = new ResultsExport(results, folder).Write(
            format, [.. experiments.Select(experiment => host.RecordedName(experiment, results))], cancellation);
        string left = written.LeftOut == 0 ? ""
            : format == ExportFormat.Weights ? $"; {written.LeftOut} more have no weights"
            : $"; {written.LeftOut} more were not begun yet";
        host.Terminal.Out.WriteLine(
            $"Wrote {Counted.Of(written.Runs, "run")} of {Counted.Of(written.Experiments, "experiment")} "
            + $"to {folder}{left}.");
        host.Terminal.Out.WriteLine($"Next: {Next(format, folder)}");
        return ExitCode.Done;
    }

    private static string Next(ExportFormat format, string folder) => format switch
    {
        ExportFormat.TensorBoard => $"tensorboard --logdir {ShellWord.Typed(folder)}",
        ExportFormat.Mlflow => $"mlflow ui --backend-store-uri {ShellWord.Typed(folder)}",
        ExportFormat.Weights => "docs/database.md shows how Python reads them",
        ExportFormat.Sqlite => $"sqlite3 {ShellWord.Typed(Path.Combine(folder, "lenetlab.db"))}; docs/database.md describes it",
        _ => "docs/database.md describes the columns",
    };
}
