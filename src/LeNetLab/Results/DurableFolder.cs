using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LeNetLab.Results;

/// <summary>
/// Folders whose entries outlast a loss of power. Flushing a file makes its content durable, but not its name: on
/// Unix the folder has to be flushed as well. Windows has no such call; its file systems log names by themselves.
/// </summary>
internal static partial class DurableFolder
{
    /// <summary>Creates a folder, and those above it, unless it exists.</summary>
    public static void Create(string path)
    {
        if (Directory.Exists(path))
            return;
        string? above = Path.GetDirectoryName(path);
        if (above is not null)
            Create(above);
        Directory.CreateDirectory(path);
        if (above is not null)
            Flush(above);
    }

    /// <summary>Returns once the names in a folder are on the disk, as far as the platform can tell.</summary>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        using SafeFileHandle folder = OpenForReading(path, 0);

        // A folder that may be written to but not read cannot be flushed; its files are in place nevertheless.
        if (!folder.IsInvalid)
            RandomAccess.FlushToDisk(folder);
    }

    // The platform's own file handles refuse folders.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenForReading(string path, int flags);
}
