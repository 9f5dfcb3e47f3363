using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeNetLab.Reports.Charts;
using LeNetLab.Reports.Pictures;

namespace LeNetLab.Reports.Html;

/// <summary>
/// A report as one HTML file: it asks nobody for anything, and a policy within it keeps it to that.
/// </summary>
/// <param name="report">What it is about.</param>
/// <param name="sections">What it says.</param>
/// <param name="pictures">What networks see, of each of the report's findings; null where that is not known.</param>
/// <param name="assets">What it runs and looks like.</param>
public sealed class HtmlReport(
    ExperimentReport report, ReportSections sections, IReadOnlyList<DatasetPictures?> pictures, PageAssets assets)
{
    private int charts;

    /// <summary>The file's text.</summary>
    public string ToHtml()
    {
        string title = HtmlEncoder.Default.Encode($"{report.Experiment.Name}: {report.Experiment.Question}");
        var page = new StringBuilder();
        page.Append($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy()}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <style>{assets.Style}</style>
            </head>
            <body>
            <main>
            <noscript>
            <p>The tables below say all; their charts and pictures are drawn by a script, which is off.</p>
            </noscript>

            """);
        Add(page, [sections.Opening]);
        foreach ((DatasetFindings findings, IReadOnlyList<ReportSection> found, DatasetPictures? seen)
            in report.Findings.Zip(sections.Datasets, pictures))
        {
            Add(page, found);
            string on = HtmlEncoder.Default.Encode(report.Findings.Count == 1 ? "" : $" on {findings.Dataset}");
            page.Append(seen is not null ? new PicturesHtml(seen).Section(on) : findings.Done == 0 ? "" : NoPictures(on));
        }

        page.Append(RunsHtml.Section(report.Findings));
        Add(page, sections.Closing);

        page.Append($"""
            </main>
            <footer>
            <details class="notices">
            <summary>Licences of what draws this page</summary>
            <pre>{HtmlEncoder.Default.Encode(assets.Notices)}</pre>
            </details>
            </footer>
            <script>{assets.Script}</script>
            </body>
            </html>

            """);
        return page.ToString();
    }

    // Databases of earlier versions have no images until something is run again.
    private string NoPictures(string on) => $"""
        <section>
        <h2>What the networks see{on}</h2>
        <p>The test images are not in this database, so there are no pictures of them:
        <code>{HtmlEncoder.Default.Encode(report.Experiment.Command)}</code> puts them there and trains nothing again.</p>
        </section>

        """;

    private void Add(StringBuilder page, IEnumerable<ReportSection> parts)
    {
        foreach (ReportSection section in parts.Where(section => section.Markdown.Length > 0))
        {
            string kind = section.Kind.Length == 0 ? "" : $" class=\"{section.Kind}\"";
            page.Append($"<section{kind}>\n").Append(MarkdownHtml.Of(section.Markdown))
                .AppendJoin("", section.Charts.Select(Figure)).Append("</section>\n");
        }
    }

    /// <summary>Nothing is loaded from anywhere, and no script runs but the one that is here.</summary>
    private string Policy()
    {
        string script = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(assets.Script)));
        return $"default-src 'none'; script-src 'sha256-{script}'; style-src 'unsafe-inline'; img-src data: blob:; "
            + "base-uri 'none'; form-action 'none'";
    }

    private string Figure(Chart chart)
    {
        string id = $"chart-{++charts}-{chart.Name}";

        // Within a script element nothing is escaped, and only "<" could end it; JSON may write it otherwise.
        string specification = chart.Specification.ToJsonString(JsonSerializerOptions.Default).Replace("<", "\\u003c");
        return $"""
            <figure class="chart" id="{id}">
            <div class="canvas" tabindex="0" role="group" aria-label="{HtmlEncoder.Default.Encode(chart.Title)}"></div>
            <figcaption><strong>{HtmlEncoder.Default.Encode(chart.Title)}.</strong>
            {HtmlEncoder.Default.Encode(chart.Description)}
            <button type="button" class="download" hidden>Download it as Vega-Lite</button></figcaption>
            <script type="application/json">{specification}</script>
            </figure>

            """;
    }
}
