using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace LeNetLab.BrowserTests;

/// <summary>A page of which everything is noted that it should not do.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    // The whole result tells of everything that passed, element by element: its transfer takes longer than the looking.
    private const string Violations = """
        async () => {
          const { violations, passes } = await axe.run(document, { resultTypes: ['violations'] });
          if (passes.length === 0)
            return ['axe looked at nothing'];
          return violations.flatMap(({ id, impact, help, nodes }) =>
            nodes.map(({ html }) => `${id} (${impact}), ${help}: ${html}`));
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private readonly IBrowserContext context;
    private readonly Uri address;

    private WatchedPage(IBrowserContext context, IPage page, Uri address)
    {
        this.context = context;
        this.address = address;
        Page = page;
        page.Console += (_, message) => Said.Add($"console: {message.Text}");
        page.PageError += (_, error) => Said.Add($"error: {error}");
        page.Request += (_, request) => Asked.Add(request.Url);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What was logged.</summary>
    public ConcurrentBag<string> Said { get; } = [];

    /// <summary>The addresses of every request.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

    /// <summary>Opens an address and waits until it is loaded.</summary>
    internal static async Task<WatchedPage> Open(IBrowserContext context, Uri address)
    {
        var watched = new WatchedPage(context, await context.NewPageAsync(), address);
        await watched.Page.GotoAsync(address.AbsoluteUri);
        return watched;
    }

    /// <summary>Fails if anything was logged, or anybody but the page's own host was asked for anything.</summary>
    public void AssertQuiet()
    {
        Assert.Empty(Said);
        Assert.All(Asked, request =>
        {
            var asked = new Uri(request);
            Assert.True(
                asked.Scheme is "data" or "blob" || (asked.Scheme == address.Scheme && asked.Authority == address.Authority),
                $"{address} asks for {request}");
        });
    }

    /// <summary>Fails if axe finds anything on the page, as it stands, that shuts a reader out; however slight.</summary>
    public async Task AssertAccessible()
    {
        await Page.EvaluateAsync(Axe);
        string[] found = await Page.EvaluateAsync<string[]>(Violations);
        Assert.Empty(found.Select(violation => $"{Page.Url}: {violation}"));
    }

    /// <summary>Keeps a picture of the whole page in artifacts/screenshots, for people to look at.</summary>
    /// <param name="name">The file's, without its ending.</param>
    /// <param name="element">Of this part of the page alone; null for all of it.</param>
    /// <param name="testFile">Given by the compiler.</param>
    public async Task Keep(string name, ILocator? element = null, [CallerFilePath] string testFile = "")
    {
        string folder = Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(testFile)!, "../../artifacts/screenshots"));
        string path = Path.Combine(folder, $"{name}.png");
        if (element is null)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
        else
            await element.ScreenshotAsync(new LocatorScreenshotOptions { Path = path });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
