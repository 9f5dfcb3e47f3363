using CsvHelper;

namespace LeNetLab.Results;

/// <summary>
/// Tables as CSV (RFC 4180, but with line feeds): numbers round-trip exactly, an empty field is null, <c>""</c> is the
/// empty text, and no text is a formula to a spreadsheet.
/// </summary>
public static class CsvText
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with
    {
        NewLine = "\n",
        Quoting = CsvQuoting.WhenNeededOrWhitespace,
        Injection = CsvInjection.Escape,
    };

    /// <summary>Writes a table with a line of column names.</summary>
    public static void Write(TextWriter writer, QueryResult table) => Write(writer, table.Columns, table.Rows);

    /// <summary>The same for rows that come one after the other.</summary>
    public static void Write(TextWriter writer, TableRows table) => Write(writer, table.Columns, table.Read());

    /// <summary>Writes a table to a file, which is replaced whole or not at all.</summary>
    public static void Write(string path, QueryResult table) =>
        AtomicFile.WriteText(path, writer => Write(writer, table));

    /// <summary>Writes rows that come one after the other to a file, which is replaced whole or not at all.</summary>
    public static void Write(string path, TableRows table) =>
        AtomicFile.WriteText(path, writer => Write(writer, table));

    /// <summary>
    /// The text that a field of a written file stands for: what begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>,
    /// a tab, a carriage return or an apostrophe was given an apostrophe in front.
    /// </summary>
    public static string Original(string field) => field.StartsWith('\'') ? field[1..] : field;

    private static void Write(
        TextWriter writer, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var csv = CsvWriter.Create(writer, Options, leaveOpen: true);
        foreach (string column in columns)
            WriteField(csv, column);
        csv.EndRecord();
        foreach (IReadOnlyList<object?> row in rows)
        {
            foreach (object? value in row)
                WriteField(csv, value);
            csv.EndRecord();
        }
    }

    private static void WriteField(CsvWriter csv, object? value)
    {
        switch (value)
        {
            case long number:
                csv.WriteField(number);
                break;
            case double number:
                csv.WriteField(number, "R");
                break;
            case string text:
                // The writer marks what could be a formula; text that looks marked already is marked like it.
                csv.WriteField(text.StartsWith('\'') ? $"'{text}" : text,
                    text.Length == 0 ? CsvQuoting.Always : Options.Quoting);
                break;
            default:
                csv.WriteField(QueryResult.Text(value));
                break;
        }
    }
}
