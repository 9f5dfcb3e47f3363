using System.CommandLine;
using LeNetLab.Cli.Display;
using LeNetLab.Naming;
using LeNetLab.Results;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab query</c>.</summary>
internal static class QueryVerb
{
    public static Command Create(LabHost host)
    {
        Argument<string> sql = new("sql")
        {
            Description = "A select; the view run_summary and the table epochs have it all.",
        };
        Option<string> format = new("--format")
        {
            Description = "table, csv or json.",
            HelpName = "name",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "csv", "json");
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command("query", "Ask the results in SQL. Reads only, whatever the text says.")
        {
            sql, format, results,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            host, parsed.GetRequiredValue(sql), parsed.GetRequiredValue(format), parsed.GetRequiredValue(results),
            cancellation)));
        return command;
    }

    private static int Run(LabHost host, string sql, string format, string results, CancellationToken cancellation)
    {
        QueryResult answer = new QueryRunner(results, host.Clock, QueryLimits.Default).Run(sql, cancellation);
        switch (format)
        {
            case "csv":
                CsvText.Write(host.Terminal.Data, answer);
                break;
            case "json":
                JsonText.Write(host.Terminal.Data, answer);
                break;
            default:
                AnswerTable.Print(host.Terminal, answer);
                break;
        }

        host.Terminal.Data.Flush();

        // Not among the answer, which may go into a file.
        if (format == "table")
        {
            CommandWords words = host.Commands(results);
            host.Terminal.Error.WriteLine(
                $"{Counted.Of(answer.Rows.Count, "row")}. Next: {words.Option("FORMAT", "csv")} or "
                + $"{words.Option("FORMAT", "json")} for other programs and every digit.");
        }

        return ExitCode.Done;
    }
}
