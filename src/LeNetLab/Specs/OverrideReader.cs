using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>What the command line sets, in place of the spec's own.</summary>
/// <param name="Values">Settings.</param>
/// <param name="Seeds">The seeds and where they are given, or null.</param>
/// <param name="Dataset">The dataset, or null.</param>
/// <param name="Fallback">The offline fallback, <c>none</c> for no such, or null.</param>
internal sealed record Overrides(
    IReadOnlyList<GivenValue> Values, (IReadOnlyList<long> Seeds, SourceMark Mark)? Seeds,
    (string Name, SourceMark Mark)? Dataset, (string Name, SourceMark Mark)? Fallback)
{
    /// <summary>The draft with these in place.</summary>
    public SpecDraft Apply(SpecDraft draft, SpecErrors errors)
    {
        string dataset = Dataset?.Name ?? draft.Dataset;
        string? fallback = Fallback is { } given
            ? given.Name == OverrideReader.NoFallback ? null : given.Name
            : draft.OfflineFallback == dataset ? null : draft.OfflineFallback;
        if (Fallback is { } own && fallback == dataset)
        {
            errors.Add(own.Mark,
                $"`offline_fallback: {Quotation.Of(dataset)}` is the dataset itself; name another, or `none`");
        }

        Sweep sweep = draft.Sweep.Overridden(Values);
        if (Seeds is { } seeds)
            sweep = sweep with { Seeds = seeds.Seeds, SeedsMark = seeds.Mark };
        return draft with
        {
            Dataset = dataset,
            OfflineFallback = fallback,
            Sweep = sweep,
            Tune = draft.Tune?.Without(Values),
        };
    }
}

/// <summary>Reads the settings of the command line: each <c>path=value</c>, and those that are options.</summary>
internal sealed class OverrideReader(SpecErrors errors)
{
    /// <summary>The file that errors name.</summary>
    public const string File = "SET";

    /// <summary>The value of <c>offline_fallback</c> that takes the spec's away.</summary>
    public const string NoFallback = "none";

    private static readonly string[] Keys = ["seeds", "dataset", "offline_fallback"];

    private readonly SettingReader settings = new(errors);
    private readonly Dictionary<string, SpecNode.Scalar> given = [];

    /// <summary>Reads all of them. Columns are counted as if they stood in one line, a space between two.</summary>
    public Overrides Read(IReadOnlyList<string> overrides, IReadOnlyList<SettingOption> options)
    {
        int column = 1;
        foreach (string text in overrides)
        {
            Split(text, column);
            column += text.Length + 1;
        }

        foreach (SettingOption option in options)
        {
            var mark = new SourceMark($"{option.Name}={Quotation.Of(option.Value)}", 0, 0);
            Give(new SpecNode.Scalar(mark, option.Setting.Path, IsPlain: true), mark, option.Value);
        }

        IEnumerable<GivenValue?> values =
            from setting in SettingTable.All
            where given.ContainsKey(setting.Path)
            select settings.Value(setting, given[setting.Path], GivenBy.CommandLine);
        return new Overrides(
            [.. values.OfType<GivenValue>()], ReadSeeds(), ReadDataset("dataset"), ReadDataset("offline_fallback"));
    }

    private void Split(string text, int column)
    {
        int equals = text.IndexOf('=');
        var key = new SpecNode.Scalar(At(column), equals < 0 ? text : text[..equals], IsPlain: true);
        if (equals < 0)
        {
            errors.Add(key.Mark,
                $"`{Quotation.Of(text)}` sets nothing; write `path=value`, such as `training.epochs=2`");
            return;
        }

        if (Keys.Contains(key.Text) || IsSetting(key))
            Give(key, At(column + equals + 1), text[(equals + 1)..]);
    }

    private void Give(SpecNode.Scalar key, SourceMark mark, string value)
    {
        if (!given.TryAdd(key.Text, Scalar(mark, value)))
            errors.Add(key.Mark, $"`{Quotation.Of(key.Text)}` is set twice; keep one");
    }

    /// <summary>A value, in quotes or without: they make as little difference as in a file.</summary>
    private SpecNode.Scalar Scalar(SourceMark mark, string value)
    {
        if (value.Length == 0 || value[0] is not ('\'' or '"'))
            return new SpecNode.Scalar(mark, value, IsPlain: true);
        if (SpecTree.Unquoted(value) is { } text)
            return new SpecNode.Scalar(mark, text, IsPlain: false);
        errors.Add(mark, $"the quotes of `{Quotation.Of(value)}` do not enclose it; close them, or leave them out");
        return new SpecNode.Scalar(mark, value, IsPlain: false);
    }

    private bool IsSetting(SpecNode.Scalar key)
    {
        // Settings come first: `epoch` is nearer to a setting's short name than to any of the keys.
        string? near = NearestName.Find(key.Text, Keys);
        if (near is null || SettingTable.All.Any(setting => setting.Key == key.Text))
            return settings.Path(key) is not null;
        errors.Add(key.Mark, $"unknown setting `{Quotation.Of(key.Text)}`: did you mean `{near}`?");
        return false;
    }

    private (IReadOnlyList<long>, SourceMark)? ReadSeeds()
    {
        if (!given.TryGetValue("seeds", out SpecNode.Scalar? node))
            return null;
        return SeedsReader.Read(AsList(node), errors) is { } seeds ? (seeds, node.Mark) : null;
    }

    /// <summary><c>1,2,5</c> or <c>[1,2,5]</c> as the list that it is.</summary>
    private SpecNode AsList(SpecNode.Scalar node)
    {
        bool bracketed = node.Text.StartsWith('[') && node.Text.EndsWith(']') && node.Text.Length >= 2;
        if (!bracketed && !node.Text.Contains(','))
            return node;
        int column = node.Mark.Column + (bracketed ? 1 : 0);
        var items = new List<SpecNode>();
        foreach (string part in (bracketed ? node.Text[1..^1] : node.Text).Split(','))
        {
            items.Add(Scalar(At(column), part.Trim()));
            column += part.Length + 1;
        }

        return new SpecNode.Sequence(node.Mark, items);
    }

    private (string, SourceMark)? ReadDataset(string key)
    {
        if (!given.TryGetValue(key, out SpecNode.Scalar? node))
            return null;
        if (key != "offline_fallback" || node.Text != NoFallback)
            SpecBinder.CheckDataset(key, node.Text, node.Mark, errors);
        return (node.Text, node.Mark);
    }

    private static SourceMark At(int column) => new(File, 1, column);
}
