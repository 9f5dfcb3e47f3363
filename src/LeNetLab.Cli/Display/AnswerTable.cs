using LeNetLab.Results;
using Spectre.Console;

namespace LeNetLab.Cli.Display;

/// <summary>The answer to a query for people: numbers rounded, and nothing broken across lines.</summary>
internal static class AnswerTable
{
    /// <summary>Significant digits of a number that has more.</summary>
    public const int Digits = 6;

    // Wide enough that no cell is ever broken: a file has no width, and less -S cuts long lines.
    private const int Unbroken = 100_000;

    /// <summary>Prints it as a table, or row by row where a screen is too narrow for that.</summary>
    public static void Print(Terminal terminal, QueryResult answer)
    {
        string table = Draw(terminal, answer);
        if (!terminal.IsScreen || answer.Rows.Count == 0
            || table.Split('\n').Max(line => line.Length) <= terminal.Width)
            terminal.Out.WriteLine(table);
        else
            PrintRows(terminal, answer);
    }

    private static string Draw(Terminal terminal, QueryResult answer)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (int column = 0; column < answer.Columns.Count; column++)
        {
            var heading = new TableColumn(new Text(answer.Columns[column])) { NoWrap = true };
            int index = column;
            bool numeric = answer.Rows.Any(row => row[index] is not null)
                && answer.Rows.All(row => row[index] is null or long or double);
            table.AddColumn(numeric ? heading.RightAligned() : heading);
        }

        foreach (IReadOnlyList<object?> row in answer.Rows)
            table.AddRow(row.Select(value => new Text(Shown(value))));
        using var text = new StringWriter();
        (terminal with { Out = text, IsLive = false }).Rich(Unbroken).Write(table);
        IEnumerable<string> lines = $"{text}".Split(Environment.NewLine).Select(line => line.TrimEnd());
        return string.Join('\n', lines).Trim('\n');
    }

    private static void PrintRows(Terminal terminal, QueryResult answer)
    {
        int names = answer.Columns.Max(name => name.Length), number = 0;
        foreach (IReadOnlyList<object?> row in answer.Rows)
        {
            terminal.Out.WriteLine($"row {++number}");
            for (int column = 0; column < answer.Columns.Count; column++)
                terminal.Out.WriteLine($"  {answer.Columns[column].PadRight(names)}  {Shown(row[column])}".TrimEnd());
        }
    }

    /// <summary>A value as text, a number with at most <see cref="Digits"/> digits that mean something.</summary>
    private static string Shown(object? value)
    {
        if (value is not double number || !double.IsFinite(number) || number == 0)
            return QueryResult.Text(value);
        int whole = (int)Math.Floor(Math.Log10(Math.Abs(number))) + 1;
        return whole is < -3 or > 15
            ? number.ToString($"G{Digits}")
            : Math.Round(number, Math.Clamp(Digits - whole, 0, 15)).ToString("0.##########");
    }
}
