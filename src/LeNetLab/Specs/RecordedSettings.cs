namespace LeNetLab.Specs;

/// <summary>A run's spec from what was recorded of it: the way back from <see cref="RunSpec.Settings"/>.</summary>
public static class RecordedSettings
{
    /// <summary>
    /// Every setting in effect, in the settings' order: those given, and those that go without saying, which are no part of
    /// a run's identity.
    /// </summary>
    /// <param name="settings">A run's settings. With one that this program does not know they are returned as they are.</param>
    public static IReadOnlyList<Setting> Complete(IReadOnlyList<Setting> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        SettingDefinition?[] known = [.. settings.Select(setting => SettingTable.Find(setting.Path))];
        if (known.Contains(null))
            return settings;
        var mark = new SourceMark("a run", 0, 0);
        Setting[] complete =
        [
            .. SettingValues.Defaults
                .With(settings.Zip(known, (setting, of) => new GivenValue(of!, setting.Value, mark, GivenBy.Base))).Complete(),
        ];
        string[] given = [.. settings.Select(setting => setting.Path)];
        return [.. complete.Where(setting => !given.Contains(setting.Path)).Concat(settings)
            .OrderBy(setting => SettingTable.Find(setting.Path)!.Index)];
    }

    /// <summary>Rebuilds the spec; it equals the one that was recorded in everything.</summary>
    /// <param name="runId">The run's id, for errors.</param>
    /// <param name="variant">What it is called.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="engine">What trained it.</param>
    /// <param name="settings">Every recorded setting, resolved, in the settings' order.</param>
    /// <exception cref="SpecException">
    /// They are not what this program records: it was another version's, or they were changed.
    /// </exception>
    public static RunSpec Rebuild(
        string runId, string variant, long seed, EngineSpec engine, IReadOnlyList<Setting> settings)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(settings);
        var mark = new SourceMark($"run {runId}", 0, 0);
        var errors = new SpecErrors();
        var given = new List<GivenValue>();
        foreach (Setting setting in settings)
        {
            if (SettingTable.Find(setting.Path) is not { IsRecorded: true } definition)
                errors.Add(mark, $"it was recorded with `{setting.Path}`, which this program does not have");
            else if (definition.Kind.Read(setting.Value, out string problem) != setting.Value)
                errors.Add(mark, $"its `{definition.With(Quotation.Of(setting.Value))}` {problem}");
            else
                given.Add(new GivenValue(definition, setting.Value, mark, GivenBy.Base));
        }

        errors.ThrowIfAny();
        SettingValues values = SettingValues.Defaults.With(given);
        foreach (Setting setting in values.Recorded().Except(settings))
            errors.Add(mark, $"it was recorded without `{setting.Path}`, which this program needs to know");
        foreach (Setting setting in settings.Except(values.Complete()))
            errors.Add(mark, $"its `{setting.Path}: {Quotation.Of(setting.Value)}` has no effect beside its others");
        errors.ThrowIfAny();
        return new RunSpec(
            variant, RunAssembler.Model(values), RunAssembler.Training(values), seed, values.Recorded())
        {
            Engine = engine,
        };
    }
}
