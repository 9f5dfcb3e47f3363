using LeNetLab.Reports;
using LeNetLab.Results;

namespace LeNetLab.Dashboard.Answers;

/// <summary>All that is recorded of one run.</summary>
/// <param name="RunId">Its whole id.</param>
/// <param name="Rows">It as a member of each experiment that has it.</param>
/// <param name="HasNetwork">Whether it has trained weights that can be looked into.</param>
/// <param name="Sections">Its curves, settings and origin.</param>
public sealed record ShownRun(
    string RunId, IReadOnlyList<RunSummary> Rows, bool HasNetwork, IReadOnlyList<ShownSection> Sections);

/// <summary>Single runs.</summary>
/// <param name="folder">The results folder.</param>
internal sealed class RunDetails(string folder)
{
    /// <summary>The one run whose id begins so.</summary>
    /// <exception cref="ResultsException">There is none, or several.</exception>
    public ShownRun Read(string prefix)
    {
        using ResultsReader reader = ResultsReader.Open(folder);
        string id = reader.FindRun(prefix);
        return new ShownRun(
            id, reader.RowsOf(id), File.Exists(new ResultsFolder(folder).Weights(id)),
            ShownSection.Of(RunPage.Sections(reader, id)));
    }
}
