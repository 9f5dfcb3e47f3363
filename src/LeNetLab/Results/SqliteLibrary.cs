using Dapper;
using SQLitePCL;

namespace LeNetLab.Results;

/// <summary>The native SQLite of this process, which the program brings along.</summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Its version, e.g. <c>3.53.4</c>. Asking loads it; so must everyone who opens a connection.</summary>
    public static string Version => Loaded.Value;

    private static string Load()
    {
        Batteries_V2.Init();
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        return raw.sqlite3_libversion().utf8_to_string();
    }
}
