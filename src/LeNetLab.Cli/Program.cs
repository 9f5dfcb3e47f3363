using System.CommandLine;
using System.CommandLine.Invocation;
using LeNetLab.Cli.Verbs;

namespace LeNetLab.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        var terminal = Terminal.OfProcess(environment);
        using var interruption = new Interruption();
        try
        {
            var folders = UserFolders.Of(environment, folder =>
                Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify));
            var host = new LabHost(terminal, environment, folders, TimeProvider.System);
            return await Answer(Commands(host), arguments, terminal, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Interrupted; nothing is lost. The same command goes on.");
            return ExitCode.Interrupted;
        }
        catch (Exception exception)
        {
            return Failure.Report(exception, terminal.Error, environment("LENETLAB_DEBUG") == "1");
        }
    }

    private static RootCommand Commands(LabHost host) => new("""
        LeNetLab compares variants of LeNet-5: a YAML spec in, trained networks and their comparison out.

        Exit codes: 0 done; 1 some runs failed or diverged; 2 the input was refused, nothing ran;
        130 interrupted, and the same command goes on.
        """)
    {
        RunVerb.Create(host), ReportVerb.Create(host), QueryVerb.Create(host), CompareVerb.Create(host),
        ListVerb.Create(host), StatusVerb.Create(host), CollectVerb.Create(host), WorkVerb.Create(host),
        ShowVerb.Create(host), ReproduceVerb.Create(host), VerifyVerb.Create(host), RmVerb.Create(host),
        GcVerb.Create(host), RobustnessVerb.Create(host), ExportVerb.Create(host),
        ServeVerb.Create(host),
    };

    private static async Task<int> Answer(
        RootCommand commands, string[] arguments, Terminal terminal, CancellationToken cancellation)
    {
        // Without response files: SQL may well begin with an @.
        ParseResult parsed = commands.Parse(
            arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = terminal.Out,
            Error = terminal.Error,
        };
        if (parsed.Action is not ParseErrorAction mistake)
            return await parsed.InvokeAsync(invocation, cancellation);
        string verb = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        mistake.ShowHelp = arguments.Length == 0;
        await parsed.InvokeAsync(invocation, cancellation);
        terminal.Error.WriteLine($"Nothing ran. lenetlab{verb} --help says what can be given.");
        return ExitCode.Refused;
    }
}
