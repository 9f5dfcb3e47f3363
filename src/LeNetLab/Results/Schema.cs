using System.Reflection;
using Dapper;
using LeNetLab.Naming;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>
/// The database's tables, one embedded SQL file for each version (<c>Schema/0001-first.sql</c>); the version that a
/// database has reached is its <c>user_version</c>. A file that was ever released is never edited: add another. Views are
/// no part of a version since the seventh: see <see cref="DatabaseViews"/>.
/// </summary>
internal static class Schema
{
    /// <summary>What the names of the embedded files begin with.</summary>
    internal const string ResourcePrefix = "Schema/";

    // SQLite's application_id, by which `file` and this program tell the database from others: "LN5L".
    private const long ApplicationId = 0x4C4E354C;

    private static readonly string[] Migrations =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)
                && char.IsAsciiDigit(name[ResourcePrefix.Length]))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>The version that this program reads and writes.</summary>
    public static int Version => Migrations.Length;

    /// <summary>Refuses, without changing anything, what this program must not write to.</summary>
    /// <exception cref="ResultsException">It is newer than the program, or is no results database.</exception>
    public static void RefuseForeign(SqliteConnection connection, string path)
    {
        // In one statement, so of one moment: another process may be making the database right now, and its tables must
        // not be seen together with an id from before them.
        (long found, long application, long objects) = connection.QuerySingle<(long, long, long)>(
            """
            select (select user_version from pragma_user_version), (select application_id from pragma_application_id),
                   count(*)
            from sqlite_master
            """);
        bool isOurs = application == ApplicationId;
        if (isOurs && found > Version)
        {
            throw new ResultsException(
                $"{path} has schema version {found}; this program knows versions up to {Version}. "
                + "It was left untouched: use the newer program, or name another folder with RESULTS=");
        }

        if (!isOurs && (found != 0 || objects > 0))
        {
            throw new ResultsException(
                $"{path} is a SQLite database, but not one of LeNetLab's. "
                + "It was left untouched: move it away, or name another folder with RESULTS=");
        }
    }

    /// <summary>Refuses to read what is not of this program's version.</summary>
    /// <exception cref="ResultsException">It is older, newer, or no results database.</exception>
    public static void RequireCurrent(SqliteConnection connection, string path)
    {
        RefuseForeign(connection, path);
        long found = VersionOf(connection);
        if (found < Version)
        {
            throw new ResultsException(
                $"{path} has schema version {found}, and this program reads version {Version}. "
                + "A run of any experiment brings it up to date.")
            {
                Next = new NextStep("run"),
            };
        }
    }

    /// <summary>Brings a database to this program's version and views, all in one transaction.</summary>
    public static void Migrate(SqliteConnection connection, string path)
    {
        if (VersionOf(connection) == Version && DatabaseViews.AreIn(connection))
            return;
        Transaction.Run(connection, () =>
        {
            // Another process may have been here while this one waited for the lock.
            RefuseForeign(connection, path);
            for (long version = VersionOf(connection); version < Version; version++)
                connection.Execute(Migrations[version]);
            DatabaseViews.Renew(connection);
            connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}");
        });
    }

    private static long VersionOf(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("PRAGMA user_version");

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
