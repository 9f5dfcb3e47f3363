namespace LeNetLab.Specs;

/// <summary>A text that knows the line and column of each of its characters.</summary>
/// <remarks>
/// Lines are counted here and not taken from the YAML parser, which also breaks them at U+0085, U+2028 and U+2029:
/// editors do not.
/// </remarks>
internal sealed class SourceText
{
    private readonly int[] lineStarts;
    private readonly int contentEnd;

    public SourceText(string file, string text)
    {
        File = file;
        // A byte order mark is no part of the text: counting it would shift the first line's columns.
        Text = text.StartsWith('\uFEFF') ? text[1..] : text;
        lineStarts = [0, .. Enumerable.Range(1, Text.Length).Where(StartsLine)];
        contentEnd = Text.AsSpan().TrimEnd().Length;
    }

    /// <summary>Name to quote in errors.</summary>
    public string File { get; }

    /// <summary>The characters, without a byte order mark.</summary>
    public string Text { get; }

    /// <summary>The place of a character; blanks at the end of the text all stand where they begin.</summary>
    public SourceMark At(long index)
    {
        int position = (int)Math.Clamp(index, 0, contentEnd);
        int line = Array.BinarySearch(lineStarts, position);
        if (line < 0)
            line = ~line - 1;
        return new SourceMark(File, line + 1, position - lineStarts[line] + 1);
    }

    /// <summary>The first tab that a line is indented with, from a given line on; null if there is none.</summary>
    public SourceMark? IndentingTab(int fromLine)
    {
        foreach (int start in lineStarts.AsSpan(fromLine - 1))
        {
            int tab = start + Text.AsSpan(start).IndexOfAnyExcept(' ');
            if (tab >= start && Text[tab] == '\t')
                return At(tab);
        }

        return null;
    }

    private bool StartsLine(int position) => Text[position - 1] switch
    {
        '\n' => true,
        '\r' => position == Text.Length || Text[position] != '\n',
        _ => false,
    };
}
