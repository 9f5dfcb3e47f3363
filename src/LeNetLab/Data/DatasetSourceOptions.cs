using LeNetLab.Naming;

namespace LeNetLab.Data;

/// <summary>Where to look for datasets, and how to download them.</summary>
public sealed record DatasetSourceOptions
{
    /// <summary>The folder that the user named (<c>DATA</c>), or null. An error if it lacks the dataset.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The folder of <c>$LENETLAB_DATA</c>, or null. If it lacks the dataset, the cache is next.</summary>
    public string? EnvironmentFolder { get; init; }

    /// <summary>
    /// Holds downloads, each dataset in a folder of its name. Made when something is downloaded. Null where there is no
    /// place for it, which is an error once it is needed.
    /// </summary>
    public required string? CacheFolder { get; init; }

    /// <summary>Reads the paths of datasets that are folders.</summary>
    public UserPaths Paths { get; init; } = new(null);

    /// <summary>The datasets known by name.</summary>
    public DatasetCatalogue Catalogue { get; init; } = DatasetCatalogue.Standard;

    /// <summary>Time limits, size limits and attempts.</summary>
    public DownloadPolicy Download { get; init; } = new();

    /// <summary>
    /// Makes what sends requests, once for each download; null takes a <see cref="SocketsHttpHandler"/> (which heeds
    /// <c>HTTPS_PROXY</c>) with the policy's connection limit. It must not decompress.
    /// </summary>
    public Func<HttpMessageHandler>? CreateHandler { get; init; }

    /// <summary>Told of bytes as they arrive.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Told, in sentences, of what a user should know and would not see otherwise.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>Measures time-outs and waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
