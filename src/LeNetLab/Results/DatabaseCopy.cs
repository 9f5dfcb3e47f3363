using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>
/// Copies a database that others may be writing to. Its file alone would lack what still lies in the write-ahead log.
/// </summary>
internal static class DatabaseCopy
{
    /// <summary>Writes all that a connection sees into a new file.</summary>
    /// <param name="connection">Within its transaction, or in none.</param>
    /// <param name="path">Where; nothing is there yet.</param>
    public static void Write(SqliteConnection connection, string path)
    {
        using var copy = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        copy.Open();
        connection.BackupDatabase(copy);

        // One file, without a log beside it: whoever is given it has it all.
        copy.Execute("PRAGMA journal_mode = DELETE");
    }
}
