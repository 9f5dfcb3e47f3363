namespace LeNetLab.Specs;

/// <summary>Another setting, and the values of it that a setting has an effect with.</summary>
/// <param name="Setting">The other setting, which must have an effect itself.</param>
/// <param name="Values">Canonical values.</param>
/// <param name="Name">What they have in common, e.g. <c>a network</c>; null for a single value.</param>
public sealed record SettingNeed(SettingDefinition Setting, IReadOnlyList<string> Values, string? Name = null)
{
    /// <summary>A need of one value.</summary>
    internal static SettingNeed Of(SettingDefinition setting, string value) => new(setting, [value]);

    /// <summary>For a reader of the docs, as what follows "only with".</summary>
    internal string InShort => Name ?? $"`{Setting.With(Values[0])}`";

    /// <summary>For a reader of an error: every value that would do.</summary>
    internal string InFull => Name is null
        ? InShort
        : $"{Name} (`{Setting}`: {string.Join(", ", Values.Select(value => $"`{value}`"))})";
}
