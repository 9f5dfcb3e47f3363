using Markdig;

namespace LeNetLab.Reports.Html;

/// <summary>A report's Markdown as HTML. HTML within it is shown as text.</summary>
public static class MarkdownHtml
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAlertBlocks().DisableHtml().Build();

    /// <summary>What a table stands in: reached by the keyboard, and scrolled where it is wider than the page.</summary>
    public const string Scroll =
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"A table that scrolls\">";

    /// <summary>The same text; tables may be wider than the page and are scrolled then.</summary>
    public static string Of(string markdown) => Markdig.Markdown.ToHtml(markdown, Pipeline)
        .Replace("<table>", $"{Scroll}<table>").Replace("</table>", "</table></div>");
}
