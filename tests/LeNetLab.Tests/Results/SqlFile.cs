using LeNetLab.Results;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Tests.Results;

/// <summary>A database as any other program would write it.</summary>
internal static class SqlFile
{
    public static void Execute(string path, string sql)
    {
        Assert.NotEmpty(ResultsDatabase.SqliteVersion);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Whether nobody is writing right now.</summary>
    public static bool CanWrite(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Default Timeout=1;Pooling=False");
        connection.Open();
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
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
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
}
