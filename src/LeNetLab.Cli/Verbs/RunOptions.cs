using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>What <c>lenetlab run</c> was asked for.</summary>
/// <param name="Experiment">A name in <c>experiments/</c>, or a path.</param>
/// <param name="Overrides">Each <c>path=value</c>.</param>
/// <param name="Workers">Runs at a time, or null.</param>
/// <param name="Engine">The engine's name, or null for what the spec says.</param>
/// <param name="Device">Its device's name, or null for what the spec says.</param>
/// <param name="Data">A folder of IDX files, or null.</param>
/// <param name="Results">The results folder.</param>
/// <param name="CheckpointEvery">Epochs from one checkpoint to the next; 0 for none.</param>
/// <param name="DryRun">List, and train nothing.</param>
internal sealed record RunOptions(
    string Experiment, IReadOnlyList<string> Overrides, int? Workers, string? Engine, string? Device, string? Data,
    string Results, int CheckpointEvery, bool DryRun)
{
    /// <summary>Epochs from one checkpoint to the next unless somebody says.</summary>
    public const int UsualCheckpointEvery = 1;

    /// <summary>What is said about Slurm; null trains on this machine.</summary>
    public SlurmOptions? Slurm { get; init; }

    /// <summary>What to train again, or null for what has no result yet.</summary>
    public Retry? Retry { get; init; }

    /// <summary>Each condition on the runs to train.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Engine and device as the settings that they are, under the Makefile's names for them.</summary>
    public IReadOnlyList<SettingOption> Compute =>
    [
        .. Given("ENGINE", SettingTable.Engine, Engine), .. Given("DEVICE", SettingTable.Device, Device),
    ];

    private static IEnumerable<SettingOption> Given(string name, SettingDefinition setting, string? value) =>
        value is null ? [] : [new SettingOption(name, setting, value)];
}
