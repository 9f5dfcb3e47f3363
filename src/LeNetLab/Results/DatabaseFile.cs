using Dapper;
using LeNetLab.Naming;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>Opens connections to a results database, each with the settings that all of them need.</summary>
internal static class DatabaseFile
{
    // Another process may hold the database for as long as a slow disk takes to flush, never for longer.
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(60);

    private const int ReadOnly = 8, Corrupt = 11, CannotOpen = 14, NotADatabase = 26;

    /// <summary>Opens for writing, creating or migrating the database. A newer one is left untouched.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="patience">How long to wait for another process's lock; null for the usual.</param>
    /// <exception cref="ResultsException">
    /// It is newer than this program, or not a results database, or cannot be written.
    /// </exception>
    public static SqliteConnection OpenForWriting(string path, TimeSpan? patience = null)
    {
        RefusePlace(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ResultsException(
                $"Results cannot be kept in {folder}: {problem.Message} Name a folder that can be written with RESULTS=",
                problem);
        }

        SqliteConnection connection = Open(path, path, SqliteOpenMode.ReadWriteCreate, patience);
        return Checked(connection, path, () =>
        {
            Schema.RefuseForeign(connection, path);
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
            Schema.Migrate(connection, path);
        });
    }

    /// <summary>Opens for reading alone; never creates anything.</summary>
    /// <exception cref="ResultsException">There is none, or not one that this program reads.</exception>
    public static SqliteConnection OpenForReading(string path)
    {
        RefusePlace(path);
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            string state = File.Exists(path) ? "is empty (0 bytes)" : "does not exist";
            throw new ResultsException($"There are no results yet: {path} {state}.")
            {
                Next = new NextStep("run"),
            };
        }

        SqliteConnection connection = Open(path, path, SqliteOpenMode.ReadOnly);
        return Checked(connection, path, () =>
        {
            try
            {
                connection.ExecuteScalar<long>("PRAGMA schema_version");
            }
            catch (SqliteException problem) when (problem.SqliteErrorCode is CannotOpen or ReadOnly)
            {
                // SQLite keeps two small files beside a database in use and cannot make them in a read-only folder.
                connection.Close();
                connection.ConnectionString = ConnectionString(Immutable(path), SqliteOpenMode.ReadOnly);
                connection.Open();
            }

            Schema.RequireCurrent(connection, path);
            connection.Execute("PRAGMA temp_store = MEMORY");
            DatabaseViews.Lend(connection);
            connection.Execute("PRAGMA query_only = ON");
        });
    }

    /// <summary>The address of a database that nobody can write to, so that nothing needs locking.</summary>
    internal static string Immutable(string path)
    {
        if (new FileInfo($"{path}-wal") is { Exists: true, Length: > 0 })
        {
            throw new ResultsException(
                $"{path} lies in a folder that cannot be written, and {path}-wal holds changes that were not merged "
                + "into it yet. Copy all three files to a folder of your own and name that with RESULTS=");
        }

        return $"file:{Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/")}?immutable=1";
    }

    private static void RefusePlace(string path)
    {
        if (DatabasePlace.Problem(path) is { } problem)
            throw new ResultsException(problem);
    }

    private static SqliteConnection Open(string source, string path, SqliteOpenMode mode, TimeSpan? patience = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(SqliteLibrary.Version);
        var connection = new SqliteConnection(ConnectionString(source, mode, patience));
        return Checked(connection, path, () =>
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {(patience ?? UsualPatience).TotalMilliseconds:0}");
        });
    }

    private static string ConnectionString(string source, SqliteOpenMode mode, TimeSpan? patience = null) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)(patience ?? UsualPatience).TotalSeconds),
        }.ToString();

    /// <summary>Prepares a connection; if that fails it is closed, and SQLite's complaint names the file.</summary>
    private static SqliteConnection Checked(SqliteConnection connection, string path, Action prepare)
    {
        try
        {
            prepare();
            return connection;
        }
        catch (SqliteException problem)
        {
            connection.Dispose();
            throw new ResultsException(Explain(problem, path), problem);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string Explain(SqliteException problem, string path) => problem.SqliteErrorCode switch
    {
        NotADatabase => $"{path} is not a SQLite database. Move it away, or name another folder with RESULTS=",
        Corrupt => $"{path} is damaged or cut short ({problem.Message.TrimEnd('.')}). Put back a copy of it, without "
            + $"{path}-wal and {path}-shm; or move the three away, or name another folder with RESULTS=",
        CannotOpen => $"{path} cannot be opened. Check that it is a file and that you may read and write its folder.",
        _ => $"{path}: {problem.Message}",
    };
}
