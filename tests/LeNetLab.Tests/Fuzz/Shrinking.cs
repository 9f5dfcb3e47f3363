namespace LeNetLab.Tests.Fuzz;

/// <summary>Smaller inputs to try in place of one that breaks a parser.</summary>
internal static class Shrinking
{
    /// <summary>The bytes with a half, a quarter, … left out, down to single ones.</summary>
    public static IEnumerable<byte[]> Bytes(byte[] bytes) =>
        Cuts(bytes.Length).Select(cut => (byte[])[.. bytes[..cut.From], .. bytes[cut.To..]]);

    /// <summary>The text with a half, a quarter, … left out, down to single characters.</summary>
    public static IEnumerable<string> Text(string text) =>
        Cuts(text.Length).Select(cut => string.Concat(text.AsSpan(0, cut.From), text.AsSpan(cut.To)));

    /// <summary>The list without one of its items, or with one of them smaller.</summary>
    public static IEnumerable<string[]> Texts(string[] texts) =>
    [
        .. texts.Select((_, i) => texts.Where((_, other) => other != i).ToArray()),
        .. texts.SelectMany((text, i) =>
            Text(text).Select(smaller => texts.Select((other, j) => i == j ? smaller : other).ToArray())),
    ];

    private static IEnumerable<(int From, int To)> Cuts(int length)
    {
        for (int part = length; part > 0; part /= 2)
        {
            for (int from = 0; from < length; from += part)
                yield return (from, Math.Min(length, from + part));
        }
    }
}
