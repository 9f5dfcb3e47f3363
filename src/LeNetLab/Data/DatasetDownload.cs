using System.Security.Cryptography;

namespace LeNetLab.Data;

/// <summary>Brings the missing files of one catalogue dataset into the cache.</summary>
internal sealed class DatasetDownload(DatasetSourceOptions options, CatalogueEntry entry)
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    /// <summary>Downloads what the folder lacks; processes that do so at once take turns.</summary>
    /// <exception cref="DatasetUnavailableException">A file could not be had; says how each mirror failed.</exception>
    /// <exception cref="DatasetException">The folder cannot be written.</exception>
    internal async Task FetchAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
            await using FileStream held = await TakeTurnAsync(folder, cancellation);
            await FetchMissingAsync(folder, cancellation);
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                $"{entry.Name} cannot be downloaded: the cache folder {folder} cannot be written ({disk.Message}). " +
                "Make room or permit it, name another folder for caches with XDG_CACHE_HOME, or the folder that " +
                "holds the files with DATA or LENETLAB_DATA.", disk);
        }
    }

    private async Task FetchMissingAsync(string folder, CancellationToken cancellation)
    {
        DatasetFolder present = DatasetFolder.At(folder);
        if (present.IsComplete)
            return;
        options.Notice?.Invoke($"{entry.Name} is not on this machine; downloading it into {folder}.");
        using HttpMessageInvoker http = new(options.CreateHandler?.Invoke() ?? DefaultHandler());
        Downloader downloader = new(http, options.Download, options.Clock, options.Progress);
        Uri[] mirrors = [.. entry.Mirrors];
        for (int i = 0; i < entry.Files.Count; i++)
        {
            if (present.Paths[i] is null)
                mirrors = await FetchAsync(downloader, entry.Files[i], mirrors, folder, cancellation);
        }
    }

    /// <summary>Fetches one file.</summary>
    /// <returns>The mirrors, the one that served it first: the next file need not fail at the others again.</returns>
    private async Task<Uri[]> FetchAsync(
        Downloader downloader, CatalogueFile file, Uri[] mirrors, string folder, CancellationToken cancellation)
    {
        string name = $"{file.Name}.gz";
        Uri[] sources = [.. mirrors.Select(mirror => new Uri(mirror, name))];
        DownloadOutcome outcome = await downloader.FetchAsync(
            sources, Path.Combine(folder, name), path => Complaint(file, path), cancellation);
        if (outcome.Served is null)
        {
            throw new DatasetUnavailableException(
                $"{entry.Name} is not on this machine and {name} cannot be downloaded:\n" +
                string.Concat(outcome.Failures.Select(failure => $"  {failure}\n")) +
                $"Put the four files into {folder}, or name the folder that holds them with DATA or LENETLAB_DATA.");
        }

        Uri mirror = mirrors[Array.IndexOf(sources, outcome.Served)];
        return [mirror, .. mirrors.Where(other => other != mirror)];
    }

    /// <summary>What is wrong with a downloaded file, in words that follow the mirror's address, or null.</summary>
    private string? Complaint(CatalogueFile file, string path)
    {
        Span<byte> start = stackalloc byte[64];
        string sum;
        using (FileStream stream = File.OpenRead(path))
        {
            sum = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (sum == file.GzipSha256)
                return null;
            stream.Position = 0;
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }

        if (start.IsEmpty)
            return "sent an empty file";
        return IdxRefusal.LooksLikeMarkup(start) ? "answered with an HTML page instead of the file"
            : RecompressedWell(file, path) ? null
            : $"sent other bytes than the published file's (SHA-256 {sum}, expected {file.GzipSha256})";
    }

    /// <summary>Whether the file was compressed anew by the mirror, but holds the published bytes.</summary>
    private bool RecompressedWell(CatalogueFile file, string path)
    {
        try
        {
            return options.Catalogue.Judge(file, IdxFile.Read(path, file.Content)) is FileVerdict.Genuine;
        }
        catch (DatasetException)
        {
            return false;
        }
    }

    /// <summary>
    /// Opens the folder's lock file for this process alone. It is left behind: removing it would let a third process
    /// make a new one while a second still waits for the old.
    /// </summary>
    private async Task<FileStream> TakeTurnAsync(string folder, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, ".lock");
        for (bool told = false; ; told = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException taken) when (IsTaken(taken))
            {
                if (!told)
                    options.Notice?.Invoke($"Another process is downloading into {folder}; waiting for it.");
                await Task.Delay(LockPoll, options.Clock, cancellation);
            }
        }
    }

    /// <summary>Sharing or lock violation on Windows, EWOULDBLOCK on Linux and macOS.</summary>
    private static bool IsTaken(IOException error) => OperatingSystem.IsWindows()
        ? (error.HResult & 0xFFFF) is 32 or 33
        : error.HResult is 11 or 35;

    private SocketsHttpHandler DefaultHandler() => new()
    {
        ConnectTimeout = options.Download.ConnectTimeout,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        MaxAutomaticRedirections = 5,
    };
}
