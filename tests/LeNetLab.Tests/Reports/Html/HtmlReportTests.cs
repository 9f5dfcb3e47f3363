using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeNetLab.Reports;
using LeNetLab.Reports.Html;
using LeNetLab.Reports.Pictures;
using LeNetLab.Results;

namespace LeNetLab.Tests.Reports.Html;

public sealed partial class HtmlReportTests
{
    private const string Script = "start();";

    [Fact]
    public void Only_the_pages_own_script_may_run_and_nothing_is_loaded()
    {
        using ReportedResults results = new ReportedResults().Sweep(3, labels: true);

        string page = Page(results.Path);

        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));
        Assert.Contains($"default-src 'none'; script-src 'sha256-{hash}';", page, StringComparison.Ordinal);
        Assert.Contains($"<script>{Script}</script>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(src|href)\s*=\s*["']?(https?:)?//""", page);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("</script><img src=x onerror=alert(1)>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("<!-- `|*_[x](javascript:alert(1))")]
    public void A_hostile_name_is_text_wherever_it_stands(string name)
    {
        using PicturedResults results = new(name, "plain");

        string page = Page(results.Path);

        string withoutData = DataBlocks().Replace(page, "");
        Assert.DoesNotContain("<script>alert", withoutData, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", withoutData, StringComparison.Ordinal);
        Assert.DoesNotContain("=\"alert", withoutData, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", withoutData, StringComparison.Ordinal);
        Assert.Contains("alert(1)", withoutData, StringComparison.Ordinal);
        Assert.All(DataBlocks().Matches(page).Cast<Match>(), block =>
        {
            Assert.DoesNotContain('<', block.Groups["json"].Value);
            using var json = JsonDocument.Parse(block.Groups["json"].Value);
        });
    }

    [Fact]
    public void Every_canvas_has_pixels_and_is_described()
    {
        using PicturedResults results = new("a", "b");

        string page = Page(results.Path);

        string json = Mosaics().Match(page).Groups["json"].Value;
        using var mosaics = JsonDocument.Parse(json);
        Match[] canvases = [.. Canvases().Matches(page).Cast<Match>()];
        Assert.True(canvases.Length > 40);
        Assert.All(canvases, canvas =>
        {
            JsonElement mosaic = mosaics.RootElement[int.Parse(canvas.Groups["index"].Value)];
            Assert.True(mosaic.GetArrayLength() > 0);
            Assert.InRange(int.Parse(canvas.Groups["zoom"].Value), 1, 6);
            Assert.NotEqual("", canvas.Groups["label"].Value);
        });
        Assert.Equal(
            Enumerable.Range(0, mosaics.RootElement.GetArrayLength()),
            canvases.Select(canvas => int.Parse(canvas.Groups["index"].Value)).Distinct().Order());
    }

    [Fact]
    public void Networks_are_named_with_what_asks_for_the_rest_of_them()
    {
        using PicturedResults results = new("a", "b");
        using ResultsReader reader = ResultsReader.Open(results.Path);
        RunSummary shown = reader.Runs("sweep").First(run => run is { Variant: "a", Seed: 2 });

        string page = Page(results.Path);

        Assert.Contains($"run <code>{shown.RunId}</code> (seed 2, test error 2.20 %)", page, StringComparison.Ordinal);
        Assert.Contains("<caption>Which maps", Page(results.Path), StringComparison.Ordinal);
    }

    private static string Page(string results)
    {
        using ResultsReader reader = ResultsReader.Open(results);
        ExperimentReport report = ExperimentReport.Of(reader, "sweep");
        DatasetPictures?[] pictures = [.. report.Findings.Select(found => DatasetPictures.Of(found, reader))];
        return new HtmlReport(report, report.Sections(), pictures, new PageAssets(Script, "body {}", "The licence of x & y")).ToHtml();
    }

    [GeneratedRegex("<script type=\"application/json\"[^>]*>(?<json>.*?)</script>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex DataBlocks();

    [GeneratedRegex("<script type=\"application/json\" class=\"mosaics\">(?<json>.*?)</script>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Mosaics();

    [GeneratedRegex("<canvas class=\"pixels\" data-picture=\"(?<index>\\d+)\" data-zoom=\"(?<zoom>\\d+)\" role=\"img\" "
        + "aria-label=\"(?<label>[^\"]*)\"></canvas>", RegexOptions.ExplicitCapture)]
    private static partial Regex Canvases();
}
