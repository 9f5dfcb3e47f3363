using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>Work that is in the database whole or not at all.</summary>
/// <remarks>
/// Not <see cref="SqliteTransaction"/>: where the disk is full SQLite rolls back by itself, which that takes for an error
/// of its own; it then hides the first one and leaves the connection unusable.
/// </remarks>
internal static class Transaction
{
    /// <summary>Takes the database's one lock for writing, works, and commits.</summary>
    public static void Run(SqliteConnection connection, Action work)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            connection.Execute("COMMIT");
        }
        catch
        {
            RollBack(connection);
            throw;
        }
    }

    private static void RollBack(SqliteConnection connection)
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has done so already.
        }
    }
}
