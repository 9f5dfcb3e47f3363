using System.Runtime.CompilerServices;
using LeNetLab.Results;

namespace LeNetLab.Tests.Results;

/// <summary>
/// Chooses the native SQLite before any test opens a connection of its own: the imports of one that came earlier would
/// be bound to the bundled library, those that follow to the machine's, and the process would not survive the mixture.
/// </summary>
internal static class NativeSqlite
{
    [ModuleInitializer]
    internal static void Choose() => ArgumentException.ThrowIfNullOrEmpty(ResultsDatabase.SqliteVersion);
}
