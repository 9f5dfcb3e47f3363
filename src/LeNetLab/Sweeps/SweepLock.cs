namespace LeNetLab.Sweeps;

/// <summary>
/// Holds an experiment for one process, so that no two train the same runs. The operating system lets go of it when
/// the process ends, however it ends.
/// </summary>
public sealed class SweepLock : IDisposable
{
    private readonly FileStream file;

    private SweepLock(FileStream file) => this.file = file;

    /// <summary>Takes hold of an experiment.</summary>
    /// <param name="experimentFolder">Where its results go; made if it is missing.</param>
    /// <exception cref="SweepRefusedException">Another process holds it, or the folder is not writable.</exception>
    public static SweepLock Take(string experimentFolder)
    {
        string path = Path.Combine(experimentFolder, ".lock");
        try
        {
            Directory.CreateDirectory(experimentFolder);
            return new SweepLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new SweepRefusedException(
                $"{experimentFolder} cannot be written to; RESULTS=<folder> names another place for results.", denied);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new SweepRefusedException(
                $"Another process is running this experiment ({path} is in use). Wait for its end, or stop it.");
        }
        catch (IOException failure)
        {
            throw new SweepRefusedException(
                $"{experimentFolder} cannot be used for results: {failure.Message} "
                + "RESULTS=<folder> names another place for them.", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
