using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Launchers;
using LeNetLab.Launchers.Slurm;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;

namespace LeNetLab.Cli;

/// <summary>Puts the program together from options and environment: every verb gets its parts here.</summary>
/// <param name="terminal">Where to print.</param>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="folders">The user's.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="engines">What the program can train with.</param>
internal sealed class LabHost(
    Terminal terminal, Func<string, string?> environment, UserFolders folders, TimeProvider clock,
    EngineCatalogue engines)
{
    /// <summary>Where to print.</summary>
    public Terminal Terminal => terminal;

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock => clock;

    /// <summary>What the program can train with.</summary>
    public EngineCatalogue Engines => engines;

    /// <summary>Paths as whoever runs the program writes them.</summary>
    public UserPaths Paths => folders.Paths;

    /// <summary>The specs in the current folder.</summary>
    public SpecFolder Experiments { get; } = new("experiments", folders.Paths);

    /// <summary>The processes of this machine.</summary>
    public IProcessTable Processes { get; } = new ProcessTable();

    /// <summary>Tells which processes live that train into a results folder.</summary>
    public RunnerGlance Glance => new(Processes, clock);

    /// <summary>Enters this process among those that train into a results folder.</summary>
    /// <exception cref="RefusedException">LENETLAB_HEARTBEAT is no number of seconds.</exception>
    public Runner Register(string folder) => Runner.Register(
        folder, Processes, clock, Heartbeat(), LockPatience());

    /// <summary>What Slurm tells this process of itself, if it is one of its tasks.</summary>
    public SlurmEnvironment Slurm { get; } = new(environment);

    /// <summary>Talks to Slurm.</summary>
    public SlurmClient Cluster { get; } = new(CommandLine.Run);

    /// <summary>Words commands as this program was called.</summary>
    /// <param name="results">The results folder that they are to go to.</param>
    /// <param name="data">The folder of IDX files that the user named, or null.</param>
    public CommandWords Commands(string results, string? data = null) =>
        new(ProgramStart.Typed(environment), results, data);

    /// <summary>A step with what it is asked of: any experiment that is here, where the step names none.</summary>
    public NextStep Complete(NextStep step) => step is not { Verb: "run", Of: null } ? step
        : step with { Of = Experiments.Names.Contains("smoke") ? "smoke" : Experiments.Names.FirstOrDefault("<spec>") };

    /// <summary>Whether the spec that a recorded command reads is still as it was recorded.</summary>
    public bool IsUnchanged(ExperimentSummary recorded)
    {
        try
        {
            return RunCommand.Parts(recorded.Command)?.FirstOrDefault(part => part.Name == "EXP").Value is { } name
                && SpecFile.ReadText(Experiments.Find(name)) == recorded.SpecYaml;
        }
        catch (Exception gone) when (gone is RefusedException or SpecException)
        {
            return false;
        }
    }

    /// <summary>The results database, for writing.</summary>
    public ResultsDatabase OpenResults(string folder) => ResultsDatabase.Open(folder, clock, LockPatience());

    /// <summary>The name under which an experiment was recorded.</summary>
    /// <param name="nameOrPath">That name, or a spec's as <c>run</c> takes it.</param>
    /// <param name="results">The results folder.</param>
    /// <exception cref="RefusedException">Nothing of that name was recorded, and there is no such spec.</exception>
    public string RecordedName(string nameOrPath, string results)
    {
        using (ResultsReader reader = ResultsReader.Open(results))
        {
            if (reader.Experiments().Any(experiment => experiment.Name == nameOrPath))
                return nameOrPath;
        }

        string file = Experiments.Find(nameOrPath);
        return SpecReader.Read(file, SpecFile.ReadText(file), []).Name;
    }

    /// <summary>Where datasets come from.</summary>
    /// <param name="dataFolder">The folder that the user named, or null.</param>
    /// <exception cref="RefusedException">LENETLAB_DATA is no path.</exception>
    public DatasetSource Datasets(string? dataFolder) => new(new DatasetSourceOptions
    {
        DataFolder = dataFolder,
        EnvironmentFolder = Folder("LENETLAB_DATA"),
        CacheFolder = folders.Caches is { } caches ? Path.Combine(caches, "lenetlab") : null,
        Paths = Paths,
        Progress = new Display.DownloadLines(terminal, clock),
        Notice = terminal.Out.WriteLine,
        Clock = clock,
    });

    /// <summary>What a recorded run was trained on, from wherever it lies now.</summary>
    /// <param name="name">The dataset's name, as recorded.</param>
    /// <param name="sha256">Its sum.</param>
    /// <param name="dataFolder">The folder that the user named, or null.</param>
    /// <param name="results">The results folder: a sweep on a cluster has left a copy beside it.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DatasetException">No place has it; says what each has.</exception>
    public Task<Dataset> RecordedDatasetAsync(
        string name, string sha256, string? dataFolder, string results, CancellationToken cancellation)
    {
        // Who names a folder from the working folder mostly keeps results there as well.
        string work = Path.GetDirectoryName(Path.GetFullPath(results)) ?? results;
        string[] beside = Paths.Problem(name) is null ? [Path.GetFullPath(Paths.Expand(name), work)] : [];
        return Datasets(dataFolder).LoadRecordedAsync(
            name, sha256, [.. beside, SharedDataset.FolderOf(results, sha256)], cancellation);
    }

    private string? Folder(string variable) => environment(variable) is not { Length: > 0 } text ? null
        : Paths.Problem(text) is { } problem ? throw new RefusedException($"{variable}={text} {problem}.")
        : Paths.Expand(text);

    private TimeSpan Heartbeat() => Seconds("LENETLAB_HEARTBEAT") ?? Runner.UsualHeartbeat;

    private TimeSpan? LockPatience() => Seconds("LENETLAB_LOCK_PATIENCE");

    private TimeSpan? Seconds(string variable) => environment(variable) switch
    {
        null or "" => null,
        { } text when double.TryParse(text, out double seconds) && seconds is >= 0.1 and <= 3600
            => TimeSpan.FromSeconds(seconds),
        { } text => throw new RefusedException($"{variable} is 0.1 … 3600 seconds, not '{text}'."),
    };
}
