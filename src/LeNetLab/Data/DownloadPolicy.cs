namespace LeNetLab.Data;

/// <summary>What a download may take.</summary>
public sealed record DownloadPolicy
{
    /// <summary>Limit for finding, reaching and trusting a server: 4 s, so that being offline is seen soon.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Limit for an answer to begin, and between two pieces of it: 30 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Limit for one attempt as a whole, against servers that drip: 30 minutes.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Attempts at each mirror, where another may help: 4.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Wait before the second attempt at a mirror, doubled for each further one: 1 s.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest file that is taken, in bytes: 64 MiB, several times the largest of the catalogue.</summary>
    public long MaximumBytes { get; init; } = 64L << 20;
}

/// <summary>How far the download of one file has come.</summary>
/// <param name="File">Its name.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Received">Bytes so far, those of earlier attempts included.</param>
/// <param name="Total">Bytes in all, or null where the server does not say.</param>
public readonly record struct DownloadProgress(string File, Uri Source, long Received, long? Total);
