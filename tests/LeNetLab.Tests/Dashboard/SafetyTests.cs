using System.Net;
using System.Net.Sockets;
using LeNetLab.Dashboard;
using LeNetLab.Tests.Reports;

namespace LeNetLab.Tests.Dashboard;

public sealed class SafetyTests
{
    private static readonly string[] Addresses =
        ["/", "/runs", "/experiments/sweep", "/live.js", "/live.css", "/api/experiments", "/api/changes", "/nothing"];

    [Fact]
    public async Task It_listens_on_loopback_alone_and_says_where()
    {
        using var folder = new TemporaryFolder();
        await using LivePage page = await LivePage.Open(folder.Path);

        Assert.Equal("127.0.0.1", page.Address.Host);
        Assert.InRange(page.Address.Port, 1, 65_535);
        IPAddress[] others =
        [
            .. Dns.GetHostAddresses(Dns.GetHostName()).Where(address =>
                address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)),
        ];
        foreach (IPAddress other in others)
        {
            using var socket = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(
                async () => await socket.ConnectAsync(other, page.Address.Port, LivePage.Cancellation));
        }
    }

    // A name of an attacker's that resolves to 127.0.0.1 makes a reader's browser ask here; its Host header tells.
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:{port}")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("localhost.evil.example:{port}")]
    [InlineData("[::1]:{port}")]
    public async Task Who_asks_for_another_host_is_told_nothing(string host)
    {
        using ReportedResults results = new ReportedResults().Sweep(2);
        await using LivePage page = await LivePage.Open(results.Path);
        string asked = host.Replace("{port}", $"{page.Address.Port}");

        foreach (string address in Addresses)
        {
            using HttpResponseMessage answer = await page.Send(HttpMethod.Get, address, asked);
            string text = await answer.Content.ReadAsStringAsync(LivePage.Cancellation);

            Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
            Assert.DoesNotContain("sweep", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    public async Task Its_own_names_are_answered(string name)
    {
        using var folder = new TemporaryFolder();
        await using LivePage page = await LivePage.Open(folder.Path);

        using HttpResponseMessage answer = await page.Send(HttpMethod.Get, "/", $"{name}:{page.Address.Port}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("WRITE")]
    public async Task There_is_no_way_to_write(string method)
    {
        using ReportedResults results = new ReportedResults().Sweep(2);
        byte[] before = await File.ReadAllBytesAsync(Path.Combine(results.Path, "lenetlab.db"), LivePage.Cancellation);
        await using LivePage page = await LivePage.Open(results.Path);

        foreach (string address in Addresses)
        {
            using HttpResponseMessage answer = await page.Send(new HttpMethod(method), address);

            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
        }

        Assert.Equal(
            before, await File.ReadAllBytesAsync(Path.Combine(results.Path, "lenetlab.db"), LivePage.Cancellation));
    }

    [Fact]
    public async Task Every_answer_has_the_policy_that_keeps_the_page_to_itself()
    {
        using ReportedResults results = new ReportedResults().Sweep(2);
        await using LivePage page = await LivePage.Open(results.Path);

        foreach (string address in Addresses)
        {
            using HttpResponseMessage answer = await page.Send(HttpMethod.Head, address);
            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

            Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Theory]
    [InlineData("cross-site", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData("same-site", "cors", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "navigate", HttpStatusCode.OK)]
    [InlineData("same-origin", "cors", HttpStatusCode.OK)]
    [InlineData("none", "navigate", HttpStatusCode.OK)]
    public async Task Another_sites_page_may_link_here_and_no_more(string site, string mode, HttpStatusCode expected)
    {
        using var folder = new TemporaryFolder();
        await using LivePage page = await LivePage.Open(folder.Path);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/experiments");
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Headers.Add("Sec-Fetch-Mode", mode);

        using HttpResponseMessage answer = await page.Client.SendAsync(request, LivePage.Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_and_no_other_is_taken_instead()
    {
        using var folder = new TemporaryFolder();
        await using LivePage page = await LivePage.Open(folder.Path);

        await Assert.ThrowsAsync<IOException>(async () => await DashboardServer.StartAsync(
            new DashboardOptions
            {
                Results = folder.Path,
                Port = page.Address.Port,
                Glance = new(new LeNetLab.Results.Runners.ProcessTable(), TimeProvider.System),
                Clock = TimeProvider.System,
            },
            LeNetLab.Dashboard.Serving.PageFiles.From(_ => "")!, LivePage.Cancellation));
    }
}
