using System.Text;

namespace LeNetLab.Reports;

/// <summary>Text as GitHub-flavoured Markdown that shows exactly that text.</summary>
internal static class Markdown
{
    /// <summary>Prose: whatever could be markup is escaped, and line breaks become spaces.</summary>
    public static string Prose(string text)
    {
        var escaped = new StringBuilder();
        string line = OneLine(text);
        for (int i = 0; i < line.Length; i++)
        {
            if (IsMarkup(line, i))
                escaped.Append('\\');
            escaped.Append(line[i]);
        }

        return escaped.ToString();
    }

    /// <summary>A code span, which may stand in a table too.</summary>
    public static string Code(string text)
    {
        string line = OneLine(text);
        if (line.Length == 0)
            return "";
        string fence = new('`', LongestRun(line, '`') + 1);
        string pad = line[0] == '`' || line[^1] == '`' ? " " : "";

        // Tables are cut at bars before code spans are looked for, so that a bar needs its backslash even there.
        return $"{fence}{pad}{line.Replace("|", "\\|")}{pad}{fence}";
    }

    /// <summary>A block of code in some language.</summary>
    public static string Block(string language, string text)
    {
        string fence = new('`', Math.Max(3, LongestRun(text, '`') + 1));
        return $"{fence}{language}\n{text.TrimEnd()}\n{fence}\n";
    }

    /// <summary>
    /// A table of figures; cells are Markdown already. The first column and others of names, which are code spans, stand
    /// to the left, the rest to the right.
    /// </summary>
    public static string Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] body = [.. rows];
        return Table(header, body, column => column == 0 || AreNames(body.Select(row => row[column])));
    }

    /// <summary>A table of texts.</summary>
    public static string TextTable(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) =>
        Table(header, rows, _ => true);

    private static string Table(
        IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, Func<int, bool> isText)
    {
        var table = new StringBuilder();
        table.Append(Row(header));
        table.Append(Row([.. header.Select((_, column) => isText(column) ? "---" : "---:")]));
        foreach (IReadOnlyList<string> row in rows)
            table.Append(Row(row));
        return table.ToString();
    }

    private static bool AreNames(IEnumerable<string> cells)
    {
        string[] said = [.. cells.Where(cell => cell.Length > 0 && cell != Figures.None)];
        return said.Length > 0 && said.All(cell => cell[0] == '`');
    }

    private static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    // Within words, '_' and the signs that matter only at the beginning of a line are left readable.
    private static bool IsMarkup(string line, int i) => line[i] switch
    {
        '_' => !IsWithinWord(line, i),
        '#' or '+' or '-' or '=' or '~' or '>' => i == 0 || line[i] is '~' or '>',
        '.' or ')' => i > 0 && line[..i].All(char.IsAsciiDigit) && (i + 1 == line.Length || line[i + 1] == ' '),
        '@' => i + 1 < line.Length && char.IsLetterOrDigit(line[i + 1]),
        '!' => i + 1 < line.Length && line[i + 1] == '[',
        '\\' or '`' or '*' or '[' or ']' or '<' or '|' or '&' or '$' => true,
        _ => false,
    };

    private static bool IsWithinWord(string line, int i) =>
        i > 0 && i + 1 < line.Length && char.IsLetterOrDigit(line[i - 1]) && char.IsLetterOrDigit(line[i + 1]);

    private static string OneLine(string text) =>
        new([.. text.Trim().Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);

    private static int LongestRun(string text, char wanted)
    {
        int longest = 0, run = 0;
        foreach (char c in text)
        {
            run = c == wanted ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
