using System.Net;
using System.Text.Json.Nodes;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Tests.Reports;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Dashboard;

public sealed class PageTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/runs")]
    [InlineData("/runs/0123")]
    [InlineData("/experiments/sweep")]
    [InlineData("/compare")]
    [InlineData("/draw")]
    public async Task Every_page_is_the_one_file_that_its_script_fills(string address)
    {
        using var folder = new TemporaryFolder();
        await using LivePage page = await LivePage.Open(folder.Path);

        using HttpResponseMessage answer = await page.Send(HttpMethod.Get, address);
        string text = await answer.Content.ReadAsStringAsync(LivePage.Cancellation);

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("<script type=\"module\" src=\"/live.js\">", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_browser_has_already_is_not_sent_again()
    {
        using var folder = new TemporaryFolder();
        await using LivePage page = await LivePage.Open(folder.Path);
        using HttpResponseMessage first = await page.Send(HttpMethod.Get, "/live.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/live.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using HttpResponseMessage second = await page.Client.SendAsync(again, LivePage.Cancellation);

        Assert.Equal("text/javascript", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Before_anything_is_recorded_there_is_nothing_and_that_is_no_error()
    {
        using var folder = new TemporaryFolder();
        await using LivePage page = await LivePage.Open(folder.Path);

        Assert.Empty((await page.Json("/api/experiments")).AsArray());
        Assert.Equal(0, (int)(await page.Json("/api/runs"))["total"]!);
        (HttpStatusCode status, string sentence) = await page.Refusal("/api/experiments/sweep");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There are no results yet", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experiments_are_counted_by_how_their_runs_stand()
    {
        using ReportedResults results = new ReportedResults().Sweep(3, unfinished: 2);
        await using LivePage page = await LivePage.Open(results.Path);

        JsonNode sweep = (await page.Json("/api/experiments")).AsArray().Single()!;

        Assert.Equal(("sweep", ReportedResults.Question), ((string)sweep["name"]!, (string)sweep["question"]!));
        Assert.Equal(
            (9, 7, 2, 0), ((int)sweep["total"]!, (int)sweep["done"]!, (int)sweep["pending"]!, (int)sweep["running"]!));
    }

    [Fact]
    public async Task An_experiments_page_has_its_reports_sections_and_charts()
    {
        using ReportedResults results = new ReportedResults().Sweep(6, labels: true);
        await using LivePage page = await LivePage.Open(results.Path);

        JsonNode shown = await page.Json("/api/experiments/sweep");

        string html = string.Concat(shown["sections"]!.AsArray().Select(section => (string)section!["html"]!));
        string[] charts =
        [
            .. shown["sections"]!.AsArray().SelectMany(section => section!["charts"]!.AsArray())
                .Select(chart => (string)chart!["name"]!),
        ];
        Assert.Contains("<h2>Answer</h2>", html, StringComparison.Ordinal);
        Assert.Contains("<h2>Paired comparisons</h2>", html, StringComparison.Ordinal);
        Assert.Equal(["errors-by-variant", "learning-curves"], charts.Take(2));
        Assert.Equal(3, shown["variants"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_experiments_page_is_drawn_up_anew_when_something_was_written()
    {
        using ReportedResults results = new ReportedResults().Sweep(2, unfinished: 1);
        await using LivePage page = await LivePage.Open(results.Path);
        Assert.Contains("5 of 6 runs are done", await Html(page), StringComparison.Ordinal);

        using ResultsDatabase database = ResultsDatabase.Open(results.Path, TimeProvider.System);
        using Runner runner = SyntheticResults.Runner(results.Path, TimeProvider.System);
        SyntheticResults.Complete(
            database, runner, SyntheticResults.Plan("activation=relu", 2), SyntheticResults.Trained(1, 2));

        await Eventually(async () => !(await Html(page)).Contains("5 of 6 runs are done", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_experiments_pictures_are_those_of_its_report()
    {
        using var results = new PicturedResults("tanh", "relu");
        using ReportedResults without = new ReportedResults().Sweep(2);
        await using LivePage page = await LivePage.Open(results.Path);
        await using LivePage bare = await LivePage.Open(without.Path);

        string html = (string)(await page.Json("/api/experiments/sweep/pictures"))!;

        Assert.Contains("<h2>What the networks see</h2>", html, StringComparison.Ordinal);
        Assert.Contains("<canvas", html, StringComparison.Ordinal);
        Assert.Equal("", (string)(await bare.Json("/api/experiments/sweep/pictures"))!);
        Assert.Equal(HttpStatusCode.NotFound, (await page.Refusal("/api/experiments/gone/pictures")).Status);
    }

    [Fact]
    public async Task A_name_that_is_markup_shows_as_text()
    {
        const string Nasty = "<script>alert(1)</script>";
        using ReportedResults results = new ReportedResults().Declare(
            "nasty", [SyntheticResults.Plan(Nasty, 1)], Nasty, _ => SyntheticResults.Trained(1, 2));
        await using LivePage page = await LivePage.Open(results.Path);

        JsonNode shown = await page.Json("/api/experiments/nasty");

        string html = string.Concat(shown["sections"]!.AsArray().Select(section => (string)section!["html"]!));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runs_page_has_its_curves_settings_and_origin()
    {
        using ReportedResults results = new ReportedResults().Sweep(2);
        await using LivePage page = await LivePage.Open(results.Path);
        string id = SyntheticResults.Plan("activation=tanh", 1).RunId;

        JsonNode run = await page.Json($"/api/runs/{id[..8]}");

        string html = string.Concat(run["sections"]!.AsArray().Select(section => (string)section!["html"]!));
        Assert.Equal(id, (string)run["runId"]!);
        Assert.Equal("sweep", (string)run["rows"]![0]!["experiment"]!);
        Assert.Contains("<h2>Learning</h2>", html, StringComparison.Ordinal);
        Assert.Contains("training.learning_rate", html, StringComparison.Ordinal);
        Assert.Contains("A CPU @ 2 GHz", html, StringComparison.Ordinal);
        Assert.Equal("learning-curves", (string)run["sections"]![1]!["charts"]![0]!["name"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await page.Refusal("/api/runs/nothing")).Status);
    }

    private static async Task<string> Html(LivePage page) =>
        string.Concat((await page.Json("/api/experiments/sweep"))["sections"]!.AsArray()
            .Select(section => (string)section!["html"]!));

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        for (int tries = 0; !await isSo(); tries++)
        {
            Assert.True(tries < 100, "It did not come about.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), LivePage.Cancellation);
        }
    }
}
