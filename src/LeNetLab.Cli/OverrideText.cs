using System.Text.RegularExpressions;

namespace LeNetLab.Cli;

/// <summary>Takes <c>--set</c> apart: the Makefile passes <c>SET="a=1 b=2"</c> as one text.</summary>
internal static partial class OverrideText
{
    /// <summary>Each <c>path=value</c> of each text. Blanks within a value, as in <c>seeds=[1, 2]</c>, stay.</summary>
    public static IReadOnlyList<string> Split(IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => NextSetting().Split(text.Trim())).Where(text => text.Length > 0)];

    /// <summary>Blanks, all that stand together, that another path and its equals sign follow.</summary>
    [GeneratedRegex(
        @"(?<!\s)(?>\s+)(?=[A-Za-z_][\w.\-]*\s*=)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NextSetting();
}
