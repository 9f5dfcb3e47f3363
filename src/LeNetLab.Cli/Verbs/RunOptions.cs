namespace LeNetLab.Cli.Verbs;

/// <summary>What <c>lenetlab run</c> was asked for.</summary>
/// <param name="Experiment">A name in <c>experiments/</c>, or a path.</param>
/// <param name="Overrides">Each <c>path=value</c>.</param>
/// <param name="Workers">Runs at a time.</param>
/// <param name="Engine">Its name.</param>
/// <param name="Device">Its device's name.</param>
/// <param name="Data">A folder of IDX files, or null.</param>
/// <param name="Results">The results folder.</param>
/// <param name="DryRun">List, and train nothing.</param>
internal sealed record RunOptions(
    string Experiment, IReadOnlyList<string> Overrides, int Workers, string Engine, string Device, string? Data,
    string Results, bool DryRun);
