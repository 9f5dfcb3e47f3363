using LeNetLab.Cli.Verbs;
using LeNetLab.Naming;
using LeNetLab.Specs;

namespace LeNetLab.Cli;

/// <summary>What of a <c>run</c> asks for the same again.</summary>
internal static class RunCommand
{
    private const string Beginning = "make run ";

    /// <summary>
    /// The command that asks for the same runs, wherever it is typed: what is recorded of an experiment, and tells whether
    /// two commands asked for the same. It is always make's, whoever called.
    /// </summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="engines">What the runs are trained with: it may take another build than the usual one.</param>
    /// <param name="dataset">The dataset in use where it is not the spec's own, or null.</param>
    public static string Recorded(RunOptions options, IEnumerable<EngineSpec> engines, string? dataset) =>
        Beginning + string.Join(' ', Asking(options, engines, dataset)
            .Where(part => part.Value is not null).Select(part => $"{part.Name}={ShellWord.Typed(part.Value!)}"));

    /// <summary>The variables of a recorded command, or null where it is none.</summary>
    public static IReadOnlyList<(string Name, string Value)>? Parts(string recorded)
    {
        if (!recorded.StartsWith(Beginning, StringComparison.Ordinal) || ShellWord.Split(recorded) is not { } words)
            return null;
        string[][] parts = [.. words.Skip(2).Select(word => word.Split('=', 2))];
        return parts.All(part => part.Length == 2) ? [.. parts.Select(part => (part[0], part[1]))] : null;
    }

    /// <summary>What a recorded command asks for, on the folders of another; null where it is none.</summary>
    public static RunOptions? Read(string recorded, RunOptions here)
    {
        if (Parts(recorded) is not { } parts)
            return null;
        string? experiment = Value("EXP");
        return experiment is null ? null : here with
        {
            Experiment = experiment,
            Overrides = OverrideText.Split(Value("SET") is { } set ? [set] : []),
            Engine = Value("ENGINE"),
            Device = Value("DEVICE"),
        };

        string? Value(string name) => parts.Where(part => part.Name == name).Select(part => part.Value).FirstOrDefault();
    }

    /// <summary>The command at hand, to be given again on this machine.</summary>
    /// <param name="words">Words it.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="engines">What the runs are trained with.</param>
    public static string Here(CommandWords words, RunOptions options, IEnumerable<EngineSpec> engines) => words.Of("run",
    [
        .. Asking(options, engines, null),
        ("RETRY", options.Retry is { } again ? $"{again}".ToLowerInvariant() : null), ("ONLY", Joined(options.Only)),
        ("WORKERS", options.Workers is { } workers ? $"{workers}" : null),
        ("CHECKPOINT_EVERY",
            options.CheckpointEvery == RunOptions.UsualCheckpointEvery ? null : $"{options.CheckpointEvery}"),
        ("LAUNCHER", options.Slurm is null ? null : "slurm"), ("PROFILE", options.Slurm?.Profile),
        ("SLURM", Joined(options.Slurm?.Settings ?? [])),
    ]);

    /// <summary>What to say where this program lacks the torch engine.</summary>
    public static string LackingTorch(CommandWords words, RunOptions options, IEnumerable<EngineSpec> engines)
    {
        string built = TorchBuild(engines) ?? EngineSpec.Cpu;
        string cards = built == EngineSpec.Cuda ? "" : "{0}=cuda for NVIDIA cards";
        const string Lacking = "The torch engine is not part of this program";
        if (!words.AreMakes)
        {
            string other = cards.Length > 0 ? $" ({string.Format(cards, "-p:Torch")})" : "";
            return $"{Lacking}: {TorchProgram(built)}{other}.";
        }

        string command = words.Of("run", Asking(options, [], null).Append(("TORCH", built)));
        return $"{Lacking}: {command} has it"
            + $"{(cards.Length > 0 ? $" ({string.Format(cards, "TORCH")})" : "")}.";
    }

    /// <summary>How to come by the program that has the torch engine, without make.</summary>
    /// <param name="device">For <c>cpu</c> or <c>cuda</c>.</param>
    public static string TorchProgram(string device) =>
        $"in a checkout of LeNetLab, dotnet publish src/LeNetLab.Torch -p:Torch={device} makes artifacts/torch-{device}/lenetlab-torch, which has it";

    private static IEnumerable<(string Name, string? Value)> Asking(
        RunOptions options, IEnumerable<EngineSpec> engines, string? dataset)
    {
        string? built = TorchBuild(engines);
        return
        [
            ("EXP", options.Experiment),
            ("SET", Joined(dataset is null ? options.Overrides : [.. options.Overrides, $"dataset={dataset}"])),
            .. options.Compute.Select(option => (option.Name, (string?)option.Value)),
            ("TORCH", built == ImpliedBuild(options) ? null : built),
        ];
    }

    private static string? Joined(IReadOnlyList<string> texts) => texts.Count == 0 ? null : string.Join(' ', texts);

    /// <summary>What TORCH must be for these engines to be there; null if it need not be anything.</summary>
    private static string? TorchBuild(IEnumerable<EngineSpec> engines)
    {
        EngineSpec[] torch = [.. engines.Where(engine => engine.Name == EngineSpec.Torch)];
        return torch.Length == 0 ? null
            : torch.Any(engine => engine.Device == EngineSpec.Cuda) ? EngineSpec.Cuda
            : EngineSpec.Cpu;
    }

    /// <summary>What the Makefile takes TORCH for where it is not said.</summary>
    private static string? ImpliedBuild(RunOptions options) =>
        options.Device == EngineSpec.Cuda ? EngineSpec.Cuda
        : options.Engine == EngineSpec.Torch ? EngineSpec.Cpu
        : null;
}
