using System.Text;
using LeNetLab.Specs;

namespace LeNetLab.Reports;

/// <summary>The report's section about settings: those that tell the variants apart, and those they share.</summary>
internal static class SettingsSection
{
    public static string Of(IReadOnlyList<(string Variant, IReadOnlyList<Setting> Settings)> variants)
    {
        string[] paths =
            [.. variants.SelectMany(variant => variant.Settings).Select(setting => setting.Path).Distinct()];
        if (paths.Length == 0)
            return "";
        string[] varying =
            [.. paths.Where(path => variants.Select(v => Value(v.Settings, path)).Distinct().Skip(1).Any())];
        var text = new StringBuilder("\n## Settings\n\n");
        if (varying.Length > 0)
        {
            text.Append(Markdown.TextTable(
                ["Variant", .. varying.Select(Markdown.Code)],
                variants.Select(variant => new[] { Markdown.Code(variant.Variant) }
                    .Concat(varying.Select(path => Show(Value(variant.Settings, path)))).ToArray())));
            text.Append("\nShared by all:\n\n");
        }

        text.Append(Markdown.TextTable(
            ["Setting", "Value"],
            paths.Except(varying).Select(path => new[]
            {
                Markdown.Code(path), Show(Value(variants[0].Settings, path)),
            })));
        return text.ToString();
    }

    private static string? Value(IReadOnlyList<Setting> settings, string path) =>
        settings.Where(setting => setting.Path == path).Select(setting => setting.Value).FirstOrDefault();

    private static string Show(string? value) => string.IsNullOrEmpty(value) ? Figures.None : Markdown.Code(value);
}
