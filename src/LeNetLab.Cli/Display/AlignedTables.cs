using System.Text.RegularExpressions;

namespace LeNetLab.Cli.Display;

/// <summary>Markdown whose tables line up, for a terminal or a log, and stay Markdown.</summary>
internal static partial class AlignedTables
{
    /// <summary>The same text with the cells of its tables padded.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="width">Columns to keep to: where a table has more, a last column of text is left as it is.</param>
    public static string Of(string markdown, int width)
    {
        var lines = new List<string>();
        var table = new List<string[]>();
        foreach (string line in markdown.Split('\n'))
        {
            if (line.StartsWith('|'))
            {
                table.Add(Cells(line));
                continue;
            }

            lines.AddRange(Aligned(table, width));
            table.Clear();
            lines.Add(line);
        }

        lines.AddRange(Aligned(table, width));
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Aligned(List<string[]> table, int width)
    {
        if (table.Count < 2)
            return table.Select(Line);
        bool[] right = [.. table[1].Select(rule => rule.EndsWith(':'))];
        int[] widths =
        [
            .. right.Select((_, column) => table.Where((_, row) => row != 1)
                .Max(row => column < row.Length ? row[column].Length : 0)).Select(width => Math.Max(3, width)),
        ];
        bool loose = !right[^1] && widths.Sum(column => column + 3) + 1 > width;
        return table.Select((row, index) => Line(
            [.. row.Select((cell, column) => index == 1 ? Rule(column) : Padded(cell, column))]));

        string Rule(int column) => IsLoose(column) ? "---" : right[column]
            ? $"{new string('-', widths[column] - 1)}:"
            : new string('-', widths[column]);

        string Padded(string cell, int column) => IsLoose(column) ? cell : right[column]
            ? cell.PadLeft(widths[column])
            : cell.PadRight(widths[column]);

        bool IsLoose(int column) => column >= right.Length || (loose && column == right.Length - 1);
    }

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string[] Cells(string line) =>
        [.. Bars().Split(line.Trim()[1..].TrimEnd('|')).Select(cell => cell.Trim())];

    // A bar behind a backslash is part of a cell.
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bars();
}
