using System.Text.Json.Nodes;
using LeNetLab.Reports;
using LeNetLab.Reports.Html;

namespace LeNetLab.Dashboard.Answers;

/// <summary>A chart as the page draws it.</summary>
public sealed record ShownChart(string Name, string Title, string Description, JsonObject Specification);

/// <summary>A part of a report as the page shows it; HTML within the report's texts is text in it.</summary>
/// <param name="Kind">What is set apart: <c>opening</c>, <c>answer</c>; empty for the rest.</param>
/// <param name="Html">Its text.</param>
/// <param name="Charts">What shows the same.</param>
public sealed record ShownSection(string Kind, string Html, IReadOnlyList<ShownChart> Charts)
{
    /// <summary>Those that say something.</summary>
    public static IReadOnlyList<ShownSection> Of(IEnumerable<ReportSection> sections) =>
    [
        .. sections.Where(section => section.Markdown.Length > 0).Select(section => new ShownSection(
            section.Kind, MarkdownHtml.Of(section.Markdown),
            [
                .. section.Charts.Select(chart =>
                    new ShownChart(chart.Name, chart.Title, chart.Description, chart.Specification)),
            ])),
    ];
}
