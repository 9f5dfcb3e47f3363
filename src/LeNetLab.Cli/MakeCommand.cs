using LeNetLab.Cli.Verbs;
using LeNetLab.Naming;
using LeNetLab.Specs;

namespace LeNetLab.Cli;

/// <summary>Commands as a reader can copy them into a shell.</summary>
internal static class MakeCommand
{
    /// <summary>The command that asks for the same runs, wherever it is typed.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="engines">What the runs are trained with: it may take another build than the usual one.</param>
    /// <param name="dataset">The dataset in use where it is not the spec's own, or null.</param>
    public static string Run(RunOptions options, IEnumerable<EngineSpec> engines, string? dataset)
    {
        string? built = TorchBuild(engines);
        string torch = built is null || built == ImpliedBuild(options) ? "" : $" TORCH={built}";
        return Asking(options, dataset) + torch;
    }

    /// <summary>The same with the folders of this machine.</summary>
    public static string RunHere(RunOptions options, IEnumerable<EngineSpec> engines) =>
        Run(options, engines, null) + PartOf(options) + Sending(options)
        + (options.Data is { } data ? $" DATA={Quoted(data)}" : "") + In(options.Results);

    /// <summary>What to say where this build lacks the torch engine.</summary>
    public static string BuildingTorch(RunOptions options, IEnumerable<EngineSpec> engines)
    {
        string built = TorchBuild(engines) ?? EngineSpec.Cpu;
        string cards = built == EngineSpec.Cuda ? "" : $"TORCH={EngineSpec.Cuda} for NVIDIA cards; ";
        return $"The torch engine is not part of this build: {Asking(options, null)} TORCH={built} builds it in "
            + $"({cards}without make: dotnet build -p:Torch={built}).";
    }

    /// <summary>A question to the database.</summary>
    public static string Query(string sql, string results) => $"make query SQL={Quoted(sql)}{In(results)}";

    /// <summary>The variable that names the results folder, if it is not the usual one.</summary>
    public static string In(string results) => results == Arguments.UsualResults ? "" : $" RESULTS={Quoted(results)}";

    private static string Sending(RunOptions options) => options.Slurm is not { } slurm ? ""
        : " LAUNCHER=slurm" + (slurm.Profile is { } profile ? $" PROFILE={Quoted(profile)}" : "")
            + (slurm.Settings.Count > 0 ? $" SLURM={Quoted(string.Join(' ', slurm.Settings))}" : "");

    /// <summary>What of the runs is asked for, if not all. It is no part of what the experiment is.</summary>
    private static string PartOf(RunOptions options)
    {
        string retry = options.Retry is { } again ? $" RETRY={$"{again}".ToLowerInvariant()}" : "";
        return retry + (options.Only.Count > 0 ? $" ONLY={Quoted(string.Join(' ', options.Only))}" : "");
    }

    private static string Asking(RunOptions options, string? dataset)
    {
        string[] settings = dataset is null ? [.. options.Overrides] : [.. options.Overrides, $"dataset={dataset}"];
        string set = settings.Length > 0 ? $" SET={Quoted(string.Join(' ', settings))}" : "";
        string compute = string.Concat(options.Compute.Select(option => $" {option.Name}={Quoted(option.Value)}"));
        return $"make run EXP={Quoted(options.Experiment)}{set}{compute}";
    }

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

    // Double quotes read better; within them a shell still sees some signs.
    private static string Quoted(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=,".Contains(letter)) ? text
        : text.AsSpan().ContainsAny("\"$`\\!") ? ShellWord.Quoted(text)
        : $"\"{text}\"";
}
