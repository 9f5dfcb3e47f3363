using System.Text;

namespace LeNetLab.Results;

/// <summary>
/// Writes files that are, at every moment, either the old one or the new one whole, also after a loss of power.
/// </summary>
internal static class AtomicFile
{
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
        var staged = new StagedFile(temporary, path);
        try
        {
            using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
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

    /// <summary>The same for text: UTF-8 without a mark, line feeds.</summary>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });
}

/// <summary>A file that lies whole beside its place; gone unless it is put there.</summary>
/// <param name="temporary">Where it is.</param>
/// <param name="path">Its place, in the same folder.</param>
internal sealed class StagedFile(string temporary, string path) : IDisposable
{
    /// <summary>Puts it into its place, over what was there, and has its name on the disk when it returns.</summary>
    public void Commit()
    {
        File.Move(temporary, path, overwrite: true);
        DurableFolder.Flush(Path.GetDirectoryName(temporary)!);
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(temporary);
}
