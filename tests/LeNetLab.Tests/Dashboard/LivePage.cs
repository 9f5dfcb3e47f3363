using System.Net;
using System.Text.Json.Nodes;
using LeNetLab.Dashboard;
using LeNetLab.Dashboard.Serving;
using LeNetLab.Results.Runners;

namespace LeNetLab.Tests.Dashboard;

/// <summary>A real server on a free port, and who asks it.</summary>
internal sealed class LivePage : IAsyncDisposable
{
    private readonly DashboardServer server;

    private LivePage(DashboardServer server)
    {
        this.server = server;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = server.Address,
        };
    }

    public HttpClient Client { get; }

    public Uri Address => server.Address;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<LivePage> Open(string results)
    {
        var options = new DashboardOptions
        {
            Results = results,
            Port = 0,
            Glance = new RunnerGlance(new ProcessTable(), TimeProvider.System),
            Clock = TimeProvider.System,
            WatchInterval = TimeSpan.FromMilliseconds(50),
        };
        PageFiles files = PageFiles.Built ?? PageFiles.From(name => $"/* {name} was not built */")!;
        return new LivePage(await DashboardServer.StartAsync(options, files, Cancellation));
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? host = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Host = host;
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    /// <summary>What an address answers, which must be in order.</summary>
    public async Task<JsonNode> Json(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(path, Cancellation);
        string text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The sentence with which an address is refused.</summary>
    public async Task<(HttpStatusCode Status, string Sentence)> Refusal(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(path, Cancellation);
        JsonNode? found = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return (answer.StatusCode, (string)found!["error"]!);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
    }
}
