using System.CommandLine;
using LeNetLab.Naming;

namespace LeNetLab.Cli.Verbs;

/// <summary>The options of <c>lenetlab run</c> that say where runs are trained.</summary>
/// <param name="paths">Reads paths.</param>
internal sealed class LaunchArguments(UserPaths paths)
{
    private const string Local = "local", Slurm = "slurm";

    private readonly Option<string> launcher = new("--launcher")
    {
        Description = "local trains here; slurm sends the runs to Slurm as a job array and returns.",
        HelpName = "local|slurm",
        DefaultValueFactory = _ => Local,
    };

    private readonly Option<string?> profile = new("--profile")
    {
        Description = "A YAML file with a section slurm, which wins over the spec's.",
        HelpName = "file",
        CustomParser = given => Arguments.Path(given, paths),
    };

    private readonly Option<string[]> settings = new("--slurm")
    {
        Description = "What to ask of Slurm, e.g. partition=main time=1:00:00; wins over the profile's.",
        HelpName = "key=value",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        launcher.AcceptOnlyFromAmong(Local, Slurm);
        command.Options.Add(launcher);
        command.Options.Add(profile);
        command.Options.Add(settings);
        command.Validators.Add(given =>
        {
            bool asks = given.GetValue(profile) is not null || given.GetValue(settings) is [_, ..];
            if (asks && given.GetValue(launcher) != Slurm)
                given.AddError("--profile and --slurm ask something of Slurm: give --launcher slurm (LAUNCHER=slurm).");
        });
    }

    /// <summary>What was said about Slurm; null if runs are trained here.</summary>
    public SlurmOptions? Read(ParseResult parsed) => parsed.GetValue(launcher) == Slurm
        ? new SlurmOptions(parsed.GetValue(profile), OverrideText.Split(parsed.GetValue(settings) ?? []))
        : null;
}
