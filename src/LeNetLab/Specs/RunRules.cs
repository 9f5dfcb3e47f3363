using LeNetLab.Models;

namespace LeNetLab.Specs;

/// <summary>Holds a run against the rules that specs are held against, whoever made it.</summary>
public static class RunRules
{
    /// <summary>What is wrong with a run, each with what is allowed; empty if nothing is.</summary>
    public static IReadOnlyList<string> Problems(RunSpec run) => Read(run).Problems;

    /// <summary>The settings of a run.</summary>
    /// <exception cref="SpecException">It is none that a spec could ask for; all that is wrong is listed.</exception>
    internal static SettingValues Require(RunSpec run)
    {
        (SettingValues values, IReadOnlyList<string> problems) = Read(run);
        return problems.Count == 0
            ? values
            : throw new SpecException(
                [.. problems.Select(problem => new SpecError($"run `{run.Variant}` of seed {run.Seed}", 0, 0, problem))]);
    }

    private static (SettingValues Values, IReadOnlyList<string> Problems) Read(RunSpec run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var mark = new SourceMark(run.Variant, 0, 0);
        var given = new List<GivenValue>();
        var refused = new List<(SettingDefinition Setting, string Problem)>();
        foreach (SettingDefinition setting in SettingTable.All)
        {
            if (setting.Of(run) is not { } text)
                continue;
            if (setting.Kind.Read(text, out string problem) is { } canonical)
                given.Add(new GivenValue(setting, canonical, mark, GivenBy.Base));
            else
                refused.Add((setting, $"`{setting.With(Quotation.Of(text))}` {problem}; allowed: {setting.Kind.Allowed}"));
        }

        // What has no effect can do no harm: a method that is no network has an unused number of epochs.
        SettingValues values = SettingValues.Defaults.With(given);
        string[] wrong = [.. refused.Where(entry => values.Applies(entry.Setting)).Select(entry => entry.Problem)];
        if (wrong.Length == 0)
            wrong = [.. Together(values), .. MethodProblems(run.Model)];
        return (values, wrong);
    }

    private static IEnumerable<string> Together(SettingValues values) =>
        CombinationRule.All.Where(rule => values.Applies(rule.Settings[0]))
            .Select(rule => rule.Problem(values)).OfType<string>();

    private static IEnumerable<string> MethodProblems(ModelSpec model)
    {
        if (MethodSpec.Usual(model.Preset)?.GetType() != model.Method?.GetType())
        {
            yield return $"`{SettingTable.Preset.With(SettingTable.Preset.Kind.Written(model.Preset))}` is no "
                + $"{model.Method?.GetType().Name}; take the preset of that method, or leave the method out";
        }
    }
}
