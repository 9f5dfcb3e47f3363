using Markdig;

namespace LeNetLab.Reports.Html;

/// <summary>A report's Markdown as HTML. HTML within it is shown as text.</summary>
public static class MarkdownHtml
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAlertBlocks().DisableHtml().Build();

    /// <summary>The same text; tables may be wider than the page and are scrolled then.</summary>
    public static string Of(string markdown) => Markdig.Markdown.ToHtml(markdown, Pipeline)
        .Replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>").Replace("</table>", "</table></div>");
}
