using System.Text;

namespace LeNetLab.Data;

/// <summary>Words for what is wrong with an IDX file.</summary>
internal static class IdxRefusal
{
    internal const string WayOut = "Replace it by the original file (docs/datasets.md says where that is to be had).";

    /// <summary>"file: found; expected that. Way out."</summary>
    internal static DatasetException At(string path, string found, string expected, Exception? inner = null) =>
        new($"{path}: {found}; expected {expected}. {WayOut}", inner);

    /// <summary>What a file is that does not begin with the magic it should.</summary>
    /// <param name="start">Its first bytes, at least 4.</param>
    internal static string Describe(ReadOnlySpan<byte> start)
    {
        if (LooksLikeMarkup(start))
            return $"is a web page or XML, not data (it begins \"{Printable(start)}\")";
        return start switch
        {
            [0, 0, 8, 1, ..] => "is a label file (magic 0x00000801); the two kinds of file may have been swapped",
            [0, 0, 8, 3, ..] => "is an image file (magic 0x00000803); the two kinds of file may have been swapped",
            [1 or 3, 8, 0, 0, ..] => $"begins with {Hex(start)}, an IDX magic with its bytes reversed",
            [0, 0, 8, ..] => $"is an IDX file of {start[3]}-dimensional values (magic {Hex(start)})",
            [0, 0, 9 or 0x0B or 0x0C or 0x0D or 0x0E, ..] => $"is an IDX file of other than 8-bit unsigned values " +
                $"(magic {Hex(start)})",
            [0x1F, 0x8B, ..] => "was compressed by gzip twice",
            [(byte)'P', (byte)'K', ..] => "is a ZIP archive",
            _ => $"begins with {Hex(start)}",
        };
    }

    /// <summary>Whether the first visible character opens a tag, as servers' error pages do under any name.</summary>
    internal static bool LooksLikeMarkup(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> text = start is [0xEF, 0xBB, 0xBF, ..] ? start[3..] : start;
        text = text.TrimStart(" \t\r\n"u8);
        return text is [(byte)'<', (byte)'!' or (byte)'?', ..]
            || (text is [(byte)'<', byte next, ..] && char.IsAsciiLetter((char)next));
    }

    private static string Hex(ReadOnlySpan<byte> start) => $"0x{Convert.ToHexStringLower(start[..4])}";

    private static string Printable(ReadOnlySpan<byte> start)
    {
        StringBuilder text = new();
        foreach (byte value in start)
            text.Append(value is >= 0x20 and < 0x7F ? (char)value : ' ');
        return text.ToString().Trim();
    }
}
