using System.Text;

namespace LeNetLab.Results;

/// <summary>
/// Writes files that are, at every moment, either the old one or the new one whole, also after a loss of power.
/// </summary>
internal static class AtomicFile
{
    // A question mark stands for one letter, and a dot in front hides nothing.
    private static readonly EnumerationOptions ToTheLetter = new()
    {
        MatchType = MatchType.Simple,
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>
    /// Creates the folder if it must, writes beside the target, flushes to the disk, then renames, and has the new
    /// name on the disk when it returns.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        using StagedFile staged = Stage(path, write);
        staged.Commit();
    }

    /// <summary>The same but for the last step, which is the caller's to take or to leave.</summary>
    public static StagedFile Stage(string path, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        DurableFolder.Create(folder);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete);
        var staged = new StagedFile(stream, path);
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            staged.Dispose();
            throw;
        }

        return staged;
    }

    /// <summary>
    /// Removes the files that processes left in a folder which were killed while they wrote. A living one holds a lock
    /// on its own; only for the moment between opening and locking is it to be told by its age.
    /// </summary>
    /// <param name="folder">Where; it need not exist.</param>
    /// <param name="before">Younger ones stay.</param>
    public static void RemoveAbandoned(string folder, DateTimeOffset before)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (string file in Directory.EnumerateFiles(folder, ".*.????????.???", ToTheLetter))
        {
            try
            {
                if (File.GetLastWriteTimeUtc(file) < before.UtcDateTime)
                {
                    new FileStream(
                        file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose)
                        .Dispose();
                }
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Somebody is writing it, or removes it as well.
            }
        }
    }

    /// <summary>The same for text: UTF-8 without a mark, line feeds.</summary>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });
}

/// <summary>
/// A file that lies whole beside its place; gone unless it is put there. It is held open, which tells it from one whose
/// writer was killed.
/// </summary>
/// <param name="temporary">Where it is.</param>
/// <param name="path">Its place, in the same folder.</param>
internal sealed class StagedFile(FileStream temporary, string path) : IDisposable
{
    /// <summary>Puts it into its place, over what was there, and has its name on the disk when it returns.</summary>
    public void Commit()
    {
        File.Move(temporary.Name, path, overwrite: true);
        DurableFolder.Flush(Path.GetDirectoryName(temporary.Name)!);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            // What is in the stream's own buffer goes to a disk that may be full.
            temporary.Dispose();
        }
        finally
        {
            File.Delete(temporary.Name);
        }
    }
}
