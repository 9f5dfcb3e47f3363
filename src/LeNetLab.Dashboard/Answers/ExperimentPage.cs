using System.Collections.Concurrent;
using LeNetLab.Dashboard.Watching;
using LeNetLab.Reports;
using LeNetLab.Reports.Html;
using LeNetLab.Results;

namespace LeNetLab.Dashboard.Answers;

/// <summary>An experiment's report as it stands, and its variants.</summary>
public sealed record ShownExperiment(string Name, IReadOnlyList<string> Variants, IReadOnlyList<ShownSection> Sections);

/// <summary>Reports of experiments, drawn up anew when something has changed.</summary>
/// <param name="folder">The results folder.</param>
/// <param name="feed">Tells when.</param>
internal sealed class ExperimentPage(string folder, ChangeFeed feed)
{
    // Several windows may show the same experiment, and each asks when it grows.
    private readonly ConcurrentDictionary<(string Name, long Version), Lazy<ShownExperiment>> known = [];

    /// <summary>One experiment's.</summary>
    /// <exception cref="ResultsException">There is no such experiment.</exception>
    public ShownExperiment Read(string name)
    {
        (string Name, long Version) now = (name, feed.VersionOf(name));
        foreach ((string Name, long Version) older in known.Keys.Where(key => key.Name == name && key != now))
            known.TryRemove(older, out _);
        Lazy<ShownExperiment> shown = known.GetOrAdd(now, key => new Lazy<ShownExperiment>(() => DrawUp(key.Name)));
        try
        {
            return shown.Value;
        }
        catch
        {
            known.TryRemove(now, out _);
            throw;
        }
    }

    /// <summary>What one experiment's networks see, as HTML; empty where that is not recorded.</summary>
    /// <exception cref="ResultsException">There is no such experiment.</exception>
    public string Pictures(string name)
    {
        using ResultsReader reader = ResultsReader.Open(folder);
        return ExperimentPictures.Of(reader, name);
    }

    private ShownExperiment DrawUp(string name)
    {
        using ResultsReader reader = ResultsReader.Open(folder);
        ExperimentReport report = ExperimentReport.Of(reader, name);
        return new ShownExperiment(
            name, [.. report.Findings.SelectMany(found => found.Variants).Select(variant => variant.Variant).Distinct()],
            ShownSection.Of(report.Sections().All));
    }
}
