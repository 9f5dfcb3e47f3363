using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>
/// Reads <c>base</c> and all that varies: <c>grid</c>, <c>zip</c>, <c>variants</c>, <c>exclude</c>, <c>when</c>.
/// </summary>
internal sealed class SweepBinder(IReadOnlyDictionary<string, SpecEntry> root, SpecErrors errors)
{
    // Every rule looks at every cell: no spec shall take minutes to read.
    private const int MaxRules = 200;

    private static readonly string[] Sections = ["grid", "zip", "variants"];

    private readonly SettingReader settings = new(errors);

    // The paths that grid and zip sweep, and where each says so.
    private readonly Dictionary<SettingDefinition, (string Section, SourceMark Mark)> swept = [];

    public Sweep Bind(IReadOnlyList<long> seeds, SourceMark seedsMark, SourceMark rootMark)
    {
        IReadOnlyList<GivenValue> shared = ReadBase();
        SweepAxis?[] axes = [.. ReadGrid(), ReadZip(), ReadVariants()];
        string? first = Sections.FirstOrDefault(root.ContainsKey);
        SourceMark mark = first is null ? rootMark : root[first].Key.Mark;
        return new Sweep(shared, [.. axes.OfType<SweepAxis>()], ReadExcludes(), ReadWhens(), seeds, seedsMark, mark);
    }

    private List<GivenValue> ReadBase()
    {
        var values = new List<GivenValue>();
        if (Mapping("base", "base: {training: {epochs: 8}}") is not { } node)
            return values;
        foreach (SpecEntry section in node.Entries)
        {
            if (!SettingTable.Sections.Contains(section.Name))
                RefuseBaseKey(section);
            else if (section.Value is SpecNode.Mapping inner)
                values.AddRange(settings.Section(section.Name, inner));
            else
                RefuseForm(section, $"a mapping, such as `{section.Name}: {{…}}`");
        }

        return values;
    }

    private void RefuseBaseKey(SpecEntry entry)
    {
        SettingDefinition? setting = SettingTable.Find(entry.Name)
            ?? SettingTable.All.FirstOrDefault(candidate => candidate.Key == entry.Name);
        errors.Add(entry.Key.Mark, setting is not null
            ? $"`{entry.Quoted}` is to be written as `{setting.Section}: {{{setting.Key}: …}}` in `base`"
            : $"unknown key `{entry.Quoted}`{NearestName.Question(entry.Name, SettingTable.Sections)} "
                + $"allowed in `base`: {string.Join(", ", SettingTable.Sections)}");
        if (setting is null)
            errors.DoubtEverything();
        else
            errors.Doubt(setting);
    }

    private IEnumerable<SweepAxis?> ReadGrid()
    {
        foreach ((SettingDefinition setting, IReadOnlyList<GivenValue?> values) in ReadLists("grid"))
        {
            GivenValue[] valid = [.. values.OfType<GivenValue>()];
            foreach (IGrouping<string, GivenValue> same in valid.GroupBy(value => value.Text))
            {
                foreach (GivenValue again in same.Skip(1))
                    errors.Add(again.Mark, $"`{setting.With(again.Text)}` stands twice in the list; once is enough");
            }

            GivenValue[] distinct = [.. valid.DistinctBy(value => value.Text)];
            yield return distinct.Length == 0
                ? null
                : new SweepAxis([.. distinct.Select(value => new AxisPoint(null, [value]))]);
        }
    }

    private SweepAxis? ReadZip()
    {
        (SettingDefinition Setting, IReadOnlyList<GivenValue?> Values)[] lists = [.. ReadLists("zip")];
        if (lists.Length == 0)
            return null;
        int[] lengths = [.. lists.Select(list => list.Values.Count).Distinct()];
        if (lengths.Length > 1)
        {
            errors.Add(root["zip"].Key.Mark, "the lists of `zip` must be equally long, but "
                + string.Join(", ", lists.Select(list => $"`{list.Setting}` has {list.Values.Count}")));
            foreach ((SettingDefinition setting, _) in lists)
                errors.Doubt(setting);
        }

        return new SweepAxis([.. Enumerable.Range(0, lengths.Min()).Select(row =>
            new AxisPoint(null, [.. lists.Select(list => list.Values[row]).OfType<GivenValue>()]))]);
    }

    private IEnumerable<(SettingDefinition Setting, IReadOnlyList<GivenValue?> Values)> ReadLists(string section)
    {
        if (Mapping(section, $"{section}: {{model.activation: [tanh, relu]}}") is not { } node)
            yield break;
        foreach (SpecEntry entry in node.Entries)
        {
            if (settings.Path(entry.Key) is not { } setting)
                continue;
            if (swept.TryGetValue(setting, out (string Section, SourceMark Mark) other))
            {
                errors.Add(entry.Key.Mark,
                    $"`{setting}` is swept by `{other.Section}` on line {other.Mark.Line} already; sweep it once");
                errors.Doubt(setting);
                continue;
            }

            swept.Add(setting, (section, entry.Key.Mark));
            if (settings.Values(setting, entry.Value, section) is { } values)
                yield return (setting, values);
        }
    }

    private SweepAxis? ReadVariants()
    {
        if (Mapping("variants", "variants: {plain: {}, decayed: {training.weight_decay: 0.0001}}") is not { } node)
            return null;
        var points = new List<AxisPoint>();
        foreach (SpecEntry entry in node.Entries)
        {
            if (!SpecName.IsVariantName(entry.Name))
            {
                errors.Add(entry.Key.Mark,
                    $"`{entry.Quoted}` cannot name a variant; allowed: up to 64 letters, digits, `-`, `_` and `.`");
            }

            if (entry.Value is SpecNode.Mapping inner)
                points.Add(new AxisPoint(entry.Name, Unswept(settings.Assignments(inner, GivenBy.Sweep))));
            else if (entry.Value is SpecNode.Scalar { IsNull: true })
                points.Add(new AxisPoint(entry.Name, []));
            else
                RefuseForm(entry, "a mapping of settings, such as `{training.momentum: 0.5}`");
        }

        return points.Count == 0 ? null : new SweepAxis(points);
    }

    private IReadOnlyList<CellMatch> ReadExcludes() =>
    [
        .. Rules("exclude", "exclude: [{model.activation: relu, model.c3: partial}]")
            .Select(rule => Match(rule.Mark, rule, "exclude")).OfType<CellMatch>(),
    ];

    private List<ConditionalValues> ReadWhens()
    {
        var whens = new List<ConditionalValues>();
        foreach (SpecNode.Mapping rule in
            Rules("when", "when: [{match: {model.activation: relu}, set: {training.learning_rate: 0.02}}]"))
        {
            Dictionary<string, SpecEntry> keys = SpecKeys.Read(rule, ["match", "set"], "`when`", errors);
            CellMatch? match = Part(rule, keys, "match") is { } condition ? Match(rule.Mark, condition, "match") : null;
            IReadOnlyList<GivenValue> values = Part(rule, keys, "set") is { } set
                ? settings.Assignments(set, GivenBy.When)
                : [];
            if (match is not null && values.Count > 0)
                whens.Add(new ConditionalValues(match, values));
        }

        return whens;
    }

    /// <summary>One of the two parts of a condition, which may neither be missing nor empty.</summary>
    private SpecNode.Mapping? Part(SpecNode.Mapping rule, Dictionary<string, SpecEntry> keys, string name)
    {
        if (keys.TryGetValue(name, out SpecEntry? entry) && entry.Value is SpecNode.Mapping { Entries.Count: > 0 } part)
            return part;
        errors.Add(entry?.Key.Mark ?? rule.Mark,
            $"a condition of `when` needs `{name}`, a mapping of settings such as `{name}: {{model.activation: relu}}`"
            + (name == "match" ? "; what holds for all cells belongs in `base`" : ""));
        errors.DoubtEverything();
        return null;
    }

    private CellMatch? Match(SourceMark mark, SpecNode.Mapping node, string section)
    {
        if (node.Entries.Count == 0)
        {
            errors.Add(node.Mark,
                $"an empty rule of `{section}` would match every cell; name the settings that it is about");
            return null;
        }

        MatchTerm?[] terms = [.. node.Entries.Select(entry => Term(entry, section))];
        if (terms.All(term => term is not null))
            return new CellMatch(mark, [.. terms.OfType<MatchTerm>()]);
        // With a term missing, the rule would match other cells than it is meant to.
        errors.DoubtEverything();
        return null;
    }

    private MatchTerm? Term(SpecEntry entry, string section)
    {
        if (settings.Path(entry.Key) is not { } setting)
            return null;
        IReadOnlyList<GivenValue?>? values = entry.Value is SpecNode.Sequence
            ? settings.Values(setting, entry.Value, section)
            : [settings.Value(setting, entry.Value, GivenBy.Sweep)];
        return values is null || values.Contains(null)
            ? null
            : new MatchTerm(setting, [.. values.OfType<GivenValue>().Select(value => value.Text)]);
    }

    /// <summary>A variant's values, less those that grid or zip sweep: it would make all of theirs the same.</summary>
    private IReadOnlyList<GivenValue> Unswept(IReadOnlyList<GivenValue> values)
    {
        foreach (GivenValue value in values)
        {
            if (swept.TryGetValue(value.Setting, out (string Section, SourceMark Mark) by))
            {
                errors.Add(value.Mark, $"`{value.Setting}` is swept by `{by.Section}` on line {by.Mark.Line}; "
                    + "a variant cannot set it too");
                errors.Doubt(value.Setting);
            }
        }

        return [.. values.Where(value => !swept.ContainsKey(value.Setting))];
    }

    private SpecNode.Mapping? Mapping(string key, string example)
    {
        if (!root.TryGetValue(key, out SpecEntry? entry))
            return null;
        if (entry.Value is SpecNode.Mapping node && (node.Entries.Count > 0 || key == "base"))
            return node;
        if (IsEmpty(entry.Value))
            errors.Add(entry.Key.Mark, $"`{key}` is empty; fill it, as in `{example}`, or leave it out");
        else
            RefuseForm(entry, $"a mapping, such as `{example}`");
        return null;
    }

    private IEnumerable<SpecNode.Mapping> Rules(string key, string example)
    {
        if (!root.TryGetValue(key, out SpecEntry? entry))
            yield break;
        if (IsEmpty(entry.Value))
            errors.Add(entry.Key.Mark, $"`{key}` is empty; fill it, as in `{example}`, or leave it out");
        else if (entry.Value is not SpecNode.Sequence)
            RefuseForm(entry, $"a list of rules, such as `{example}`");
        if (entry.Value is not SpecNode.Sequence list)
            yield break;
        if (list.Items.Count > MaxRules)
        {
            errors.Add(entry.Key.Mark, $"`{key}` has more than {MaxRules} rules; lists of values make one of many");
            errors.DoubtEverything();
            yield break;
        }

        foreach (SpecNode item in list.Items)
        {
            if (item is SpecNode.Mapping rule)
            {
                yield return rule;
            }
            else
            {
                errors.Add(item.Mark, $"a rule of `{key}` is a mapping, as in `{example}`, not {item.Description}");
                errors.DoubtEverything();
            }
        }
    }

    private static bool IsEmpty(SpecNode node) => node is SpecNode.Scalar { IsNull: true }
        or SpecNode.Sequence { Items.Count: 0 } or SpecNode.Mapping { Entries.Count: 0 };

    private void RefuseForm(SpecEntry entry, string needed)
    {
        errors.Add(entry.Value.Mark, $"`{entry.Quoted}` needs {needed}, not {entry.Value.Description}");
        errors.DoubtEverything();
    }
}
