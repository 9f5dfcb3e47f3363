using System.Text;

namespace LeNetLab.Specs;

/// <summary>The settings as a reader of the docs sees them, made from the table that validation uses.</summary>
public static class SettingsReference
{
    /// <summary>A Markdown table: path, values, default, meaning.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder("| setting | values | default | meaning |\n|---|---|---|---|\n");
        foreach (SettingDefinition setting in SettingTable.All)
        {
            string values = setting.Kind is SettingKind.Choice choice
                ? string.Join(", ", choice.Names.Select(name => $"`{name}`"))
                : setting.Kind.Allowed;
            string standard = setting.Default is { } value ? $"`{value}`" : "none: must be set";
            if (setting.PresetDefault is { } own)
                standard += $"; with `{own.Preset}` `{own.Value}`";
            string condition = setting.Needs is { } need ? $" (only with {need.InShort})" : "";
            text.Append($"| `{setting.Path}` | {values} | {standard} | {setting.Meaning}{condition} |\n");
        }

        return text.ToString();
    }
}
