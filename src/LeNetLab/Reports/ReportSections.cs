using LeNetLab.Reports.Charts;

namespace LeNetLab.Reports;

/// <summary>A report's parts, each worked out once for all that is written of them.</summary>
/// <param name="Opening">The question, and how far the experiment has come.</param>
/// <param name="Datasets">What was found on each dataset, the answer first.</param>
/// <param name="Closing">How settings were chosen, what they are, where everything ran, and how to repeat it.</param>
public sealed record ReportSections(
    ReportSection Opening, IReadOnlyList<IReadOnlyList<ReportSection>> Datasets, IReadOnlyList<ReportSection> Closing)
{
    /// <summary>All of them, in their order.</summary>
    public IEnumerable<ReportSection> All => [Opening, .. Datasets.SelectMany(sections => sections), .. Closing];

    /// <summary>What draws them.</summary>
    public IEnumerable<Chart> Charts => All.SelectMany(section => section.Charts);

    /// <summary>The report as text.</summary>
    public string ToMarkdown() => ToMarkdown(new Dictionary<Chart, string>());

    /// <summary>The report as text with pictures.</summary>
    /// <param name="pictures">The file of each chart that is drawn, by its path from the report.</param>
    public string ToMarkdown(IReadOnlyDictionary<Chart, string> pictures) => string.Concat(All.Select(section =>
        section.Markdown + string.Concat(section.Charts.Where(pictures.ContainsKey).Select(chart =>
            $"\n![{Markdown.Prose($"{chart.Title}. {chart.Description}")}]({pictures[chart]})\n"))));
}
