using System.Security.Cryptography;
using System.Text;
using LeNetLab.Reports.Html;
using Microsoft.AspNetCore.Http;

namespace LeNetLab.Dashboard.Serving;

/// <summary>What the browser runs and looks at: the files that web/ was built to, and the page that holds them.</summary>
public sealed class PageFiles
{
    private static readonly (string Name, string Type)[] Names =
        [("live.js", "text/javascript"), ("live-charts.js", "text/javascript"), ("live.css", "text/css")];

    private readonly Dictionary<string, PageFile> files;

    private PageFiles(IEnumerable<PageFile> files) => this.files = files.ToDictionary(file => file.Name);

    /// <summary>Those of this program; null if it was built without them.</summary>
    public static PageFiles? Built { get; } = From(PageAssets.Text);

    /// <summary>The page, the same for every address: its script shows what the address asks for.</summary>
    internal static PageFile Shell { get; } = PageFile.Of("page", "text/html", """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>LeNetLab</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/live.css">
        <script type="module" src="/live.js"></script>
        </head>
        <body>
        <header class="bar">
        <a class="skip" href="#main">To the content</a>
        <nav aria-label="Pages"><strong>LeNetLab</strong> <a href="/">Experiments</a> <a href="/runs">Runs</a>
        <a href="/compare">Compare</a> <a href="/draw">Draw a digit</a></nav>
        <span id="pulse" role="status"></span>
        </header>
        <main id="main" tabindex="-1"><noscript>This page is drawn by its script; make report writes one without.</noscript></main>
        </body>
        </html>

        """);

    /// <summary>Files by name; null if one of them is missing.</summary>
    internal static PageFiles? From(Func<string, string?> text) => Names.All(file => text(file.Name) is not null)
        ? new PageFiles(Names.Select(file => PageFile.Of(file.Name, file.Type, text(file.Name)!)))
        : null;

    /// <summary>The names of all files.</summary>
    internal IEnumerable<string> All => files.Keys;

    /// <summary>Sends a file.</summary>
    internal Task Send(HttpContext context, string name) => files[name].Send(context);
}

/// <summary>A file as it is sent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Bytes">UTF-8.</param>
/// <param name="Tag">Tells whether the browser's copy is the same.</param>
internal sealed record PageFile(string Name, string Type, byte[] Bytes, string Tag)
{
    /// <summary>A text as a file.</summary>
    public static PageFile Of(string name, string type, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return new PageFile(name, type, bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
    }

    /// <summary>Sends it, unless the browser has it.</summary>
    public Task Send(HttpContext context)
    {
        context.Response.Headers.ETag = Tag;
        if (context.Request.Headers.IfNoneMatch == Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = $"{Type}; charset=utf-8";
        context.Response.ContentLength = Bytes.Length;
        return context.Response.Body.WriteAsync(Bytes, context.RequestAborted).AsTask();
    }
}
