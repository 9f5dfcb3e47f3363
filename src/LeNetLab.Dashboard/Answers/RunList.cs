using LeNetLab.Dashboard.Serving;
using LeNetLab.Results;
using Microsoft.AspNetCore.Http;

namespace LeNetLab.Dashboard.Answers;

/// <summary>Runs, filtered, sorted and grouped as an address asks.</summary>
/// <param name="folder">The results folder.</param>
internal sealed class RunList(string folder)
{
    // Each is matched against every run.
    private const int MostWords = 10;

    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Those that are asked for; none where nothing was recorded yet.</summary>
    /// <exception cref="BadQuestionException">The address cannot be meant.</exception>
    public FoundRuns Read(HttpRequest request)
    {
        RunSearch search = Asked(request);
        if (!File.Exists(new ResultsFolder(folder).Database))
            return new FoundRuns(0, [], []);
        using ResultsReader reader = ResultsReader.Open(folder);
        return reader.Find(search);
    }

    private static RunSearch Asked(HttpRequest request)
    {
        string? group = request.Text("group");
        if (group is not null && !RunSearch.GroupNames.Contains(group))
        {
            throw new BadQuestionException(
                $"group is one of {string.Join(", ", RunSearch.GroupNames)}, not '{group}'.");
        }

        string[] words = (request.Text("words") ?? "").Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MostWords)
            throw new BadQuestionException($"words are at most {MostWords}, not {words.Length}.");
        return new RunSearch
        {
            Experiment = request.Text("experiment"),
            Status = request.Choice<RunStatus>("status"),
            Words = words,
            GroupBy = group,
            Order = request.Choice<RunOrder>("order") ?? RunOrder.Started,
            Offset = request.Number("offset", 0),
            Limit = request.Number("limit", 100),
        };
    }
}
