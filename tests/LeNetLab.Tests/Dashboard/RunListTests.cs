using System.Net;
using System.Text.Json.Nodes;
using LeNetLab.Results;
using LeNetLab.Tests.Reports;

namespace LeNetLab.Tests.Dashboard;

public sealed class RunListTests
{
    [Fact]
    public async Task Runs_are_found_by_experiment_status_and_words()
    {
        using ReportedResults results = new ReportedResults().Sweep(3, unfinished: 2).Sweep(2, "fashion", "other");
        await using LivePage page = await LivePage.Open(results.Path);

        Assert.Equal(15, await Total(page, ""));
        Assert.Equal(9, await Total(page, "?experiment=sweep"));
        Assert.Equal(2, await Total(page, "?experiment=sweep&status=pending"));
        Assert.Equal(5, await Total(page, "?words=tanh"));
        Assert.Equal(3, await Total(page, "?words=sweep%20TANH"));
        Assert.Equal(3, await Total(page, "?words=seed%3D3"));
        Assert.Equal(0, await Total(page, "?words=100%25"));
        Assert.Equal(0, await Total(page, "?words=activation_sigmoid"));
    }

    [Fact]
    public async Task A_page_of_them_is_in_the_order_that_is_asked_for()
    {
        using ReportedResults results = new ReportedResults().Sweep(3, unfinished: 2);
        await using LivePage page = await LivePage.Open(results.Path);

        JsonArray best = (await page.Json("/api/runs?order=testError&limit=4"))["runs"]!.AsArray();
        JsonArray rest = (await page.Json("/api/runs?order=testError&limit=4&offset=4"))["runs"]!.AsArray();
        JsonArray latest = (await page.Json("/api/runs"))["runs"]!.AsArray();

        double[] errors = [.. best.Concat(rest).Select(run => (double?)run!["testErrorPct"]).OfType<double>()];
        Assert.Equal(7, errors.Length);
        Assert.Equal(errors.Order(), errors);
        Assert.Null((double?)rest[3]!["testErrorPct"]);
        string[] started = [.. latest.Select(run => (string?)run!["startedAt"]).OfType<string>()];
        Assert.Equal(started.OrderDescending(), started);
        Assert.Equal("pending", (string?)latest[^1]!["status"]);
    }

    [Fact]
    public async Task Groups_have_the_means_of_what_is_done()
    {
        using ReportedResults results = new ReportedResults().Sweep(3, unfinished: 2);
        await using LivePage page = await LivePage.Open(results.Path);

        JsonArray variants = (await page.Json("/api/runs?group=variant"))["groups"]!.AsArray();
        JsonArray seeds = (await page.Json("/api/runs?group=seed"))["groups"]!.AsArray();

        JsonNode sigmoid = variants.Single(group => (string)group!["name"]! == "activation=sigmoid")!;
        Assert.Equal(("sweep", 3, 3), ((string)sigmoid["experiment"]!, (int)sigmoid["runs"]!, (int)sigmoid["done"]!));
        Assert.Equal(2.9 + (0.07 * 2), (double)sigmoid["testErrorPct"]!, 1e-9);
        Assert.Equal(2.97, (double)sigmoid["lowestTestErrorPct"]!, 1e-9);
        JsonNode relu = variants.Single(group => (string)group!["name"]! == "activation=relu")!;
        Assert.Equal((3, 1), ((int)relu["runs"]!, (int)relu["done"]!));
        Assert.Equal(["1", "2", "3"], seeds.Select(group => (string)group!["name"]!));
    }

    [Fact]
    public void Every_way_to_group_is_one_that_the_database_has()
    {
        using ReportedResults results = new ReportedResults().Sweep(2);
        using ResultsReader reader = ResultsReader.Open(results.Path);

        Assert.All(RunSearch.GroupNames, name =>
            Assert.Equal(6, reader.Find(new RunSearch { GroupBy = name }).Groups.Sum(group => group.Runs)));
    }

    [Theory]
    [InlineData("group=colour", "group is one of variant, ")]
    [InlineData("status=asleep", "status is one of pending, running, done")]
    [InlineData("order=size", "order is one of started, spec")]
    [InlineData("limit=-1", "limit is a number, not '-1'")]
    [InlineData("offset=99999999999", "offset is a number")]
    [InlineData("words=a+b+c+d+e+f+g+h+i+j+k", "words are at most 10")]
    public async Task What_cannot_be_meant_is_refused_with_what_can(string query, string sentence)
    {
        using ReportedResults results = new ReportedResults().Sweep(2);
        await using LivePage page = await LivePage.Open(results.Path);

        (HttpStatusCode status, string said) = await page.Refusal($"/api/runs?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(sentence, said, StringComparison.Ordinal);
    }

    private static async Task<int> Total(LivePage page, string query) =>
        (int)(await page.Json($"/api/runs{query}"))["total"]!;
}
