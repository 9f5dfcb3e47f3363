using System.Text.RegularExpressions;

namespace LeNetLab.Cli;

/// <summary>Takes <c>--set</c> apart: the Makefile passes <c>SET="a=1 b=2"</c> as one text.</summary>
internal static partial class OverrideText
{
    /// <summary>
    /// Each <c>path=value</c> of each text. Blanks within a value, as in <c>seeds=[1, 2]</c>, stay, and so does all that
    /// stands in quotes.
    /// </summary>
    public static IReadOnlyList<string> Split(IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => Settings(text.Trim())).Where(text => text.Length > 0)];

    private static IEnumerable<string> Settings(string text)
    {
        int start = 0;
        foreach (Match part in Parts().Matches(text))
        {
            if (!part.Groups["between"].Success)
                continue;
            yield return text[start..part.Index];
            start = part.Index + part.Length;
        }

        yield return text[start..];
    }

    /// <summary>A value in quotes; or blanks, all that stand together, that another path and its equals sign follow.</summary>
    [GeneratedRegex(
        """(?<==)(?>'([^']|'')*'|"([^"\\]|\\.)*")|(?<between>(?<!\s)(?>\s+)(?=[A-Za-z_][\w.\-]*\s*=))""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}
