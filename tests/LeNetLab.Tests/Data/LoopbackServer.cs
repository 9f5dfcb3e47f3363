using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeNetLab.Tests.Data;

/// <summary>An HTTP server that may misbehave: one exchange a connection, each byte of it the test's choice.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentQueue<Exchange> exchanges = new();
    private readonly Func<Exchange, Task> answer;
    private readonly Task accepting;

    internal LoopbackServer(Func<Exchange, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    internal Uri Address { get; }

    /// <summary>Every request so far, in order.</summary>
    internal IReadOnlyList<Exchange> Requests => [.. exchanges];

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        try
        {
            while (true)
                open.Add(ServeAsync(await listener.AcceptTcpClientAsync(closing.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                if (await Exchange.ReadAsync(stream, closing.Token) is not Exchange exchange)
                    return;
                exchanges.Enqueue(exchange);
                await answer(exchange);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
            {
                // The client hung up, or the test is over.
            }
        }
    }
}

/// <summary>A request, and the connection to answer on.</summary>
internal sealed class Exchange
{
    private readonly NetworkStream stream;
    private readonly Dictionary<string, string> headers;

    private Exchange(NetworkStream stream, string path, Dictionary<string, string> headers, CancellationToken closing)
    {
        this.stream = stream;
        this.headers = headers;
        Path = path;
        Closing = closing;
    }

    internal string Path { get; }

    /// <summary>The server is being closed.</summary>
    internal CancellationToken Closing { get; }

    internal string? Range => headers.GetValueOrDefault("range");

    internal string? IfRange => headers.GetValueOrDefault("if-range");

    /// <summary>Where the asked-for range begins; 0 without one.</summary>
    internal int From => Range is string range ? int.Parse(range["bytes=".Length..^1]) : 0;

    internal static async Task<Exchange?> ReadAsync(NetworkStream stream, CancellationToken closing)
    {
        // Not disposed: it would close the connection.
        StreamReader reader = new(stream, Encoding.ASCII);
        if (await reader.ReadLineAsync(closing) is not string first)
            return null;
        Dictionary<string, string> read = [];
        while (await reader.ReadLineAsync(closing) is { Length: > 0 } line)
            read[line[..line.IndexOf(':')].ToLowerInvariant()] = line[(line.IndexOf(':') + 1)..].Trim();
        return new Exchange(stream, first.Split(' ')[1], read, closing);
    }

    /// <summary>Sends a head and bytes; a Content-Length is the caller's to tell, truly or not.</summary>
    internal async Task SendAsync(string status, byte[] body, params string[] extraHeaders)
    {
        string[] lines = [$"HTTP/1.1 {status}", "Connection: close", .. extraHeaders, ""];
        string head = string.Concat(lines.Select(line => $"{line}\r\n"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Closing);
        await SendAsync(body);
    }

    internal async Task SendAsync(byte[] body) => await stream.WriteAsync(body, Closing);

    /// <summary>Serves as a decent server does, ranges included.</summary>
    internal Task ServeAsync(byte[] file, string tag = "\"v1\"")
    {
        if (Range is null || IfRange != tag)
            return SendAsync("200 OK", file, $"Content-Length: {file.Length}", $"ETag: {tag}");
        return SendAsync("206 Partial Content", file[From..], $"Content-Length: {file.Length - From}", $"ETag: {tag}",
            $"Content-Range: bytes {From}-{file.Length - 1}/{file.Length}");
    }

    /// <summary>Promises the whole file and hangs up after some bytes of it.</summary>
    internal Task BreakOffAsync(byte[] file, int after, string tag = "\"v1\"") =>
        SendAsync("200 OK", file[..after], $"Content-Length: {file.Length}", $"ETag: {tag}");
}
