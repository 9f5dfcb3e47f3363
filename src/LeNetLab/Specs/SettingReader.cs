using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>Reads settings, by section or by full path, and their values; reports what it cannot take.</summary>
internal sealed class SettingReader(SpecErrors errors)
{
    /// <summary>A value for a setting, or null if it is refused.</summary>
    public GivenValue? Value(SettingDefinition setting, SpecNode node, GivenBy by)
    {
        if (Text(setting, node) is { } text)
            return new GivenValue(setting, text, node.Mark, by);
        errors.Doubt(setting);
        return null;
    }

    /// <summary>The values of a list, null in place of those refused; null if it is none or is empty.</summary>
    public IReadOnlyList<GivenValue?>? Values(SettingDefinition setting, SpecNode node, string section)
    {
        if (node is not SpecNode.Sequence { Items: { Count: > 0 } items })
        {
            errors.Add(node.Mark, node is SpecNode.Sequence
                ? $"`{setting}` is given no values in `{section}`; list some, or leave it out"
                : $"`{setting}` needs a list of values in `{section}`, such as `[{Example(setting)}]`, "
                    + $"not {node.Description}");
            errors.Doubt(setting);
            return null;
        }

        return [.. items.Select(item => Value(setting, item, GivenBy.Sweep))];
    }

    /// <summary>Settings by full path, each with one value.</summary>
    public IReadOnlyList<GivenValue> Assignments(SpecNode.Mapping node, GivenBy by)
    {
        var values = new List<GivenValue>();
        foreach (SpecEntry entry in node.Entries)
        {
            if (Path(entry.Key) is { } setting && Value(setting, entry.Value, by) is { } value)
                values.Add(value);
        }

        return values;
    }

    /// <summary>The settings of one section of <c>base</c>, by their short names.</summary>
    public IReadOnlyList<GivenValue> Section(string section, SpecNode.Mapping node)
    {
        SettingDefinition[] here = [.. SettingTable.All.Where(setting => setting.Section == section)];
        var values = new List<GivenValue>();
        foreach (SpecEntry entry in node.Entries)
        {
            if (Array.Find(here, setting => setting.Key == entry.Name) is not { } setting)
                RefuseKey(section, here, entry);
            else if (Value(setting, entry.Value, GivenBy.Base) is { } value)
                values.Add(value);
        }

        return values;
    }

    /// <summary>The setting that a full path names, or null.</summary>
    public SettingDefinition? Path(SpecNode.Scalar key)
    {
        if (SettingTable.Find(key.Text) is { } setting)
            return setting;
        SettingDefinition? meant = Meant(key.Text);
        string quoted = Quotation.Of(key.Text);
        errors.Add(key.Mark, SettingTable.Sections.Contains(key.Text)
            ? $"`{quoted}` is a section; settings are named by their full path here, such as "
                + $"`{SettingTable.All.First(candidate => candidate.Section == key.Text)}`"
            : meant is null ? $"unknown setting `{quoted}`; {Alternatives(key.Text)}"
            : $"unknown setting `{quoted}`{Question(meant.Path)}");
        DoubtMeant(meant);
        return null;
    }

    /// <summary>What there is instead of a path that resembles nothing.</summary>
    private static string Alternatives(string path)
    {
        int dot = path.IndexOf('.');
        SettingDefinition[] section = [.. SettingTable.All.Where(setting => dot > 0 && setting.Section == path[..dot])];
        return section.Length > 0
                ? $"those of `{path[..dot]}` are: {string.Join(", ", section.Select(setting => setting.Key))}"
            : dot >= 0 ? "paths begin with " + string.Join(", ", SettingTable.Sections.Select(name => $"`{name}.`"))
                + ", such as `training.epochs`"
            : "a path is needed, such as `training.epochs`";
    }

    /// <summary>What was meant by a path that names no setting: its last part decides, in its section if any.</summary>
    private static SettingDefinition? Meant(string path)
    {
        int dot = path.LastIndexOf('.');
        string key = path[(dot + 1)..];
        SettingDefinition[] section = [.. SettingTable.All.Where(setting => dot > 0 && setting.Section == path[..dot])];
        return SettingTable.All.FirstOrDefault(setting => setting.Key == key)
            ?? Nearest(key, section.Length > 0 ? section : SettingTable.All, setting => setting.Key);
    }

    private void RefuseKey(string section, SettingDefinition[] here, SpecEntry entry)
    {
        SettingDefinition? full = SettingTable.Find(entry.Name);
        SettingDefinition? elsewhere = SettingTable.All.FirstOrDefault(setting => setting.Key == entry.Name);
        SettingDefinition? near = Nearest(entry.Name, here, setting => setting.Key);
        errors.Add(entry.Key.Mark,
            full?.Section == section
                ? $"`{entry.Quoted}` stands below `{section}` already; write `{full.Key}`"
            : (full ?? elsewhere) is { } other
                ? $"`{entry.Quoted}` belongs to `{other.Section}`, not to `{section}`"
            : $"unknown key `{entry.Quoted}`{(near is null ? ";" : Question(near.Key))} allowed in `{section}`: "
                + string.Join(", ", here.Select(setting => setting.Key)));
        DoubtMeant(full ?? elsewhere ?? near);
    }

    private string? Text(SettingDefinition setting, SpecNode node)
    {
        switch (node)
        {
            case SpecNode.Scalar { IsNull: true }:
                errors.Add(node.Mark, $"`{setting}` has no value; allowed: {setting.Kind.Allowed}{OrDefault(setting)}");
                return null;
            case SpecNode.Scalar scalar:
                if (setting.Kind.Read(scalar.Text, out string problem) is { } text)
                    return text;
                errors.Add(node.Mark,
                    $"`{setting.With(Quotation.Of(scalar.Text))}` {problem}; allowed: {setting.Kind.Allowed}");
                return null;
            case SpecNode.Sequence list when setting.Kind is SettingKind.Sizes:
                string joined = string.Join('-', list.Items.Select(item => (item as SpecNode.Scalar)?.Text));
                return Text(setting, new SpecNode.Scalar(node.Mark, joined, IsPlain: false));
            case SpecNode.Sequence:
                errors.Add(node.Mark,
                    $"`{setting}` takes one value here, not a list; to sweep it, list its values in `grid`");
                return null;
            default:
                errors.Add(node.Mark, $"`{setting}` takes one value, not a mapping; allowed: {setting.Kind.Allowed}");
                return null;
        }
    }

    /// <summary>A key that was refused most probably says something about the setting that it resembles.</summary>
    private void DoubtMeant(SettingDefinition? meant)
    {
        if (meant is null)
            errors.DoubtEverything();
        else
            errors.Doubt(meant);
    }

    private static SettingDefinition? Nearest(
        string written, IReadOnlyList<SettingDefinition> among, Func<SettingDefinition, string> name) =>
        NearestName.Find(written, [.. among.Select(name)]) is { } near
            ? among.First(setting => name(setting) == near)
            : null;

    private static string Question(string name) => $": did you mean `{name}`?";

    private static string OrDefault(SettingDefinition setting) =>
        setting.Default is not { } value ? ""
        : setting.PresetDefault is not { } own ? $"; without the key it is `{value}`"
        : $"; without the key it is `{value}`, or `{own.Value}` with `{SettingTable.Preset.With(own.Preset)}`";

    private static string Example(SettingDefinition setting) => setting.Kind switch
    {
        SettingKind.Choice choice => string.Join(", ", choice.Names.Take(2)),
        SettingKind.Toggle => "true, false",
        _ => setting.Default ?? "1",
    };
}
