namespace LeNetLab.Specs;

/// <summary>A run from the settings that were recorded of it, without the spec that it came from.</summary>
public static class RecordedSettings
{
    /// <summary>The run whose <see cref="RunSpec.Settings"/> these are.</summary>
    /// <param name="variant">See <see cref="RunSpec.Variant"/>.</param>
    /// <param name="seed">See <see cref="RunSpec.Seed"/>.</param>
    /// <param name="engine">See <see cref="RunSpec.Engine"/>.</param>
    /// <param name="settings">Canonical values.</param>
    /// <exception cref="FormatException">A setting is not known, or they are not all of a run's, in order.</exception>
    public static RunSpec ToRun(string variant, long seed, EngineSpec engine, IReadOnlyList<Setting> settings)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(settings);
        Setting[] all =
        [
            .. settings, new Setting(SettingTable.Device.Path, engine.Device),
            new Setting(SettingTable.Engine.Path, engine.Name),
        ];
        SettingValues values = SettingValues.Defaults.With(all.Select(Read));
        if (!values.Recorded().SequenceEqual(settings))
        {
            Setting odd = values.Recorded().Except(settings).Concat(settings).First();
            throw new FormatException($"{odd.Path} = {Quotation.Of(odd.Value)} is missing or does not belong there.");
        }

        return new RunSpec(variant, RunAssembler.Model(values), RunAssembler.Training(values), seed, [.. settings])
        {
            Engine = engine,
        };
    }

    private static GivenValue Read(Setting setting)
    {
        SettingDefinition definition = SettingTable.Find(setting.Path)
            ?? throw new FormatException($"There is no setting {Quotation.Of(setting.Path)}.");
        return definition.Kind.Read(setting.Value, out string problem) == setting.Value
            ? new GivenValue(definition, setting.Value, default, GivenBy.Base)
            : throw new FormatException($"{definition.With(Quotation.Of(setting.Value))} {problem}.");
    }
}
