using LeNetLab.Reports.Charts;

namespace LeNetLab.Reports;

/// <summary>A part of a report.</summary>
public sealed record ReportSection
{
    /// <param name="markdown">Its text, heading included; may be empty.</param>
    /// <param name="charts">What shows the same; null for what there is not. Without a text there are none.</param>
    public ReportSection(string markdown, params IEnumerable<Chart?> charts)
    {
        Markdown = markdown;
        Charts = markdown.Length == 0 ? [] : [.. charts.OfType<Chart>()];
    }

    /// <summary>Its text, heading included; may be empty.</summary>
    public string Markdown { get; }

    /// <summary>What shows the same.</summary>
    public IReadOnlyList<Chart> Charts { get; }

    /// <summary>What a page sets apart: <c>opening</c>, <c>answer</c>; empty for the rest.</summary>
    public string Kind { get; init; } = "";
}
