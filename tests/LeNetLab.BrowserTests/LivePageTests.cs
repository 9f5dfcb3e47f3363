using Microsoft.Playwright;

namespace LeNetLab.BrowserTests;

/// <summary>The live page as a reader's browser shows it.</summary>
public sealed class LivePageTests(Browser browser, LiveLab lab) : IClassFixture<Browser>, IClassFixture<LiveLab>
{
    private static readonly LocatorAssertionsToBeAttachedOptions Patiently = new() { Timeout = 60_000 };

    [Theory]
    [InlineData(1200, false)]
    [InlineData(1200, true)]
    [InlineData(390, false)]
    public async Task The_first_page_shows_every_experiment_and_what_is_being_trained(int width, bool dark)
    {
        await using WatchedPage page = await browser.Open(lab.Root, width, dark);

        await Assertions.Expect(page.Page.Locator("article.card")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Page.Locator("article.card").First).ToContainTextAsync("1 running");
        await Assertions.Expect(page.Page.Locator("article.card").Last).ToContainTextAsync("4 done");
        await Assertions.Expect(page.Page.Locator("#pulse")).ToHaveTextAsync("live");
        await Finish(page, $"live-experiments-{Kind(width, dark)}");
    }

    [Theory]
    [InlineData(1200, false)]
    [InlineData(1200, true)]
    [InlineData(390, false)]
    public async Task An_experiments_page_draws_its_charts(int width, bool dark)
    {
        await using WatchedPage page = await browser.Open(new Uri(lab.Root, "experiments/drawn"), width, dark);

        await AssertDrawn(page, ["errors-by-variant", "learning-curves", "confusion", "layers"]);
        await Assertions.Expect(page.Page.Locator("h2", new PageLocatorOptions { HasText = "Answer" })).ToBeVisibleAsync();
        await Finish(page, $"live-experiment-{Kind(width, dark)}");
    }

    [Fact]
    public async Task An_experiments_page_shows_what_its_networks_see_when_it_is_asked()
    {
        await using WatchedPage page = await browser.Open(new Uri(lab.Root, "experiments/drawn"));

        await page.Page.GetByText("What its networks see").ClickAsync();

        await Assertions.Expect(page.Page.Locator(".boards canvas.pixels").First).ToBeVisibleAsync();
        Assert.Equal(0, await page.Page.Locator(".boards canvas.pixels:not([style])").CountAsync());
        await Finish(page, "live-experiment-pictures");
    }

    [Fact]
    public async Task A_growing_run_grows_on_the_page()
    {
        await using WatchedPage page = await browser.Open(new Uri(lab.Root, "experiments/growing"));
        await AssertDrawn(page, ["learning-curves"]);
        ILocator points = page.Page.Locator("figure[data-name=learning-curves] svg g.mark-symbol.role-mark path");
        int before = await points.CountAsync();
        string progress = await page.Page.Locator(".growing").InnerTextAsync();

        lab.Grow();

        await Assertions.Expect(points).ToHaveCountAsync(before + 2);
        await Assertions.Expect(page.Page.Locator(".growing")).Not.ToHaveTextAsync(progress);
        await Finish(page, "live-growing");
    }

    [Fact]
    public async Task Runs_are_filtered_grouped_and_compared()
    {
        await using WatchedPage page = await browser.Open(new Uri(lab.Root, "runs"));
        ILocator rows = page.Page.Locator(".found tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(5);

        await page.Page.Locator("input[name=words]").FillAsync("drawn relu");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await page.Page.Locator("input[name=words]").FillAsync("");
        await page.Page.Locator("select[name=group]").SelectOptionAsync("variant");
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await page.Keep("live-runs-grouped");
        await page.Page.GetByLabel("Choose tanh").CheckAsync();
        await page.Page.GetByLabel("Choose relu").First.CheckAsync();
        await page.Page.Locator("button", new PageLocatorOptions { HasText = "Compare what is chosen" }).ClickAsync();

        await page.Page.WaitForURLAsync("**/compare?**");
        await AssertDrawn(page, ["errors-by-variant", "learning-curves"]);
        await Assertions.Expect(page.Page.Locator("h2", new PageLocatorOptions { HasText = "Paired comparisons" }))
            .ToBeVisibleAsync();
        await Finish(page, "live-compare");
    }

    [Theory]
    [InlineData(1200, false)]
    [InlineData(390, true)]
    public async Task A_runs_page_shows_its_network(int width, bool dark)
    {
        await using WatchedPage page = await browser.Open(new Uri(lab.Root, $"runs/{lab.RunOfDrawn()}"), width, dark);

        await Assertions.Expect(page.Page.Locator(".network[data-drawn]")).ToBeAttachedAsync();
        await AssertDrawn(page, ["learning-curves", "layers"]);
        await Assertions.Expect(page.Page.GetByText("The 60 kernels of C3")).ToBeVisibleAsync();
        await page.Page.Locator("input[name=image]").FillAsync("7");
        await page.Page.Locator("input[name=image]").PressAsync("Enter");
        Assert.True(await page.Page.Locator(".layer canvas").CountAsync() > 8);
        await Finish(page, $"live-run-{Kind(width, dark)}");
    }

    [Fact]
    public async Task A_drawn_digit_is_read_and_its_feature_maps_are_shown()
    {
        await using WatchedPage page = await browser.Open(new Uri(lab.Root, "draw?experiment=drawn"));

        await DrawSeven(page.Page);

        await Assertions.Expect(page.Page.Locator(".opinion[data-says='7']")).ToHaveCountAsync(2);
        await Finish(page, "live-draw");
        await page.Page.GetByText("Clear the sheet").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".opinion")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("", "article.card")]
    [InlineData("experiments/drawn", ".report[data-drawn]")]
    [InlineData("experiments/growing", ".report[data-drawn]")]
    [InlineData("runs", ".found tbody tr")]
    [InlineData("runs?group=variant", ".found tbody tr")]
    [InlineData("runs/{id}", ".network[data-drawn]")]
    [InlineData("compare", "h1")]
    [InlineData("compare?variant=drawn/tanh&variant=drawn/relu", ".report[data-drawn]")]
    [InlineData("compare?run={id}&run={other}", ".report[data-drawn]")]
    [InlineData("draw?experiment=drawn", "canvas.sheet")]
    public async Task Nobody_is_shut_out_of_a_page(string path, string shown)
    {
        foreach ((int width, bool dark) in new[] { (1200, false), (390, true) })
        {
            await using WatchedPage page =
                await browser.Open(new Uri(lab.Root, path.Replace("{id}", lab.RunOfDrawn()).Replace("{other}", lab.RunOfDrawn(1))), width, dark);
            await Assertions.Expect(page.Page.Locator("body[data-ready]")).ToBeAttachedAsync(Patiently);
            await Assertions.Expect(page.Page.Locator(shown).First).ToBeVisibleAsync();
            await Unfold(page.Page);
            await page.AssertAccessible();
            if (path.StartsWith("draw", StringComparison.Ordinal))
            {
                await DrawSeven(page.Page);
                await page.AssertAccessible();
            }
        }
    }

    // With what is shown when it is asked for.
    private static async Task Unfold(IPage page)
    {
        const string Open = "document.querySelectorAll('details').forEach(part => { part.open = true; })";
        await page.EvaluateAsync(Open);
        if (await page.Locator(".boards").CountAsync() > 0)
            await Assertions.Expect(page.Locator(".boards > :not(:empty)").First).ToBeVisibleAsync();
        await page.EvaluateAsync(Open);
    }

    // Along the top, and down to the left.
    private static async Task DrawSeven(IPage page)
    {
        LocatorBoundingBoxResult sheet = (await page.Locator("canvas.sheet").BoundingBoxAsync())!;
        await Draw(page, sheet, [(80, 60), (190, 60), (120, 225)]);
        await Assertions.Expect(page.Locator(".said-by[data-answered]")).ToBeAttachedAsync();
        await Assertions.Expect(page.Locator(".layer canvas").First).ToBeVisibleAsync();
    }

    private static async Task Draw(IPage page, LocatorBoundingBoxResult sheet, (float X, float Y)[] points)
    {
        await page.Mouse.MoveAsync(sheet.X + points[0].X, sheet.Y + points[0].Y);
        await page.Mouse.DownAsync();
        foreach ((float x, float y) in points.Skip(1))
            await page.Mouse.MoveAsync(sheet.X + x, sheet.Y + y, new MouseMoveOptions { Steps = 12 });
        await page.Mouse.UpAsync();
    }

    private static async Task AssertDrawn(WatchedPage page, string[] charts)
    {
        await Assertions.Expect(page.Page.Locator("body[data-ready]")).ToBeAttachedAsync(Patiently);
        foreach (string chart in charts)
        {
            await Assertions.Expect(page.Page.Locator($"figure[data-name={chart}][data-drawn] svg").First)
                .ToBeVisibleAsync();
        }
    }

    private static async Task Finish(WatchedPage page, string name)
    {
        await page.Keep(name);
        int wider = await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.True(wider <= 0, $"The page is {wider} pixels wider than the window.");
        page.AssertQuiet();
    }

    private static string Kind(int width, bool dark) =>
        $"{(width > 1000 ? "wide" : "phone")}-{(dark ? "dark" : "light")}";
}
