using System.Text.Encodings.Web;
using LeNetLab.Reports.Pictures;
using LeNetLab.Results;

namespace LeNetLab.Reports.Html;

/// <summary>What an experiment's networks see, as the part of a page that its report has too.</summary>
public static class ExperimentPictures
{
    /// <summary>The part; empty where no test images are recorded, or nothing is done.</summary>
    /// <param name="reader">The results.</param>
    /// <param name="experiment">The experiment.</param>
    /// <exception cref="ResultsException">There is no such experiment.</exception>
    public static string Of(ResultsReader reader, string experiment)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string? baseline = reader.Experiment(experiment).Baseline;
        IReadOnlyList<DatasetFindings> all = DatasetFindings.Of(reader.Runs(experiment), [], baseline);
        return string.Concat(all.Select(findings => DatasetPictures.Of(findings, reader) is { } pictures
            ? new PicturesHtml(pictures).Section(
                all.Count == 1 ? "" : HtmlEncoder.Default.Encode($" on {findings.Dataset}"))
            : ""));
    }
}
