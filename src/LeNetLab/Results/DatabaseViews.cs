using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>
/// The views, which follow from the program and not from the database's version: <c>Schema/views.sql</c>, with a column for
/// each of the program's settings. Views of somebody else's in the database are left alone.
/// </summary>
internal static class DatabaseViews
{
    private const string Settings = " /* settings */";

    private static readonly Lazy<IReadOnlyList<StoredView>> Wanted = new(Read);

    /// <summary>Whether a database has them as this program wants them.</summary>
    public static bool AreIn(SqliteConnection connection) => Stored(connection).SequenceEqual(Wanted.Value);

    /// <summary>Gives them to a database, within the caller's transaction; its own of these names go.</summary>
    public static void Renew(SqliteConnection connection)
    {
        if (AreIn(connection))
            return;
        foreach (StoredView view in Stored(connection))
            connection.Execute($"drop view {view.Name}");
        foreach (StoredView view in Wanted.Value)
            connection.Execute(view.Sql);
    }

    /// <summary>Gives them to a connection alone, which may only read, if the database has others.</summary>
    public static void Lend(SqliteConnection connection)
    {
        if (AreIn(connection))
            return;
        foreach (StoredView view in Wanted.Value)
            connection.Execute(view.Sql.Replace(StoredView.Beginning, "CREATE TEMP VIEW ", StringComparison.Ordinal));
    }

    private static IEnumerable<StoredView> Stored(SqliteConnection connection)
    {
        HashSet<string> names = [.. Wanted.Value.Select(view => view.Name)];
        return All(connection).Where(view => names.Contains(view.Name));
    }

    private static IEnumerable<StoredView> All(SqliteConnection connection) => connection.Query<StoredView>(
        "select name, sql from sqlite_master where type = 'view' order by name");

    // SQLite itself says what it keeps of a view's text. It looks at no table before the view is used.
    private static IReadOnlyList<StoredView> Read()
    {
        using var reader = new StreamReader(
            Assembly.GetExecutingAssembly().GetManifestResourceStream(Schema.ResourcePrefix + "views.sql")!);
        using var empty = new SqliteConnection("Data Source=:memory:;Pooling=False");
        empty.Open();
        empty.Execute(reader.ReadToEnd().Replace(Settings, SettingColumns.Selected, StringComparison.Ordinal));
        return [.. All(empty)];
    }

    /// <summary>A view as SQLite keeps it.</summary>
    private sealed record StoredView(string Name, string Sql)
    {
        public const string Beginning = "CREATE VIEW ";
    }
}
