using LeNetLab.Reports;
using LeNetLab.Results;

namespace LeNetLab.Cli.Verbs;

/// <summary>Runs that came into the database otherwise than by being trained by the command at hand.</summary>
internal static class TakenRuns
{
    /// <summary>Writes the report of every experiment that asks for some of them, whichever had them trained.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="runIds">The runs.</param>
    /// <param name="reporting">The experiment whose report the caller writes.</param>
    public static void Report(string results, IReadOnlyList<string> runIds, string? reporting)
    {
        if (runIds.Count == 0)
            return;
        string[] changed;
        using (ResultsReader reader = ResultsReader.Open(results))
        {
            HashSet<string> wanted = [.. runIds];
            changed =
            [
                .. reader.Experiments().Select(summary => summary.Name)
                    .Where(name => name != reporting && reader.Runs(name).Any(run => wanted.Contains(run.RunId))),
            ];
        }

        foreach (string name in changed)
            ExperimentFiles.Write(results, name);
    }
}
