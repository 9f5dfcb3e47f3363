using System.Security.Cryptography;
using System.Text;
using LeNetLab.Launchers;
using LeNetLab.Results;

namespace LeNetLab.Spooling;

/// <summary>
/// Where results are kept that the database does not take: <c>spool</c> in the results folder or, where that disk is
/// the one that is full, a folder of this user and these results among the system's temporary ones.
/// </summary>
public sealed class Spool
{
    private const UnixFileMode OwnersAlone =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <param name="results">The results folder.</param>
    /// <param name="temporary">Where the system keeps temporary files.</param>
    public Spool(string results, string temporary)
    {
        Results = Path.GetFullPath(results);
        string owner = $"{Environment.UserName}\n{Results}";
        string tag = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner)))[..12];
        Folders = [Path.Combine(Results, "spool"), Path.Combine(temporary, $"lenetlab-spool-{tag}")];
    }

    /// <summary>The results folder.</summary>
    public string Results { get; }

    /// <summary>The folders, the first to be tried first.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>Every result that waits to be recorded, in the order of the names.</summary>
    public IReadOnlyList<string> Waiting() =>
    [
        .. Folders.Where(IsOwn).SelectMany(folder => Directory.GetFiles(folder, $"*{ResultFile.Extension}"))
            .Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal),
    ];

    /// <summary>Keeps a result in the first folder that takes it.</summary>
    /// <param name="attempt">Letters, digits and dashes that no other attempt at the run has.</param>
    /// <param name="result">What became of the run.</param>
    /// <param name="spooled">What it needs to be recorded later.</param>
    /// <returns>The file; null if no folder takes it.</returns>
    public string? TryWrite(string attempt, RemoteResult result, Spooled spooled)
    {
        ArgumentNullException.ThrowIfNull(spooled);
        foreach (string folder in Folders)
        {
            try
            {
                Create(folder);
                if (IsOwn(folder))
                    return ResultFile.Write(folder, spooled.Run.RunId, attempt, result, spooled);
            }
            catch (Exception full) when (full is IOException or UnauthorizedAccessException)
            {
                // The next one may be on another disk. What lies there without its result is no result.
                Discard(folder, spooled.Run.RunId, attempt);
            }
        }

        return null;
    }

    /// <summary>Removes a result and its weights.</summary>
    /// <exception cref="IOException">They cannot be removed.</exception>
    public static void Remove(string file)
    {
        File.Delete(file);
        File.Delete(ResultFile.WeightsOf(file));
    }

    /// <summary>Moves a result that is damaged out of the way.</summary>
    /// <returns>The folder that it lies in now.</returns>
    public static string SetAside(string file)
    {
        string folder = Path.Combine(Path.GetDirectoryName(file)!, "set-aside");
        Directory.CreateDirectory(folder);
        foreach (string part in (string[])[ResultFile.WeightsOf(file), file])
        {
            if (File.Exists(part))
                File.Move(part, Path.Combine(folder, Path.GetFileName(part)), overwrite: true);
        }

        return folder;
    }

    /// <summary>Removes what killed processes left, and folders that hold nothing any more.</summary>
    /// <param name="isOver">Whether a run has ended: what waits of it without a result never gets one.</param>
    /// <param name="now">The time.</param>
    public void Tidy(Func<string, bool> isOver, DateTimeOffset now)
    {
        foreach (string folder in Folders.Where(IsOwn))
        {
            AtomicFile.RemoveAbandoned(folder, now - TimeSpan.FromSeconds(1));
            foreach (string weights in Directory.GetFiles(folder, "*.safetensors"))
            {
                if (!File.Exists(Path.ChangeExtension(weights, ResultFile.Extension))
                    && isOver(ResultFile.RunIdOf(weights)))
                {
                    File.Delete(weights);
                }
            }

            if (!Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    private static void Discard(string folder, string runId, string attempt)
    {
        try
        {
            Remove(Path.Combine(folder, $"{runId}.{attempt}{ResultFile.Extension}"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is not even there.
        }
    }

    private void Create(string folder)
    {
        if (OperatingSystem.IsWindows() || folder == Folders[0])
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnersAlone);
    }

    /// <summary>Whether a folder is there and its own: the system's temporary folder is everybody's.</summary>
    private bool IsOwn(string folder) => Directory.Exists(folder)
        && (OperatingSystem.IsWindows() || folder == Folders[0] || File.GetUnixFileMode(folder) == OwnersAlone);
}
