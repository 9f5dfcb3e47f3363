using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>The rows of a table, read one after the other, once; however many there are, they take no room.</summary>
public sealed class TableRows : IDisposable
{
    private readonly SqliteCommand command;
    private readonly SqliteDataReader reader;

    internal TableRows(SqliteCommand command)
    {
        this.command = command;
        reader = command.ExecuteReader();
        Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    /// <summary>Names, not necessarily distinct.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>[column]: null, <see cref="long"/>, <see cref="double"/>, text or bytes.</summary>
    public IEnumerable<IReadOnlyList<object?>> Read()
    {
        while (reader.Read())
        {
            yield return
            [
                .. Enumerable.Range(0, Columns.Count)
                    .Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column)),
            ];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        reader.Dispose();
        command.Dispose();
    }
}
