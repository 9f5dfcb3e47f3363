using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using LeNetLab.Cli.Verbs;
using LeNetLab.Engines;

namespace LeNetLab.Cli;

internal static class Program
{
    private static Task<int> Main(string[] arguments) => RunAsync(arguments, new EngineCatalogue(openTorch: null));

    /// <summary>All that the program does.</summary>
    /// <param name="arguments">The command line, without the program's name.</param>
    /// <param name="engines">What it can train with.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(string[] arguments, EngineCatalogue engines)
    {
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        var terminal = Terminal.OfProcess(environment);
        using var interruption = new Interruption(CallingMake.Find(environment, TimeProvider.System));
        var folders = UserFolders.Of(environment, folder =>
            Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify));
        var host = new LabHost(terminal, environment, folders, TimeProvider.System, engines);
        // Without response files: SQL may well begin with an @.
        ParseResult parsed = Commands(host).Parse(
            arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            return await Answer(parsed, host, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Interrupted; nothing is lost. The same command goes on.");
            return ExitCode.Interrupted;
        }
        catch (Exception exception)
        {
            CommandWords words = host.Commands(Given("--results", parsed) ?? Arguments.UsualResults, Given("--data", parsed));
            return Failure.Report(
                exception, terminal.Error, step => words.Of(host.Complete(step)), environment("LENETLAB_DEBUG") == "1");
        }
    }

    private static string? Given(string option, ParseResult parsed) =>
        (parsed.GetResult(option) as OptionResult)?.GetValueOrDefault<string>();

    internal static RootCommand Commands(LabHost host) => new("""
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

    private static async Task<int> Answer(ParseResult parsed, LabHost host, CancellationToken cancellation)
    {
        Terminal terminal = host.Terminal;
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = terminal.Out,
            Error = terminal.Error,
        };
        if (parsed.Action is not ParseErrorAction mistake)
            return await parsed.InvokeAsync(invocation, cancellation);
        string verb = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name;
        mistake.ShowHelp = parsed.Tokens.Count == 0;
        await parsed.InvokeAsync(invocation, cancellation);
        string help = host.Commands(Arguments.UsualResults).Help(verb);
        terminal.Error.WriteLine($"Nothing ran. {help} says what can be given.");
        return ExitCode.Refused;
    }
}
