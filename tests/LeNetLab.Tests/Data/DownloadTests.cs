using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using LeNetLab.Data;

namespace LeNetLab.Tests.Data;

/// <summary>Downloads from servers on loopback that serve, stall, lie and die.</summary>
public sealed class DownloadTests : DownloadFixture
{
    private const string Html = "<html><body>This mirror has moved.</body></html>";

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
        Assert.Contains(Notices, notice => notice.Contains("downloading it into"));
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
    public async Task A_page_with_status_200_is_not_taken_for_the_file()
    {
        byte[] page = Encoding.ASCII.GetBytes(Html);
        await using LoopbackServer honest = new(exchange =>
            exchange.SendAsync("200 OK", page, "Content-Type: text/html"));
        await using LoopbackServer sly = new(exchange =>
            exchange.SendAsync("200 OK", page, "Content-Type: application/gzip"));

        string message = await UnavailableAsync(honest, sly);

        Assert.Contains($"{honest.Address}train-images-idx3-ubyte.gz: answered 200 with an HTML page", message);
        Assert.Contains($"{sly.Address}train-images-idx3-ubyte.gz: answered with an HTML page", message);
        Assert.Contains(Folder.At("cache", "first"), message);
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
            SmallDigits.Gzip(SmallDigits.First.Plain[Index(exchange)], CompressionLevel.NoCompression)));

        Dataset dataset = await LoadAsync(Options(plainSumsKnown: true, server.Address));

        Assert.Equal(SmallDigits.First.Test.Labels, dataset.Test.Labels);
        Assert.Contains("sent other bytes", (await Assert.ThrowsAsync<DatasetUnavailableException>(() => LoadAsync(
            Options(plainSumsKnown: false, server.Address) with { CacheFolder = Folder.At("other") }))).Message);
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

        Assert.All([mute.Address, stuck.Address], mirror => Assert.Contains(
            $"{mirror}train-images-idx3-ubyte.gz: sent nothing for 0.25 s (attempt 2 of 2)", message));
        Assert.InRange(mute.Requests.Count, 0, 2);
        Assert.InRange(stuck.Requests.Count, 0, 2);
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

        Assert.Contains("was not done after 0.3 s (attempt 2 of 2)", message);
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

        Assert.Contains("announces 9,000,000,000 bytes, more than the 1,048,576 bytes", message);
        Assert.Contains("sends more than the 1,048,576 bytes", message);
        Assert.Equal((1, 1), (boaster.Requests.Count, endless.Requests.Count));
        Assert.Equal([".lock"], CacheFiles());
    }

    [Fact]
    public async Task Redirections_are_followed_but_not_for_ever()
    {
        await using LoopbackServer good = new(Good);
        await using LoopbackServer moved = new(exchange =>
            exchange.SendAsync("302 Found", [], $"Location: {good.Address}{exchange.Path[1..]}", "Content-Length: 0"));
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
        SmallDigits.First.WriteTo(Folder, "cache/first");
        System.IO.File.Delete(Folder.At("cache", "first", "t10k-labels-idx1-ubyte.gz"));
        await using LoopbackServer server = new(Good);

        await LoadAsync(server);

        Assert.Equal("/t10k-labels-idx1-ubyte.gz", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_named()
    {
        Folder.Write("cache", [1, 2, 3]);
        await using LoopbackServer server = new(Good);

        // What its user can mend is nothing that another dataset may cover up.
        string message = (await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(server))).Message;

        Assert.Contains($"the cache folder {Folder.At("cache", "first")} cannot be written", message);
        Assert.Contains("XDG_CACHE_HOME", message);
        Assert.Empty(server.Requests);
    }

    /// <summary>An address where a listener was, and is no more.</summary>
    private static async Task<Uri> ClosedAddressAsync()
    {
        await using LoopbackServer server = new(_ => Task.CompletedTask);
        return server.Address;
    }

    private sealed class OfflineHandler : HttpMessageHandler
    {
        internal int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellation)
        {
            Asked++;
            throw new HttpRequestException(
                HttpRequestError.NameResolutionError, "Name or service not known", new SocketException(11001));
        }
    }
}
