using Markdig;

namespace LeNetLab.Reports.Html;

/// <summary>A report's Markdown as HTML. HTML within it is shown as text.</summary>
public static class MarkdownHtml
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAlertBlocks().DisableHtml().Build();

    /// <summary>What a table stands in: reached by the keyboard, and scrolled where it is wider than the page.</summary>
    // A group and not a region: a page has many, and who goes from landmark to landmark looks for its parts.
    public const string Scroll =
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"A table that scrolls\">";

    /// <summary>The same text; tables and code may be wider than the page and are scrolled then.</summary>
    public static string Of(string markdown) => Markdig.Markdown.ToHtml(markdown, Pipeline)
        .Replace("<table>", $"{Scroll}<table>").Replace("</table>", "</table></div>")
        .Replace("<pre>", "<pre tabindex=\"0\">");
}
