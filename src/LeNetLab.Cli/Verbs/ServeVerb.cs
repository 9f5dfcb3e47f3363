using System.CommandLine;
using LeNetLab.Dashboard;
using LeNetLab.Dashboard.Serving;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab serve</c>.</summary>
internal static class ServeVerb
{
    private const int LastPort = 65_535;

    public static Command Create(LabHost host)
    {
        Option<int?> port = Arguments.WholeNumber(
            "--port", 0, LastPort, "The port on 127.0.0.1; 0 takes a free one.");
        port.DefaultValueFactory = _ => DashboardOptions.UsualPort;
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command(
            "serve", "Show everything that is recorded as a page in the browser, while it grows. It only reads.")
        {
            port, results,
        };
        command.SetAction((parsed, cancellation) =>
            Run(host, parsed.GetRequiredValue(port)!.Value, parsed.GetRequiredValue(results), cancellation));
        return command;
    }

    private static async Task<int> Run(LabHost host, int port, string results, CancellationToken cancellation)
    {
        CommandWords words = host.Commands(results);
        PageFiles files = PageFiles.Built ?? throw new RefusedException(
            "This program was built without its pages, which need Node 20 or newer with npm: "
            + (words.AreMakes ? $"make clean, then {words.Of("serve")}, where there is one." : "build it where there is one."));
        await using DashboardServer server = await Start(new DashboardOptions
        {
            Results = results,
            Port = port,
            Glance = host.Glance,
            Clock = host.Clock,
        }, files, words, cancellation);
        host.Terminal.Out.WriteLine($"The results in {results} are at {server.Address} until Ctrl-C.");
        host.Terminal.Out.Flush();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Done;
    }

    private static async Task<DashboardServer> Start(
        DashboardOptions options, PageFiles files, CommandWords words, CancellationToken cancellation)
    {
        try
        {
            return await DashboardServer.StartAsync(options, files, cancellation);
        }
        catch (IOException problem)
        {
            throw new RefusedException(
                $"Port {options.Port} of this machine cannot be had: {problem.Message} {words.Option("PORT", "0")} takes a free one.");
        }
    }
}
