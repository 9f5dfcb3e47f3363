using LeNetLab.Data;

namespace LeNetLab.Tests.Data;

/// <summary>Downloads that break off, and how they go on.</summary>
public sealed class DownloadResumeTests : DownloadFixture
{
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
            ? exchange.BreakOffAsync(File(exchange), 700, "W/\"weak\"")
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
        await using LoopbackServer server = new(exchange => exchange.SendAsync(
            "206 Partial Content", File(exchange)[10..],
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
}
