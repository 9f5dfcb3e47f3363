using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LeNetLab.Dashboard.Serving;

/// <summary>
/// Lets in what only reads and was meant for this server. A page of another site may point its own name at 127.0.0.1 and
/// have the reader's browser ask here; the Host header tells (DNS rebinding), and so does Sec-Fetch-Site.
/// </summary>
/// <param name="port">Of this server.</param>
internal sealed class RequestGuard(Func<int> port)
{
    // Vega writes its styles into elements; scripts come from this server alone, and none is made of a string.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Refuses a request, or hands it on.</summary>
    public Task Check(HttpContext context, RequestDelegate next)
    {
        Protect(context.Response.Headers);
        if (!IsOwn(context.Request.Headers.Host))
            return Refuse(context, StatusCodes.Status421MisdirectedRequest, $"This is http://127.0.0.1:{port()}/ alone.");
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return Refuse(context, StatusCodes.Status405MethodNotAllowed, "The live page only reads: GET and HEAD.");
        }

        return IsAskedByAnotherSite(context.Request)
            ? Refuse(context, StatusCodes.Status403Forbidden, "Another site's page has no business here.")
            : next(context);
    }

    private bool IsOwn(StringValues host) =>
        host.Count == 1 && (Is(host[0], "127.0.0.1") || Is(host[0], "localhost"));

    private bool Is(string? host, string name) =>
        string.Equals(host, $"{name}:{port()}", StringComparison.OrdinalIgnoreCase);

    // A link to the page may stand anywhere; what it shows may be asked for by itself alone.
    private static bool IsAskedByAnotherSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
        && request.Headers["Sec-Fetch-Mode"].ToString() != "navigate";

    private static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
    }

    private static Task Refuse(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence + "\n");
    }
}
