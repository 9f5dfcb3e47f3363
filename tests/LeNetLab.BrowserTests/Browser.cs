using Microsoft.Playwright;

namespace LeNetLab.BrowserTests;

/// <summary>
/// The Chromium that is installed here, started once for the tests of a class. Where there is none its tests are skipped,
/// and fail where <c>LENETLAB_BROWSER</c> is <c>required</c>, as it is in CI.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Usual =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The program; null where none was found.</summary>
    public static string? Program { get; } =
        new[] { Environment.GetEnvironmentVariable("LENETLAB_CHROMIUM") }.Concat(Usual).FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Program is null)
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
    }

    /// <summary>Opens a page in a window of its own.</summary>
    /// <param name="address">Where.</param>
    /// <param name="width">Of the window, in pixels: 1200 is a desk, 390 a phone.</param>
    /// <param name="dark">Whether the reader prefers dark paper.</param>
    public async Task<WatchedPage> Open(Uri address, int width = 1200, bool dark = false)
    {
        if (browser is null)
            Missing();
        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            AcceptDownloads = true,
        });
        return await WatchedPage.Open(context, address);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private static void Missing()
    {
        const string Which = "There is no Chromium here, so no page was looked at: apt-get install chromium, or name one "
            + "with LENETLAB_CHROMIUM.";
        if (Environment.GetEnvironmentVariable("LENETLAB_BROWSER") == "required")
            Assert.Fail(Which);
        Assert.Skip(Which);
    }
}
