using LeNetLab.Data;

namespace LeNetLab.Tests.Data;

/// <summary>A cache of a test's own, and ways to fill it from servers on loopback.</summary>
public abstract class DownloadFixture : IDisposable
{
    private protected static readonly DownloadPolicy Patient = new()
    {
        StallTimeout = TimeSpan.FromSeconds(20),
        ConnectTimeout = TimeSpan.FromSeconds(20),
        Backoff = TimeSpan.FromMilliseconds(1),
        Attempts = 3,
        MaximumBytes = 1 << 20,
    };

    /// <summary>What the source told, in order.</summary>
    private protected List<string> Notices { get; } = [];

    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static int Index(Exchange exchange) =>
        CatalogueEntry.FileNames.ToList().FindIndex(name => exchange.Path == $"/{name}.gz");

    private protected static byte[] File(Exchange exchange) => SmallDigits.First.Compressed[Index(exchange)];

    private protected static Task Good(Exchange exchange) => exchange.ServeAsync(File(exchange));

    private protected DatasetSourceOptions Options(params Uri[] mirrors) => Options(plainSumsKnown: false, mirrors);

    private protected DatasetSourceOptions Options(bool plainSumsKnown, params Uri[] mirrors) => new()
    {
        CacheFolder = Folder.At("cache"),
        Catalogue = new DatasetCatalogue([SmallDigits.First.Entry(plainSumsKnown, mirrors)]),
        Download = Patient,
        CreateHandler = () => new SocketsHttpHandler { UseProxy = false, MaxAutomaticRedirections = 5 },
        Notice = notice =>
        {
            lock (Notices)
                Notices.Add(notice);
        },
    };

    private protected Task<Dataset> LoadAsync(params LoopbackServer[] mirrors) =>
        LoadAsync(Options([.. mirrors.Select(mirror => mirror.Address)]));

    private protected static Task<Dataset> LoadAsync(DatasetSourceOptions options) =>
        new DatasetSource(options).LoadAsync("first", CancellationToken.None);

    private protected async Task<string> UnavailableAsync(params LoopbackServer[] mirrors) =>
        (await Assert.ThrowsAsync<DatasetUnavailableException>(() => LoadAsync(mirrors))).Message;

    private protected IEnumerable<string?> CacheFiles() =>
        Directory.GetFiles(Folder.At("cache", "first")).Select(Path.GetFileName).Order();

    private protected void AssertCacheHoldsTheFilesAlone() => Assert.Equal(
        CatalogueEntry.FileNames.Select(name => $"{name}.gz").Append(".lock").Order(), CacheFiles());
}
