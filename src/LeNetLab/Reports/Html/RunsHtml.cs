using System.Text;
using System.Text.Encodings.Web;
using LeNetLab.Results;

namespace LeNetLab.Reports.Html;

/// <summary>The part of a page that leads from every figure, by its variant and seed, to the run that it is of.</summary>
internal static class RunsHtml
{
    // A page of more grows slow; runs.csv has them all.
    private const int Most = 3_000;

    private static readonly string[] Figured =
        ["Train error %", "Test error %", "Gap %", "Seconds", "Images/s", "Epochs", "Training images"];

    /// <summary>The section.</summary>
    public static string Section(IReadOnlyList<DatasetFindings> findings)
    {
        RunSummary[] runs = [.. findings.SelectMany(found => found.Variants).SelectMany(variant => variant.Runs)];
        if (runs.Length == 0)
            return "";
        var html = new StringBuilder("<section class=\"runs\">\n<h2>Every run</h2>\n<p>Each figure above is of one of "
            + "these, or the mean over a variant's. <code>make show RUN=&lt;id&gt;</code> tells all of one, "
            + "<code>make reproduce RUN=&lt;id&gt;</code> trains it again.");
        if (runs.Length > Most)
            html.Append($" These are the first {Most:#,0} of {runs.Length:#,0}; <code>runs.csv</code> has all.");
        html.Append($"</p>\n{MarkdownHtml.Scroll}<table>\n<thead><tr><th scope=\"col\">Variant</th>")
            .Append("<th scope=\"col\">Seed</th><th scope=\"col\">Run</th><th scope=\"col\">Status</th>")
            .AppendJoin("", Figured.Select(name => $"<th scope=\"col\" style=\"text-align: right;\">{name}</th>"))
            .Append(findings.Count > 1 ? "<th scope=\"col\">Dataset</th>" : "").Append("</tr></thead>\n<tbody>\n");
        foreach (RunSummary run in runs.Take(Most))
            html.Append(Row(run, findings.Count > 1));
        return html.Append("</tbody>\n</table></div>\n</section>\n").ToString();
    }

    private static string Row(RunSummary run, bool withDataset)
    {
        string[] figures =
        [
            Figures.Error(run.TrainErrorPct), Figures.Error(run.TestErrorPct), Figures.Error(run.GapPct).Replace('-', '−'),
            run.TrainSeconds?.ToString("0.0") ?? Figures.None, run.ImagesPerSecond?.ToString("#,0") ?? Figures.None,
            $"{run.Epochs}", run.TrainImages.ToString("#,0"),
        ];
        string cells = string.Concat(figures.Select(figure => $"<td style=\"text-align: right;\">{figure}</td>"));
        string dataset = withDataset ? $"<td>{HtmlEncoder.Default.Encode(run.Dataset)}</td>" : "";
        return $"<tr id=\"run-{HtmlEncoder.Default.Encode(run.RunId)}\"><td>{PicturesHtml.Code(run.Variant)}</td>"
            + $"<td>{run.Seed}</td><td>{PicturesHtml.Code(run.RunId)}</td>"
            + $"<td>{run.Status.ToString().ToLowerInvariant()}</td>{cells}{dataset}</tr>\n";
    }
}
