namespace LeNetLab.Specs;

/// <summary>
/// Collects what is wrong with a spec, and which settings are therefore not known: a rule about a setting whose value
/// was refused would only add noise.
/// </summary>
internal sealed class SpecErrors
{
    private readonly List<(SpecError Error, int Order)> errors = [];
    private readonly HashSet<SettingDefinition> doubted = [];
    private bool everythingDoubted;

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => errors.Count > 0;

    /// <summary>Whether any setting is in doubt.</summary>
    public bool AnyDoubt => everythingDoubted || doubted.Count > 0;

    /// <summary>Whether the settings cannot be reasoned about at all.</summary>
    public bool EverythingDoubted => everythingDoubted;

    public void Add(SourceMark mark, string message) =>
        errors.Add((new SpecError(mark.File, mark.Line, mark.Column, message), errors.Count));

    /// <summary>A setting's value was refused.</summary>
    public void Doubt(SettingDefinition setting) => doubted.Add(setting);

    /// <summary>Something was refused that could have said anything about any setting.</summary>
    public void DoubtEverything() => everythingDoubted = true;

    /// <summary>Whether nothing said about these settings was refused.</summary>
    public bool Trusts(IEnumerable<SettingDefinition> settings) =>
        !everythingDoubted && !settings.Any(doubted.Contains);

    /// <exception cref="SpecException">
    /// Anything was collected; the file's errors come before those of <c>SET</c>, and these before the options'.
    /// </exception>
    public void ThrowIfAny()
    {
        if (!Any)
            return;
        throw new SpecException([.. errors
            .OrderBy(entry => entry.Error.Line == 0).ThenBy(entry => entry.Error.File == OverrideReader.File)
            .ThenBy(entry => entry.Error.Line).ThenBy(entry => entry.Error.Column).ThenBy(entry => entry.Order)
            .Select(entry => entry.Error).Distinct()]);
    }
}
