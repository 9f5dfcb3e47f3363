using LeNetLab.Dashboard.Serving;
using LeNetLab.Reports;
using LeNetLab.Results;
using Microsoft.AspNetCore.Http;

namespace LeNetLab.Dashboard.Answers;

/// <summary>A comparison as the page shows it, and the experiments whose changes change it.</summary>
public sealed record ShownSelection(IReadOnlyList<string> Experiments, IReadOnlyList<ShownSection> Sections);

/// <summary>Comparisons of whatever an address names: <c>variant=experiment/name</c> and <c>run=id</c>.</summary>
/// <param name="folder">The results folder.</param>
internal sealed class SelectionPage(string folder)
{
    /// <summary>Compares.</summary>
    /// <exception cref="BadQuestionException">A variant is named without its experiment.</exception>
    /// <exception cref="ResultsException">Something named does not exist, or there are too few or too many.</exception>
    public ShownSelection Read(HttpRequest request)
    {
        SelectedSide[] sides =
        [
            .. request.Query["variant"].OfType<string>().Select(Variant),
            .. request.Query["run"].OfType<string>().Select(id => new SelectedSide.Run(id)),
        ];
        using ResultsReader reader = ResultsReader.Open(folder);
        Selection selection = Selection.Of(reader, sides);
        return new ShownSelection(
            [
                .. selection.Findings.SelectMany(found => found.Variants).SelectMany(variant => variant.Runs)
                    .Select(run => run.Experiment).Distinct(),
            ],
            ShownSection.Of(selection.Sections()));
    }

    // An experiment's name has no slash, a variant's may.
    private static SelectedSide Variant(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? new SelectedSide.Variant(text[..slash], text[(slash + 1)..])
            : throw new BadQuestionException($"variant is <experiment>/<variant>, not '{text}'.");
    }
}
