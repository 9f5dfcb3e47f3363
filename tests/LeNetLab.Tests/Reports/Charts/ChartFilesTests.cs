using System.Text.Json.Nodes;
using LeNetLab.Reports;
using LeNetLab.Reports.Charts;
using LeNetLab.Reports.Html;

namespace LeNetLab.Tests.Reports.Charts;

public sealed class ChartFilesTests : IDisposable
{
    // Answers as render.mjs does, without Vega.
    private const string Echo = """
        let text = '';
        for await (const part of process.stdin) text += part;
        const drawn = {};
        for (const [name, chart] of Object.entries(JSON.parse(text))) drawn[name] = `<svg>${chart.title}</svg>`;
        process.stdout.write(JSON.stringify(drawn));
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Only_what_has_changed_is_drawn_again_and_what_is_gone_is_removed()
    {
        RequireNode();
        Chart a = Of("a", "one"), b = Of("b", "two");
        ChartFiles first = ChartFiles.Write(folder.Path, [a, b], Echo);
        Assert.Equal("charts/a.svg charts/b.svg", string.Join(' ', first.Paths.Values));
        File.WriteAllText(folder.At("charts/a.svg"), File.ReadAllText(folder.At("charts/a.svg")).Replace("one", "kept"));

        ChartFiles second = ChartFiles.Write(folder.Path, [a, Of("c", "three")], Echo);

        Assert.Equal("", second.Problem);
        Assert.Equal(["a.svg", "c.svg"], Directory.GetFiles(folder.At("charts")).Select(Path.GetFileName).Order());
        Assert.StartsWith("<svg>kept</svg>", File.ReadAllText(folder.At("charts/a.svg")), StringComparison.Ordinal);
        Assert.StartsWith("<svg>three</svg>", File.ReadAllText(folder.At("charts/c.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_charts_of_a_second_dataset_have_files_of_their_own()
    {
        RequireNode();
        Chart a = Of("a", "one"), other = Of("a", "two");

        ChartFiles files = ChartFiles.Write(folder.Path, [a, other], Echo);

        Assert.Equal(("charts/a.svg", "charts/a-2.svg"), (files.Paths[a], files.Paths[other]));
    }

    [Fact]
    public void Without_node_it_is_said_and_no_old_picture_is_left()
    {
        folder.Write("charts/a.svg", [1]);

        ChartFiles files = ChartFiles.Write(folder.Path, [Of("a", "one")], Echo, node: "no-such-node");

        Assert.Empty(files.Paths);
        Assert.Contains("no-such-node is not on this machine", files.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.At("charts")));
    }

    [Fact]
    public void What_fails_in_node_is_told()
    {
        RequireNode();

        ChartFiles files = ChartFiles.Write(folder.Path, [Of("a", "one")], "throw new Error('It broke.');");

        Assert.Empty(files.Paths);
        Assert.Contains("Error: It broke.", files.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_chart_of_a_report_is_drawn_and_shown_in_the_markdown()
    {
        RequireNode();
        Assert.SkipWhen(PageAssets.Report is null, "This program was built without npm, so nothing draws charts.");
        using ReportedResults results = new ReportedResults().Sweep(6, labels: true);

        WrittenFiles files = ExperimentFiles.Write(results.Path, "sweep");

        Assert.Empty(files.Missing);
        string experiment = Path.GetDirectoryName(files.Paths[3])!, report = File.ReadAllText(files.Paths[3]);
        string[] expected =
            [.. results.Report().Sections().Charts.Select(chart => chart.Name)];
        Assert.Equal(["errors-by-variant", "learning-curves", "time-against-error", "confusion"], expected);
        Assert.All(expected, name =>
        {
            Assert.Contains($"](charts/{name}.svg)", report, StringComparison.Ordinal);
            string svg = File.ReadAllText(Path.Combine(experiment, "charts", $"{name}.svg"));
            Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
            Assert.Contains("activation=tanh", svg, StringComparison.Ordinal);
        });
    }

    private static Chart Of(string name, string title) =>
        new(name, title, "A chart.", new JsonObject { ["title"] = title });

    private static void RequireNode() => Assert.SkipWhen(
        new ChartRenderer("process.stdout.write('{}')").Draw([], out _) is null, "There is no Node here to draw charts.");
}
