using LeNetLab.Results;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Tests.Results;

/// <summary>A database as any other program would write it.</summary>
internal static class SqlFile
{
    public static void Execute(string path, string sql)
    {
        using SqliteConnection connection = Open(path);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Keeps everybody from writing, until it is disposed of.</summary>
    /// <param name="path">The database.</param>
    /// <param name="sql">What it writes itself, and commits in the end.</param>
    public static IDisposable Hold(string path, string sql = "") => new OpenTransaction(Open(path), sql);

    /// <summary>Whether nobody is writing right now.</summary>
    public static bool CanWrite(string path)
    {
        using SqliteConnection connection = Open(path, "Default Timeout=1");
        try
        {
            connection.BeginTransaction(deferred: false).Dispose();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>Every value of some rows, as text that tells types and digits apart.</summary>
    public static string[] Rows(string path, string sql)
    {
        using SqliteConnection connection = Open(path, "Mode=ReadOnly");
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(
                column => reader.IsDBNull(column) ? "null" : QueryResult.Text(reader.GetValue(column)))));
        }

        return [.. rows];
    }

    private static SqliteConnection Open(string path, string options = "")
    {
        // Whoever asks first decides for the process which library it is.
        Assert.NotEmpty(ResultsDatabase.SqliteVersion);
        var connection = new SqliteConnection($"Data Source={path};Pooling=False;{options}");
        connection.Open();
        return connection;
    }

    private sealed class OpenTransaction : IDisposable
    {
        private readonly SqliteConnection connection;

        public OpenTransaction(SqliteConnection connection, string sql)
        {
            this.connection = connection;
            Execute($"begin exclusive; {sql}");
        }

        public void Dispose()
        {
            if (connection.State == System.Data.ConnectionState.Closed)
                return;
            Execute("commit");
            connection.Dispose();
        }

        private void Execute(string sql)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
