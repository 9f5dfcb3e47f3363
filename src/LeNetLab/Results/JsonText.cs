using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeNetLab.Results;

/// <summary>
/// Tables as JSON: an array with an object for each row, or JSON Lines, a line for each. Numbers are written as in the CSV files; an infinity, which
/// JSON lacks, is the text <c>"Infinity"</c> or <c>"-Infinity"</c>. Of columns of the same name the later get
/// <c>_2</c>, <c>_3</c>, ….
/// </summary>
public static class JsonText
{
    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a table, ended by a line feed.</summary>
    public static void Write(TextWriter writer, QueryResult table)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            string[] names = Distinct(table.Columns);
            json.WriteStartArray();
            foreach (IReadOnlyList<object?> row in table.Rows)
                WriteRow(json, names, row);
            json.WriteEndArray();
        }

        stream.Position = 0;
        writer.Write(new StreamReader(stream).ReadToEnd());
        writer.Write('\n');
    }

    /// <summary>Writes rows as JSON Lines (jsonlines.org) to a file, which is replaced whole or not at all.</summary>
    public static void WriteLines(string path, TableRows table) => AtomicFile.Write(path, stream =>
    {
        string[] names = Distinct(table.Columns);
        using var json = new Utf8JsonWriter(stream, Options with { Indented = false });
        foreach (IReadOnlyList<object?> row in table.Read())
        {
            WriteRow(json, names, row);
            json.Flush();
            stream.WriteByte((byte)'\n');
            json.Reset();
        }
    });

    private static void WriteRow(Utf8JsonWriter json, string[] names, IReadOnlyList<object?> row)
    {
        json.WriteStartObject();
        for (int column = 0; column < names.Length; column++)
        {
            json.WritePropertyName(names[column]);
            WriteValue(json, row[column]);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long:
            case double when double.IsFinite((double)value):
                json.WriteRawValue(QueryResult.Text(value));
                break;
            case double infinite:
                json.WriteStringValue(infinite > 0 ? "Infinity" : "-Infinity");
                break;
            default:
                json.WriteStringValue(QueryResult.Text(value));
                break;
        }
    }

    private static string[] Distinct(IReadOnlyList<string> columns)
    {
        var names = new List<string>();
        foreach (string column in columns)
        {
            string name = column;
            for (int suffix = 2; names.Contains(name); suffix++)
                name = $"{column}_{suffix}";
            names.Add(name);
        }

        return [.. names];
    }
}
