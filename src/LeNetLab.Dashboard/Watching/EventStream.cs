using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LeNetLab.Dashboard.Watching;

/// <summary>
/// Changes as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): the event
/// <c>change</c> has the names of the experiments as a JSON array.
/// </summary>
/// <param name="feed">Where they come from.</param>
/// <param name="ending">Cancelled when the server stops.</param>
internal sealed class EventStream(ChangeFeed feed, CancellationToken ending)
{
    /// <summary>Sends them until the reader leaves or the server ends.</summary>
    public async Task Send(HttpContext context)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        try
        {
            await Write(context, "retry: 2000\n\n", over.Token);
            await foreach (IReadOnlyList<string> change in feed.Listen(over.Token))
                await Write(context, $"event: change\ndata: {JsonSerializer.Serialize(change)}\n\n", over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Over, as it should be.
        }
    }

    private static async Task Write(HttpContext context, string text, CancellationToken cancellation)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }
}
