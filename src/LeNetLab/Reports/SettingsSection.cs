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
            Dictionary<string, string?> usual = varying.ToDictionary(path => path, path => Usual(variants, path));
            text.Append(Markdown.TextTable(
                ["Variant", .. varying.Select(Markdown.Code)],
                variants.Select(variant => new[] { Markdown.Code(variant.Variant) }
                    .Concat(varying.Select(path => Show(Value(variant.Settings, path), usual[path]))).ToArray())));
            text.Append(usual.Values.Any(value => value is not null)
                ? "\nBold is what few variants have: another value than the most frequent one. Shared by all:\n\n"
                : "\nShared by all:\n\n");
        }

        text.Append(Markdown.TextTable(
            ["Setting", "Value"],
            paths.Except(varying).Select(path => new[]
            {
                Markdown.Code(path), Show(Value(variants[0].Settings, path)),
            })));
        return text.ToString();
    }

    /// <summary>The value that most variants have; null where none stands out.</summary>
    private static string? Usual(IReadOnlyList<(string Variant, IReadOnlyList<Setting> Settings)> variants, string path)
    {
        (string? Value, int Count)[] counts =
        [
            .. variants.CountBy(variant => Value(variant.Settings, path) ?? "").Select(count => (count.Key, count.Value))
                .OrderByDescending(count => count.Value),
        ];
        return counts[0].Count > counts[1].Count ? counts[0].Value : null;
    }

    private static string Show(string? value, string? usual) =>
        usual is null || (value ?? "") == usual ? Show(value) : $"**{Show(value)}**";

    private static string? Value(IReadOnlyList<Setting> settings, string path) =>
        settings.Where(setting => setting.Path == path).Select(setting => setting.Value).FirstOrDefault();

    private static string Show(string? value) => string.IsNullOrEmpty(value) ? Figures.None : Markdown.Code(value);
}
