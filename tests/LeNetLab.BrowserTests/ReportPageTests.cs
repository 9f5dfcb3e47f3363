using Microsoft.Playwright;

namespace LeNetLab.BrowserTests;

/// <summary>Reports as a reader's browser shows them.</summary>
public sealed class ReportPageTests(Browser browser, ReportedLab lab) : IClassFixture<Browser>, IClassFixture<ReportedLab>
{
    private static readonly string[] OfActivations =
        ["errors-by-variant", "learning-curves", "confusion", "layers", "invariance"];

    private static readonly string[] OfSizes =
        ["errors-by-variant", "learning-curves", "time-against-error", "gap-by-training-images"];

    [Theory]
    [InlineData(1200, false)]
    [InlineData(1200, true)]
    [InlineData(390, false)]
    public async Task Every_chart_and_picture_draws_without_a_word_or_a_request(int width, bool dark)
    {
        await using WatchedPage page = await browser.Open(lab.Activations, width, dark);

        await AssertDrawn(page.Page, OfActivations);

        Assert.True(await page.Page.Locator("canvas.pixels").CountAsync() > 60);
        Assert.Equal(0, await page.Page.Locator("canvas.pixels:not([style])").CountAsync());
        Assert.True(await page.Page.Locator("td.wrong").CountAsync() > 0);
        Assert.True(await page.Page.Locator("ul.digits li").CountAsync() > 0);
        await page.Keep($"report-{(width > 1000 ? "wide" : "phone")}-{(dark ? "dark" : "light")}");
        page.AssertQuiet();
    }

    [Fact]
    public async Task The_gap_is_drawn_against_the_size_of_the_training_set()
    {
        await using WatchedPage page = await browser.Open(lab.Sizes);

        await AssertDrawn(page.Page, OfSizes);

        await page.Keep("report-sizes");
        page.AssertQuiet();
    }

    [Theory]
    [InlineData(1200, false)]
    [InlineData(390, true)]
    public async Task Nobody_is_shut_out_of_a_report(int width, bool dark)
    {
        foreach ((Uri report, string[] charts) in new[] { (lab.Activations, OfActivations), (lab.Sizes, OfSizes) })
        {
            await using WatchedPage page = await browser.Open(report, width, dark);
            await AssertDrawn(page.Page, charts);
            await page.Page.EvaluateAsync("document.querySelectorAll('details').forEach(part => { part.open = true; })");

            await page.AssertAccessible();
        }
    }

    [Fact]
    public async Task Panels_stand_in_the_order_of_the_spec_each_with_its_axis_and_none_is_empty()
    {
        await using WatchedPage page = await browser.Open(lab.Activations);
        await AssertDrawn(page.Page, OfActivations);
        ILocator confusion = page.Page.Locator("figure[id$=-confusion] svg");

        IReadOnlyList<string> titles = await confusion.Locator(".role-title-text text").AllTextContentsAsync();
        int axes = await confusion.Locator(".role-axis-title text:text-is('said')").CountAsync();

        Assert.Equal(["tanh", "relu", ReportedLab.Hostile], titles);
        Assert.Equal(3, axes);
    }

    [Fact]
    public async Task A_page_is_no_wider_than_a_phone()
    {
        await using WatchedPage page = await browser.Open(lab.Activations, width: 390);

        await AssertDrawn(page.Page, OfActivations);

        string[] wider = await page.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('body *')]
              .filter(element => element.getBoundingClientRect().right > innerWidth
                && !element.parentElement.closest('.scroll, .canvas, pre'))
              .map(element => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`)
            """);
        int width = await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.Empty(wider);
        Assert.True(width <= 390, $"The page is {width} pixels wide.");
    }

    [Fact]
    public async Task What_is_folded_away_is_printed_too_but_for_the_licences()
    {
        await using WatchedPage page = await browser.Open(lab.Activations);
        ILocator folded = page.Page.Locator("main details:not([open])");
        Assert.True(await folded.CountAsync() > 0);

        await page.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assertions.Expect(folded).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("footer")).ToBeHiddenAsync();
        await Assertions.Expect(page.Page.Locator("label.filter").First).ToBeHiddenAsync();
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_hostile_name_is_shown_as_it_is_written()
    {
        await using WatchedPage page = await browser.Open(lab.Activations);

        await AssertDrawn(page.Page, OfActivations);

        ILocator cell = page.Page.Locator("td code", new PageLocatorOptions { HasText = ReportedLab.Hostile });
        Assert.True(await cell.CountAsync() > 3);
        await Assertions.Expect(page.Page.Locator("figure.chart svg").First).ToContainTextAsync("<script>");
        page.AssertQuiet();
    }

    [Fact]
    public async Task Tables_are_sorted_by_the_column_that_is_asked_for_from_the_keyboard_too()
    {
        await using WatchedPage page = await browser.Open(lab.Sizes);
        ILocator table = TableUnder(page.Page, "Variants");
        ILocator header = table.Locator("th button", new LocatorLocatorOptions { HasText = "Test error" });

        await header.ClickAsync();
        double[] rising = await Column(table, 3);
        await header.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        double[] falling = await Column(table, 3);

        Assert.Equal(6, rising.Length);
        Assert.Equal(rising.Order(), rising);
        Assert.Equal(rising.Reverse(), falling);
        await Assertions.Expect(table.Locator("th[aria-sort=descending]")).ToHaveCountAsync(1);
        page.AssertQuiet();
    }

    [Fact]
    public async Task Long_tables_are_filtered()
    {
        await using WatchedPage page = await browser.Open(lab.Activations);
        ILocator runs = page.Page.Locator("section.runs");

        await runs.Locator("label.filter input").FillAsync("relu done");

        await Assertions.Expect(runs.Locator("tbody tr:not([hidden])")).ToHaveCountAsync(6);
        await Assertions.Expect(runs.Locator("label.filter output")).ToHaveTextAsync("6 of 18");
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_chart_can_be_taken_away_with_its_data()
    {
        await using WatchedPage page = await browser.Open(lab.Activations);
        await AssertDrawn(page.Page, OfActivations);

        IDownload download = await page.Page.RunAndWaitForDownloadAsync(
            () => page.Page.Locator("button.download").First.ClickAsync());

        string json = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("vega-lite/v6", json, StringComparison.Ordinal);
        Assert.Contains("\"seed\": 6", json, StringComparison.Ordinal);
        page.AssertQuiet();
    }

    [Fact]
    public async Task Each_seed_is_drawn_where_it_is_asked_for()
    {
        await using WatchedPage page = await browser.Open(lab.Activations);
        await AssertDrawn(page.Page, OfActivations);
        ILocator chart = page.Page.Locator("figure[id$=learning-curves]");
        ILocator seeds = chart.Locator("svg path[stroke-width='0.8'][opacity='1']");
        await Assertions.Expect(seeds).ToHaveCountAsync(0);

        await chart.Locator("input[type=checkbox]").CheckAsync();

        await Assertions.Expect(seeds.First).ToBeAttachedAsync();
        Assert.Equal(2 * 3 * 6, await seeds.CountAsync());
        page.AssertQuiet();
    }

    private static async Task AssertDrawn(IPage page, string[] charts)
    {
        await page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('figure.chart')].every(figure => figure.dataset.drawn)");
        foreach (string chart in charts)
        {
            ILocator marks = page.Locator($"figure[id$=-{chart}] svg [role=graphics-symbol]");
            Assert.True(await marks.CountAsync() > 0, $"{chart} has no marks.");
        }
    }

    private static ILocator TableUnder(IPage page, string heading) => page
        .Locator("section", new PageLocatorOptions { Has = page.Locator($"h2:text-is('{heading}')") }).Locator("table");

    private static async Task<double[]> Column(ILocator table, int column)
    {
        IReadOnlyList<string> cells = await table.Locator($"tbody td:nth-child({column + 1})").AllInnerTextsAsync();
        return [.. cells.Select(cell => double.Parse(cell.Split(' ')[0]))];
    }
}
