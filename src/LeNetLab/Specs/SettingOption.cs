namespace LeNetLab.Specs;

/// <summary>A setting that the command line has an option of its own for; it wins as those of <c>SET</c> do.</summary>
/// <param name="Name">The option's name, for errors: <c>ENGINE</c>.</param>
/// <param name="Setting">What it sets.</param>
/// <param name="Value">To what, as given.</param>
public sealed record SettingOption(string Name, SettingDefinition Setting, string Value);
