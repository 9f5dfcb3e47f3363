using System.Globalization;
using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>Reads the section <c>tune</c>.</summary>
/// <param name="swept">What the sweep varies itself, by <c>grid</c> or <c>zip</c>.</param>
/// <param name="errors">Where problems go.</param>
internal sealed class TuneReader(IReadOnlySet<SettingDefinition> swept, SpecErrors errors)
{
    private const int MostSeeds = 100, MostCandidates = 100, UsualSeeds = 2;

    private const string Example = "`tune: {training.learning_rate: [0.02, 0.05], validation_images: 10000}`";

    // How a trial is trained, by its short name; nothing of it can be tried.
    private static readonly IReadOnlyDictionary<string, SettingDefinition> OfTrials =
        new Dictionary<string, SettingDefinition>
        {
            ["validation_images"] = SettingTable.ValidationImages,
            ["train_images"] = SettingTable.TrainImages,
            ["epochs"] = SettingTable.Epochs,
        };

    private readonly SettingReader settings = new(errors);

    /// <summary>The section; null if it is refused.</summary>
    public TuneDraft? Read(SpecEntry section)
    {
        if (section.Value is not SpecNode.Mapping { Entries.Count: > 0 } mapping)
        {
            errors.Add(section.Value.Mark, $"`tune` needs what is to be tried, as in {Example}");
            return null;
        }

        var lists = new List<(SettingDefinition, IReadOnlyList<GivenValue>)>();
        var trial = new List<GivenValue>();
        int seeds = UsualSeeds;
        bool wrong = false;
        foreach (SpecEntry entry in mapping.Entries)
        {
            if (entry.Name == "seeds")
                seeds = Seeds(entry.Value) ?? seeds;
            else if (OfTrials.TryGetValue(entry.Name, out SettingDefinition? ofTrials))
                trial.AddRange(One(ofTrials, entry.Value));
            else if (Tried(entry) is { } list)
                lists.Add(list);
            else
                wrong = true;
        }

        // What is wrong with a list has been said; that there is none would be false.
        if (wrong && lists.Count == 0)
            return null;

        var draft = new TuneDraft(lists, trial, seeds, section.Key.Mark);
        return IsWhole(draft) ? draft : null;
    }

    private bool IsWhole(TuneDraft draft)
    {
        string? problem =
            draft.Lists.Count == 0 ? $"`tune` lists nothing to try; name a setting by its full path, as in {Example}"
            : draft.Trial.All(value => value.Setting != SettingTable.ValidationImages)
                ? "`tune` chooses on images held out of the training set: say how many, as in `validation_images: 10000`"
            : draft.Candidates > MostCandidates
                ? $"`tune` would try {draft.Candidates:N0} settings for each variant; at most {MostCandidates} are allowed"
            : null;

        // What was refused already is not reported as missing too.
        if (problem is not null && !errors.AnyDoubt)
            errors.Add(draft.Mark, problem);
        return problem is null;
    }

    private IEnumerable<GivenValue> One(SettingDefinition setting, SpecNode node) =>
        settings.Value(setting, node, GivenBy.When) is { } value ? [value] : [];

    private (SettingDefinition, IReadOnlyList<GivenValue>)? Tried(SpecEntry entry)
    {
        if (!entry.Name.Contains('.') && SettingTable.All.All(setting => setting.Key != entry.Name))
        {
            string[] keys = ["seeds", .. OfTrials.Keys];
            errors.Add(entry.Key.Mark, $"unknown key `{entry.Quoted}`{NearestName.Question(entry.Name, keys)} allowed in "
                + $"`tune`: {string.Join(", ", keys)}, and settings by their full path");
            errors.DoubtEverything();
            return null;
        }

        if (settings.Path(entry.Key) is not { } setting)
            return null;
        string? problem =
            swept.Contains(setting) ? "is swept already; what tells variants apart cannot be chosen for each"
            : OfTrials.Values.Contains(setting) ? $"is how trials are trained: write it as `{setting.Key}: …`"
            : !setting.IsRecorded ? "says what trains a run, and is nothing to be tuned"
            : null;
        if (problem is not null)
            errors.Add(entry.Key.Mark, $"`{setting}` {problem}");
        if (settings.Values(setting, entry.Value, "tune") is not { } values || problem is not null)
            return null;
        GivenValue[] valid = [.. values.OfType<GivenValue>().Select(value => value with { By = GivenBy.When })];
        foreach (GivenValue again in valid.GroupBy(value => value.Text).SelectMany(same => same.Skip(1)))
            errors.Add(again.Mark, $"`{setting.With(again.Text)}` stands twice in the list; once is enough");
        return (setting, [.. valid.DistinctBy(value => value.Text)]);
    }

    private int? Seeds(SpecNode node)
    {
        if (node is SpecNode.Scalar { IsNull: false } scalar
            && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int seeds)
            && seeds is >= 1 and <= MostSeeds)
        {
            return seeds;
        }

        errors.Add(node.Mark, $"`seeds` of `tune` is {node.Description}; allowed: how many seeds try each setting, "
            + $"from 1 to {MostSeeds}");
        return null;
    }
}
