using System.Text;

namespace LeNetLab.Specs;

/// <summary>Foreign text made fit for an error message: one line, no control characters, not endless.</summary>
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
                _ when IsUnprintable(rune) => $"\\u{rune.Value:x4}",
                _ => rune.ToString(),
            });
        }

        return quoted.ToString();
    }

    /// <summary>Whether a character may do something to a terminal, or hide, rather than be read.</summary>
    public static bool IsUnprintable(Rune rune) =>
        Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is
            (>= 0x200B and <= 0x200F) or (>= 0x2028 and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF;
}
