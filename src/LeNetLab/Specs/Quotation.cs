using System.Globalization;
using System.Text;

namespace LeNetLab.Specs;

/// <summary>
/// Foreign text made fit for an error message: one line, no control characters, not endless, and nothing in it that
/// looks like something else. What cannot be told by its looks is written as <c>U+00A0</c>.
/// </summary>
internal static class Quotation
{
    /// <param name="text">What someone wrote.</param>
    /// <param name="maxLength">Where it is cut off, in UTF-16 units.</param>
    public static string Of(string text, int maxLength = 60)
    {
        var quoted = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (quoted.Length >= maxLength)
                return quoted.Append('…').ToString();
            quoted.Append(rune.Value switch
            {
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when IsUnprintable(rune) || IsMistakable(rune) => $"<U+{rune.Value:X4}>",
                _ => rune.ToString(),
            });
        }

        return quoted.ToString();
    }

    /// <summary>Whether a character may do something to a terminal, or hide, rather than be read.</summary>
    public static bool IsUnprintable(Rune rune) =>
        Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is
            (>= 0x200B and <= 0x200F) or (>= 0x2028 and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF;

    /// <summary>Whether a character is taken for another one: blanks that are no space, curved quotes, long dashes.</summary>
    private static bool IsMistakable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation => !rune.IsAscii,
        UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse => true,
        _ => rune.Value is 0x201A or 0x201E or 0x2032 or 0x2033 or 0x2212 or 0x02BC or (>= 0xFF01 and <= 0xFF5E),
    };
}
