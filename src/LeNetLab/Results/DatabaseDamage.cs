using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>What SQLite itself finds wrong with a database.</summary>
internal static class DatabaseDamage
{
    /// <summary>Looks at every page, index and reference.</summary>
    /// <returns>A line for each thing found; none for a sound database.</returns>
    public static IReadOnlyList<string> Of(SqliteConnection connection)
    {
        try
        {
            return
            [
                .. connection.Query<string>("PRAGMA integrity_check").Where(line => line != "ok"),
                .. connection
                    .Query<(string Table, long? RowId, string Parent)>(
                        "select \"table\", rowid, parent from pragma_foreign_key_check")
                    .Select(row => $"a row of {row.Table} refers to one of {row.Parent} that is not there"),
            ];
        }
        catch (SqliteException problem)
        {
            return [problem.Message];
        }
    }
}
