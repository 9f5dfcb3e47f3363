using System.Net.Sockets;
using System.Text;
using LeNetLab.Data;

namespace LeNetLab.Tests.Data;

/// <summary>Downloads from servers on loopback that serve, truncate, stall, lie and die.</summary>
public sealed class DownloadTests : IDisposable
{
    private static readonly DownloadPolicy Patient = new()
    {
        StallTimeout = TimeSpan.FromSeconds(20),
        ConnectTimeout = TimeSpan.FromSeconds(20),
        Backoff = TimeSpan.FromMilliseconds(1),
        Attempts = 3,
        MaximumBytes = 1 << 20,
    };

    private static readonly string Html = "<html><body>This mirror has moved.</body></html>";

    private readonly TemporaryFolder folder = new();
    private readonly List<string> notices = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_good_mirror_fills_the_cache_once()
    {
        await using LoopbackServer server = new(Good);

        Dataset first = await LoadAsync(server);
        Dataset second = await LoadAsync(server);

        Assert.Equal(4, server.Requests.Count);
        Assert.Equal((first.Name, first.Sha256), ("first", second.Sha256));
        Assert.Equal(SmallDigits.First.Train.Pixels, second.Train.Pixels);
        AssertCacheHoldsTheFilesAlone();
        Assert.Contains(notices, notice => notice.Contains("downloading it into"));
    }

    [Fact]
    public async Task Progress_grows_to_the_whole_of_each_file()
    {
        await using LoopbackServer server = new(Good);
        Recorder<DownloadProgress> recorder = new();

        await LoadAsync(Options(server.Address) with { Progress = recorder });

        foreach (IGrouping<string, DownloadProgress> file in recorder.Reports.GroupBy(report => report.File))
        {
            Assert.Equal(file.Select(report => report.Received).Order(), file.Select(report => report.Received));
            Assert.Equal(file.Last().Total, file.Last().Received);
        }

        Assert.Equal(4, recorder.Reports.Select(report => report.File).Distinct().Count());
    }

    [Fact]
    public async Task A_missing_file_is_had_from_the_next_mirror_which_then_comes_first()
    {
        await using LoopbackServer dead = new(exchange => exchange.SendAsync("404 Not Found", []));
        await using LoopbackServer good = new(Good);

        await LoadAsync(dead, good);

        Assert.Single(dead.Requests);
        Assert.Equal(4, good.Requests.Count);
    }

    [Fact]
    public async Task A_broken_off_answer_is_continued_where_it_stopped()
    {
        await using LoopbackServer server = new(exchange =>
            exchange.Range is null ? exchange.BreakOffAsync(File(exchange), 20) : exchange.ServeAsync(File(exchange)));

        await LoadAsync(server);

        Assert.Equal(8, server.Requests.Count);
        Assert.All(server.Requests.Where((_, i) => i % 2 == 1), second =>
            Assert.Equal(("bytes=20-", "\"v1\""), (second.Range, second.IfRange)));
        AssertCacheHoldsTheFilesAlone();
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_is_read_from_the_start()
    {
        int asked = 0;
        await using LoopbackServer server = new(exchange => Interlocked.Increment(ref asked) == 1
            ? exchange.BreakOffAsync(File(exchange), 700)
            : exchange.SendAsync("200 OK", File(exchange), $"Content-Length: {File(exchange).Length}"));

        await LoadAsync(server);

        Assert.Equal(("bytes=700-", 5), (server.Requests[1].Range, server.Requests.Count));
    }

    [Fact]
    public async Task Without_a_validator_nothing_is_continued()
    {
        int asked = 0;
        await using LoopbackServer server = new(exchange => Interlocked.Increment(ref asked) == 1
            ? exchange.SendAsync("200 OK", File(exchange)[..700], $"Content-Length: {File(exchange).Length}", "ETag: W/\"x\"")
            : exchange.ServeAsync(File(exchange)));

        await LoadAsync(server);

        Assert.All(server.Requests, request => Assert.Null(request.Range));
    }

    [Fact]
    public async Task A_date_serves_as_validator_where_there_is_no_tag()
    {
        const string Date = "Sat, 01 Aug 2026 12:00:00 GMT";
        int asked = 0;
        await using LoopbackServer server = new(exchange => Interlocked.Increment(ref asked) == 1
            ? exchange.SendAsync("200 OK", File(exchange)[..700], $"Content-Length: {File(exchange).Length}",
                $"Last-Modified: {Date}")
            : exchange.ServeAsync(File(exchange), Date));

        await LoadAsync(server);

        Assert.Equal(("bytes=700-", Date), (server.Requests[1].Range, server.Requests[1].IfRange));
    }

    [Fact]
    public async Task Halves_that_do_not_fit_together_are_thrown_away_and_the_whole_is_asked_for()
    {
        int asked = 0;
        await using LoopbackServer server = new(exchange => Interlocked.Increment(ref asked) switch
        {
            1 => exchange.BreakOffAsync(new byte[File(exchange).Length], 700),
            _ => exchange.ServeAsync(File(exchange)),
        });

        await LoadAsync(server);

        Assert.Equal(["bytes=700-", null], server.Requests.Skip(1).Take(2).Select(request => request.Range));
    }

    [Theory]
    [InlineData("206 Partial Content", "Content-Range: bytes 0-9/20")]
    [InlineData("206 Partial Content", "X-No: range")]
    [InlineData("416 Range Not Satisfiable", "Content-Range: bytes */20")]
    public async Task An_answer_with_another_range_than_asked_for_starts_the_file_anew(string status, string header)
    {
        int asked = 0;
        await using LoopbackServer server = new(exchange => Interlocked.Increment(ref asked) switch
        {
            1 => exchange.BreakOffAsync(File(exchange), 700),
            2 => exchange.SendAsync(status, File(exchange)[..10], "Content-Length: 10", header),
            _ => exchange.ServeAsync(File(exchange)),
        });

        await LoadAsync(server);

        Assert.Equal([null, "bytes=700-", null], server.Requests.Take(3).Select(request => request.Range));
    }

    [Fact]
    public async Task A_range_that_nobody_asked_for_is_refused()
    {
        await using LoopbackServer server = new(exchange => exchange.SendAsync("206 Partial Content", File(exchange)[10..],
            $"Content-Range: bytes 10-{File(exchange).Length - 1}/{File(exchange).Length}"));

        string message = await UnavailableAsync(server);

        Assert.Contains("another part of the file", message);
        Assert.Equal(Patient.Attempts, server.Requests.Count);
    }

    [Fact]
    public async Task An_interrupted_download_is_continued_by_the_next_process()
    {
        using CancellationTokenSource interrupt = new();
        await using LoopbackServer server = new(async exchange =>
        {
            if (exchange.Range is not null || interrupt.IsCancellationRequested)
            {
                await exchange.ServeAsync(File(exchange));
                return;
            }

            await exchange.BreakOffAsync(File(exchange), 900);
            await Task.Delay(Timeout.Infinite, exchange.Closing);
        });
        Recorder<DownloadProgress> interrupter = new(report =>
        {
            if (report.Received == 900)
                interrupt.Cancel();
        });
        DatasetSource stopped = new(Options(server.Address) with { Progress = interrupter });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.LoadAsync("first", interrupt.Token));
        await LoadAsync(server);

        Assert.Equal([null, "bytes=900-", null, null, null], server.Requests.Select(request => request.Range));
    }

    [Fact]
    public async Task A_page_with_status_200_is_not_taken_for_the_file()
    {
        byte[] page = Encoding.ASCII.GetBytes(Html);
        await using LoopbackServer honest = new(exchange => exchange.SendAsync("200 OK", page, "Content-Type: text/html"));
        await using LoopbackServer sly = new(exchange => exchange.SendAsync("200 OK", page, "Content-Type: application/gzip"));

        string message = await UnavailableAsync(honest, sly);

        Assert.Contains($"{honest.Address}train-images-idx3-ubyte.gz: answered 200 with an HTML page", message);
        Assert.Contains($"{sly.Address}train-images-idx3-ubyte.gz: answered with an HTML page", message);
        Assert.Contains(folder.At("cache", "first"), message);
        Assert.Contains("DATA", message);
        Assert.Equal((1, 1), (honest.Requests.Count, sly.Requests.Count));
    }

    [Fact]
    public async Task Wrong_bytes_are_never_put_into_place()
    {
        await using LoopbackServer server = new(exchange =>
        {
            byte[] wrong = [.. File(exchange)];
            wrong[^20] ^= 1;
            return exchange.ServeAsync(wrong);
        });

        string message = await UnavailableAsync(server);

        Assert.Contains($"expected {SmallDigits.Sum(SmallDigits.First.Compressed[0])}", message);
        Assert.Single(server.Requests);
        Assert.Equal([".lock"], CacheFiles());
    }

    [Fact]
    public async Task A_length_that_is_told_too_short_gives_wrong_bytes()
    {
        await using LoopbackServer server = new(exchange =>
            exchange.SendAsync("200 OK", File(exchange), "Content-Length: 100", "ETag: \"v1\""));

        Assert.Contains("sent other bytes", await UnavailableAsync(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_empty_answer_is_no_file()
    {
        await using LoopbackServer server = new(exchange => exchange.SendAsync("200 OK", [], "Content-Length: 0"));

        Assert.Contains("sent an empty file", await UnavailableAsync(server));
    }

    [Fact]
    public async Task A_mirror_that_compressed_anew_is_trusted_where_the_plain_sum_is_known()
    {
        await using LoopbackServer server = new(exchange => exchange.ServeAsync(
            SmallDigits.Gzip(SmallDigits.First.Plain[Index(exchange)], System.IO.Compression.CompressionLevel.NoCompression)));

        Dataset dataset = await LoadAsync(Options(plainSumsKnown: true, server.Address));

        Assert.Equal(SmallDigits.First.Test.Labels, dataset.Test.Labels);
        Assert.Contains("sent other bytes", (await Assert.ThrowsAsync<DatasetUnavailableException>(() => LoadAsync(
            Options(plainSumsKnown: false, server.Address) with { CacheFolder = folder.At("other") }))).Message);
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Slow Down")]
    [InlineData("429 Too Many Requests")]
    public async Task Errors_that_may_pass_are_tried_again_a_bounded_number_of_times(string status)
    {
        await using LoopbackServer server = new(exchange => exchange.SendAsync(status, []));

        string message = await UnavailableAsync(server);

        Assert.Contains($"answered {status} (attempt 3 of 3)", message);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_error_that_passes_is_forgotten()
    {
        int asked = 0;
        await using LoopbackServer server = new(exchange => Interlocked.Increment(ref asked) % 2 == 1
            ? exchange.SendAsync("503 Service Unavailable", [])
            : Good(exchange));

        await LoadAsync(server);

        Assert.Equal(8, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_stalls_is_left()
    {
        await using LoopbackServer mute = new(exchange => Task.Delay(Timeout.Infinite, exchange.Closing));
        await using LoopbackServer stuck = new(async exchange =>
        {
            await exchange.BreakOffAsync(File(exchange), 300);
            await Task.Delay(Timeout.Infinite, exchange.Closing);
        });
        DownloadPolicy hasty = Patient with { StallTimeout = TimeSpan.FromMilliseconds(250), Attempts = 2 };

        string message = (await Assert.ThrowsAsync<DatasetUnavailableException>(() =>
            LoadAsync(Options(mute.Address, stuck.Address) with { Download = hasty }))).Message;

        Assert.Contains($"{mute.Address}train-images-idx3-ubyte.gz: sent nothing for 0.25 s (attempt 2 of 2)", message);
        Assert.Contains($"{stuck.Address}train-images-idx3-ubyte.gz: sent nothing for 0.25 s (attempt 2 of 2)", message);
        Assert.Equal((2, 2), (mute.Requests.Count, stuck.Requests.Count));
        Assert.Equal("bytes=300-", stuck.Requests[1].Range);
    }

    [Fact]
    public async Task A_server_that_drips_is_left()
    {
        await using LoopbackServer server = new(async exchange =>
        {
            await exchange.SendAsync("200 OK", [], "ETag: W/\"drip\"");
            while (true)
            {
                await exchange.SendAsync([0]);
                await Task.Delay(20, exchange.Closing);
            }
        });
        DownloadPolicy hasty = Patient with { AttemptTimeout = TimeSpan.FromMilliseconds(300), Attempts = 2 };

        string message = (await Assert.ThrowsAsync<DatasetUnavailableException>(() =>
            LoadAsync(Options(server.Address) with { Download = hasty }))).Message;

        Assert.Contains("was not done after 0.01 min (attempt 2 of 2)", message);
    }

    [Fact]
    public async Task A_server_that_dies_within_its_answers_head_is_tried_again_and_left()
    {
        await using LoopbackServer server = new(exchange => exchange.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 20")));

        string message = await UnavailableAsync(server);

        Assert.Contains("the exchange failed", message);
        Assert.Contains("(attempt 3 of 3)", message);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_dies_before_it_answers_is_left()
    {
        await using LoopbackServer server = new(_ => Task.CompletedTask);

        Assert.Contains("(attempt 3 of 3)", await UnavailableAsync(server));

        // .NET's own handler tries a connection that closed without a byte up to three times more.
        Assert.InRange(server.Requests.Count, 3, 12);
    }

    [Fact]
    public async Task Too_large_an_answer_is_refused_before_and_while_it_arrives()
    {
        await using LoopbackServer boaster = new(exchange =>
            exchange.SendAsync("200 OK", File(exchange), "Content-Length: 9000000000"));
        await using LoopbackServer endless = new(async exchange =>
        {
            await exchange.SendAsync("200 OK", []);
            while (true)
                await exchange.SendAsync(new byte[65_536]);
        });

        string message = await UnavailableAsync(boaster, endless);

        Assert.Contains("announces 9,000,000,000 bytes more than the 1,048,576 bytes", message);
        Assert.Contains("sends more than the 1,048,576 bytes", message);
        Assert.Equal((1, 1), (boaster.Requests.Count, endless.Requests.Count));
        Assert.Equal([".lock"], CacheFiles());
    }

    [Fact]
    public async Task Redirections_are_followed_but_not_for_ever()
    {
        await using LoopbackServer good = new(Good);
        await using LoopbackServer moved = new(exchange =>
            exchange.SendAsync("302 Found", [], $"Location: {new Uri(good.Address, exchange.Path)}", "Content-Length: 0"));
        await using LoopbackServer circle = new(exchange =>
            exchange.SendAsync("302 Found", [], $"Location: {exchange.Path}", "Content-Length: 0"));

        await LoadAsync(circle, moved);

        Assert.InRange(circle.Requests.Count, 1, 20);
        Assert.Equal(4, good.Requests.Count);
    }

    [Fact]
    public async Task Where_nobody_listens_one_attempt_at_each_mirror_is_enough()
    {
        Uri first = await ClosedAddressAsync(), second = await ClosedAddressAsync();

        DatasetUnavailableException failed =
            await Assert.ThrowsAsync<DatasetUnavailableException>(() => LoadAsync(Options(first, second)));

        Assert.Contains($"{first}train-images-idx3-ubyte.gz: cannot be reached", failed.Message);
        Assert.Contains($"{second}train-images-idx3-ubyte.gz: cannot be reached", failed.Message);
        Assert.DoesNotContain("attempt", failed.Message);
    }

    [Fact]
    public async Task A_name_that_cannot_be_resolved_is_asked_for_once_at_each_mirror()
    {
        OfflineHandler offline = new();
        DatasetSourceOptions options = Options(new Uri("http://one.invalid/"), new Uri("http://two.invalid/")) with
        {
            CreateHandler = () => offline,
        };

        string message = (await Assert.ThrowsAsync<DatasetUnavailableException>(() => LoadAsync(options))).Message;

        Assert.Contains("its name cannot be resolved", message);
        Assert.Equal(2, offline.Asked);
    }

    [Fact]
    public async Task Processes_that_download_at_once_take_turns()
    {
        await using LoopbackServer server = new(async exchange =>
        {
            await Task.Delay(50, exchange.Closing);
            await Good(exchange);
        });

        Dataset[] loaded = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => LoadAsync(server)));

        Assert.Equal(4, server.Requests.Count);
        Assert.Single(loaded.Select(dataset => dataset.Sha256).Distinct());
        AssertCacheHoldsTheFilesAlone();
    }

    [Fact]
    public async Task Only_what_is_missing_is_downloaded()
    {
        SmallDigits.First.WriteTo(folder, "cache/first");
        System.IO.File.Delete(folder.At("cache", "first", "t10k-labels-idx1-ubyte.gz"));
        await using LoopbackServer server = new(Good);

        await LoadAsync(server);

        Assert.Equal("/t10k-labels-idx1-ubyte.gz", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_named()
    {
        folder.Write("cache", [1, 2, 3]);
        await using LoopbackServer server = new(Good);

        string message = await UnavailableAsync(server);

        Assert.Contains($"the cache folder {folder.At("cache", "first")} cannot be written", message);
        Assert.Empty(server.Requests);
    }

    private static int Index(Exchange exchange) =>
        CatalogueEntry.FileNames.ToList().FindIndex(name => exchange.Path == $"/{name}.gz");

    private static byte[] File(Exchange exchange) => SmallDigits.First.Compressed[Index(exchange)];

    private static Task Good(Exchange exchange) => exchange.ServeAsync(File(exchange));

    /// <summary>An address where a listener was, and is no more.</summary>
    private static async Task<Uri> ClosedAddressAsync()
    {
        await using LoopbackServer server = new(_ => Task.CompletedTask);
        return server.Address;
    }

    private DatasetSourceOptions Options(params Uri[] mirrors) => Options(plainSumsKnown: false, mirrors);

    private DatasetSourceOptions Options(bool plainSumsKnown, params Uri[] mirrors) => new()
    {
        CacheFolder = folder.At("cache"),
        Catalogue = new DatasetCatalogue([SmallDigits.First.Entry(plainSumsKnown, mirrors)]),
        Download = Patient,
        CreateHandler = () => new SocketsHttpHandler { UseProxy = false, MaxAutomaticRedirections = 5 },
        Notice = notice =>
        {
            lock (notices)
                notices.Add(notice);
        },
    };

    private Task<Dataset> LoadAsync(params LoopbackServer[] mirrors) =>
        LoadAsync(Options([.. mirrors.Select(mirror => mirror.Address)]));

    private static Task<Dataset> LoadAsync(DatasetSourceOptions options) =>
        new DatasetSource(options).LoadAsync("first", CancellationToken.None);

    private async Task<string> UnavailableAsync(params LoopbackServer[] mirrors) =>
        (await Assert.ThrowsAsync<DatasetUnavailableException>(() => LoadAsync(mirrors))).Message;

    private IEnumerable<string?> CacheFiles() =>
        Directory.GetFiles(folder.At("cache", "first")).Select(Path.GetFileName).Order();

    private void AssertCacheHoldsTheFilesAlone() => Assert.Equal(
        CatalogueEntry.FileNames.Select(name => $"{name}.gz").Append(".lock").Order(), CacheFiles());

    private sealed class OfflineHandler : HttpMessageHandler
    {
        internal int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            Asked++;
            throw new HttpRequestException(
                HttpRequestError.NameResolutionError, "Name or service not known", new SocketException(11001));
        }
    }

    /// <summary>Hears reports on the reporter's own thread, in their order.</summary>
    private sealed class Recorder<T>(Action<T>? also = null) : IProgress<T>
    {
        internal List<T> Reports { get; } = [];

        public void Report(T value)
        {
            Reports.Add(value);
            also?.Invoke(value);
        }
    }
}
