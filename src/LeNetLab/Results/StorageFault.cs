using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>
/// What keeps results from being read or written and may be over in a while: a full or read-only disk, a lock that
/// somebody keeps. Nothing is wrong with the results.
/// </summary>
public static class StorageFault
{
    private const int Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, DiskError = 10, Corrupt = 11, Full = 13,
        CannotOpen = 14, Protocol = 15, NotADatabase = 26;

    // As Linux and Windows number them.
    private const int NoSpace = 28, ReadOnlyFileSystem = 30, NoQuota = 122, WindowsFull = unchecked((int)0x80070070);

    /// <summary>Whether an exception is of this kind.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException
        || (exception is SqliteException database && Explain(database) is not null);

    /// <summary>What is the matter, in words that follow a colon.</summary>
    public static string Describe(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            SqliteException database => Explain(database) ?? database.Message,
            IOException { HResult: NoSpace or NoQuota or WindowsFull } => "the disk is full.",
            IOException { HResult: ReadOnlyFileSystem } => "the disk is read-only.",
            _ => exception.Message,
        };
    }

    private static string? Explain(SqliteException problem) => problem.SqliteErrorCode switch
    {
        Busy or Locked or Protocol => "another process has kept the database locked.",
        NoMemory => "SQLite was given no memory.",
        ReadOnly => "the database is read-only.",
        DiskError => $"the disk did not do what SQLite asked of it (error {problem.SqliteExtendedErrorCode}).",
        Corrupt or NotADatabase => "the database's file is damaged.",
        Full => "the disk is full.",
        CannotOpen => "the database's files cannot be opened.",
        _ => null,
    };
}
