using System.Runtime.InteropServices;
using Dapper;
using SQLitePCL;

namespace LeNetLab.Results;

/// <summary>The native SQLite that this process uses, chosen once.</summary>
/// <remarks>
/// The package brings 3.35.5; the machine's own library is taken where it is newer and made for threads. The package
/// that binds to it by name is not on every feed, so the imports of the one at hand are pointed there.
/// </remarks>
internal static class SqliteLibrary
{
    private const int BundledVersion = 3_035_005;

    private static readonly string[] SystemNames =
        OperatingSystem.IsWindows() ? ["winsqlite3"]
        : OperatingSystem.IsMacOS() ? ["/usr/lib/libsqlite3.dylib"]
        : ["libsqlite3.so.0"];

    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Its version, e.g. <c>3.40.1</c>. Asking loads it; so must everyone who opens a connection.</summary>
    public static string Version => Loaded.Value;

    private static string Load()
    {
        foreach (string name in SystemNames)
        {
            if (NativeLibrary.TryLoad(name, out IntPtr library) && Serves(library))
            {
                NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly,
                    (import, _, _) => import == "e_sqlite3" ? library : IntPtr.Zero);
                break;
            }
        }

        Batteries_V2.Init();
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        return raw.sqlite3_libversion().utf8_to_string();
    }

    private static unsafe bool Serves(IntPtr library) =>
        NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out IntPtr version)
        && NativeLibrary.TryGetExport(library, "sqlite3_threadsafe", out IntPtr threadSafe)
        && ((delegate* unmanaged[Cdecl]<int>)version)() > BundledVersion
        && ((delegate* unmanaged[Cdecl]<int>)threadSafe)() != 0;
}
