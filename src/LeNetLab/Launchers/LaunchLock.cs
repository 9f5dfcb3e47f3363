namespace LeNetLab.Launchers;

/// <summary>
/// Keeps two commands from sending the same runs at the same time. The operating system lets go of it when the process
/// ends, however it ends.
/// </summary>
public sealed class LaunchLock : IDisposable
{
    private readonly FileStream file;

    private LaunchLock(FileStream file) => this.file = file;

    /// <summary>Takes hold of what an experiment sends.</summary>
    /// <exception cref="LaunchException">Another process does, or the folder is not writable.</exception>
    public static LaunchLock Take(string results, string experiment)
    {
        string folder = BatchFolder.Of(results, experiment);
        string path = Path.Combine(folder, ".lock");
        try
        {
            Directory.CreateDirectory(folder);
            return new LaunchLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LaunchException(
                $"{folder} cannot be held for sending: {failure.Message} Nothing was sent.", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
