namespace LeNetLab.Specs;

/// <summary>
/// Everything there is to know about a setting: validation, defaults, records and docs all come from here.
/// </summary>
public sealed class SettingDefinition
{
    private readonly Func<RunSpec, object?> held;

    internal SettingDefinition(
        int index, string path, SettingKind kind, string? byDefault, string meaning, Func<RunSpec, object?> held)
    {
        this.held = held;
        Index = index;
        Path = path;
        Kind = kind;
        Default = byDefault;
        Meaning = meaning;
        int dot = path.IndexOf('.');
        Section = path[..dot];
        Key = path[(dot + 1)..];
    }

    /// <summary>The value that leaves a setting to what suits the others.</summary>
    public const string Auto = "auto";

    /// <summary>Its full name, as used in <c>grid</c> and on the command line, e.g. <c>training.epochs</c>.</summary>
    public string Path { get; }

    /// <summary>What its path begins with: one of <see cref="SettingTable.Sections"/>.</summary>
    public string Section { get; }

    /// <summary>Its name within its section, e.g. <c>epochs</c>.</summary>
    public string Key { get; }

    /// <summary>What values it takes.</summary>
    public SettingKind Kind { get; }

    /// <summary>The value taken where a spec names none, as canonical text; null if one must be named.</summary>
    public string? Default { get; }

    /// <summary>The preset that has another default, and that default; null if none has.</summary>
    public (string Preset, string Value)? PresetDefault { get; internal init; }

    /// <summary>What it does, in a phrase.</summary>
    public string Meaning { get; }

    /// <summary>What another setting must be for it to have an effect, or null if it always has one.</summary>
    public SettingNeed? Needs { get; internal init; }

    /// <summary>
    /// Whether it is among a run's recorded settings. Engine and device are not: they have columns of their own, and
    /// lines of their own in what a run's identity is made of.
    /// </summary>
    public bool IsRecorded { get; internal init; } = true;

    /// <summary>
    /// Whether it makes a run another one. What only says what to look at does not: cells that differ in nothing else
    /// would be the same runs.
    /// </summary>
    public bool IsOfRun { get; internal init; } = true;

    /// <summary>
    /// The value that is not among a run's recorded settings where it is the default, too: what every run had before
    /// there was the setting. Their identities stay, and a run without it is still the same run.
    /// </summary>
    public string? Unsaid { get; internal init; }

    /// <summary>
    /// Whether the best learning rate depends on it so much that variants which differ in it want rates of their own.
    /// </summary>
    public bool MovesBestRate { get; internal init; }

    /// <summary>Its place in <see cref="SettingTable.All"/>.</summary>
    internal int Index { get; }

    /// <summary>What <see cref="Auto"/> stands for among the others; null if that is no value of it.</summary>
    internal Func<SettingValues, object>? Suits { get; init; }

    /// <summary>What a run has of it, as text; null for nothing.</summary>
    internal string? Of(RunSpec run) => held(run) is { } value ? Kind.Written(value) : null;

    /// <summary>As written in a spec, e.g. <c>training.epochs: 8</c>.</summary>
    internal string With(string value) => $"{Path}: {value}";

    /// <inheritdoc/>
    public override string ToString() => Path;
}
