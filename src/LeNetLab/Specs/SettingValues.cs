using System.Globalization;

namespace LeNetLab.Specs;

/// <summary>Who gave a value, the weakest first.</summary>
internal enum GivenBy
{
    /// <summary>The spec's <c>base</c>.</summary>
    Base,

    /// <summary>A cell of the sweep: <c>grid</c>, <c>zip</c> or <c>variants</c>.</summary>
    Sweep,

    /// <summary>A condition that the cell met.</summary>
    When,

    /// <summary>The command line, which nothing replaces.</summary>
    CommandLine,
}

/// <summary>A valid value of a setting, and where it was given.</summary>
internal sealed record GivenValue(SettingDefinition Setting, string Text, SourceMark Mark, GivenBy By);

/// <summary>The settings of one cell of a sweep: what was given, and the defaults for the rest. Immutable.</summary>
internal sealed class SettingValues
{
    /// <summary>Nothing given.</summary>
    public static readonly SettingValues Defaults = new(new GivenValue?[SettingTable.All.Count]);

    private readonly GivenValue?[] given;

    private SettingValues(GivenValue?[] given) => this.given = given;

    /// <summary>The resolved value as canonical text; empty where a value must be given and is not.</summary>
    public string this[SettingDefinition setting] =>
        Resolve(setting, given[setting.Index]?.Text ?? Default(setting));

    /// <summary>What was given for a setting, if anything.</summary>
    public GivenValue? Given(SettingDefinition setting) => given[setting.Index];

    /// <summary>Everything that was given.</summary>
    public IEnumerable<GivenValue> AllGiven => given.OfType<GivenValue>();

    /// <summary>What a written value would stand for here.</summary>
    public string Resolve(SettingDefinition setting, string written) =>
        setting.Suits is { } suits && written == SettingDefinition.Auto ? setting.Kind.Written(suits(this)) : written;

    /// <summary>These values with others in their place, but for those that the command line gave.</summary>
    public SettingValues With(IEnumerable<GivenValue> values)
    {
        GivenValue?[] changed = [.. given];
        foreach (GivenValue value in values)
        {
            if (changed[value.Setting.Index]?.By != GivenBy.CommandLine)
                changed[value.Setting.Index] = value;
        }

        return new SettingValues(changed);
    }

    /// <summary>These values without those given that have no effect here.</summary>
    public SettingValues Pruned() =>
        new([.. given.Select(value => value is not null && Applies(value.Setting) ? value : null)]);

    /// <summary>Whether a setting has an effect here.</summary>
    public bool Applies(SettingDefinition setting) => setting.Needs is not { } need || Meets(need);

    /// <summary>Whether a setting that another one needs has an effect here, and one of the values needed.</summary>
    private bool Meets(SettingNeed need) => Applies(need.Setting) && need.Values.Contains(this[need.Setting]);

    /// <summary>The resolved value of a setting that has an effect here; empty if it has none.</summary>
    public string Effect(SettingDefinition setting) => Applies(setting) ? this[setting] : "";

    /// <summary>The value of a <see cref="SettingKind.Whole"/>.</summary>
    /// <exception cref="FormatException">It is a word.</exception>
    public int Whole(SettingDefinition setting) => int.Parse(this[setting], CultureInfo.InvariantCulture);

    /// <summary>The value of a <see cref="SettingKind.Number"/>.</summary>
    public double Number(SettingDefinition setting) => double.Parse(this[setting], CultureInfo.InvariantCulture);

    /// <summary>The value of a <see cref="SettingKind.Toggle"/>.</summary>
    public bool Toggle(SettingDefinition setting) => this[setting] == "true";

    /// <summary>The value of a <see cref="SettingKind.Choice"/> among an enumeration's values.</summary>
    public T Choice<T>(SettingDefinition setting)
        where T : struct, Enum
    {
        string name = this[setting];
        IReadOnlyList<string> names = ((SettingKind.Choice)setting.Kind).Names;
        return Enum.GetValues<T>()[Enumerable.Range(0, names.Count).First(index => names[index] == name)];
    }

    /// <summary>
    /// Every setting that makes a run another, in the table's order: cells that agree in all are the same.
    /// </summary>
    public IReadOnlyList<Setting> Effective() => Canonical(SettingTable.All.Where(setting => setting.IsOfRun));

    /// <summary>Those of them that are recorded: what a run's identity rests on, besides its engine.</summary>
    public IReadOnlyList<Setting> Recorded() => Canonical(
        SettingTable.All.Where(setting => setting.IsRecorded && !GoesWithoutSaying(setting)));

    /// <summary>The same with those that go without saying.</summary>
    public IReadOnlyList<Setting> Complete() => Canonical(SettingTable.All.Where(setting => setting.IsRecorded));

    /// <summary>Only where the default says the same: what is recorded must lead back to these values.</summary>
    private bool GoesWithoutSaying(SettingDefinition setting) =>
        setting.Unsaid is { } unsaid && this[setting] == unsaid && Resolve(setting, Default(setting)) == unsaid;

    private string Default(SettingDefinition setting) =>
        setting.PresetDefault is { } own && this[SettingTable.Preset] == own.Preset ? own.Value : setting.Default ?? "";

    private IReadOnlyList<Setting> Canonical(IEnumerable<SettingDefinition> settings) =>
        [.. settings.Where(Applies).Select(setting => new Setting(setting.Path, this[setting]))];
}
