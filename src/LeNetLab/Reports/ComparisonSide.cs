using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Reports;

/// <summary>One side of a comparison: a run, or a variant with all its runs.</summary>
/// <param name="Name">As it is called: the variant, and the seed and id if it is one run.</param>
/// <param name="Runs">Its runs; at least one.</param>
/// <param name="Settings">Their resolved settings.</param>
public sealed record ComparisonSide(string Name, IReadOnlyList<RunSummary> Runs, IReadOnlyList<Setting> Settings)
{
    /// <summary>Whether it is a variant with all its runs.</summary>
    public bool IsVariant => Name == Runs[0].Variant;

    /// <summary>Finds both sides by what the user calls them: a variant, or the beginning of a run's id.</summary>
    /// <param name="reader">The results.</param>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    /// <param name="experiment">Where to look, or null: then in whichever experiment has them.</param>
    /// <exception cref="ResultsException">A name fits nothing, or several things; the message lists them.</exception>
    public static (ComparisonSide A, ComparisonSide B) Find(
        ResultsReader reader, string a, string b, string? experiment)
    {
        if (experiment is not null)
            reader.Experiment(experiment);
        else
            experiment = OnlyExperimentOfBoth(reader, a, b);
        return (Find(reader, a, experiment), Find(reader, b, experiment));
    }

    private static string? OnlyExperimentOfBoth(ResultsReader reader, string a, string b)
    {
        string[] both = [.. reader.ExperimentsWithVariant(a).Intersect(reader.ExperimentsWithVariant(b))];
        return both.Length == 1 ? both[0] : null;
    }

    private static ComparisonSide Find(ResultsReader reader, string name, string? experiment)
    {
        IReadOnlyList<string> homes = reader.ExperimentsWithVariant(name);
        if (experiment is null && homes.Count > 1)
        {
            throw new ResultsException(
                $"Several experiments have a variant '{name}': {string.Join(", ", homes)}. Say which: EXP={homes[0]}");
        }

        if (homes.Count > 0 && (experiment is null || homes.Contains(experiment)))
        {
            RunSummary[] runs = [.. reader.Runs(experiment ?? homes[0]).Where(run => run.Variant == name)];
            return new ComparisonSide(name, runs, reader.SettingsInEffect(runs[0].RunId));
        }

        if (reader.RunsBeginningWith(name, 1).Count == 0)
            throw NotFound(reader, name, experiment);
        string id = reader.FindRun(name);
        RunSummary row = reader.RowsOf(id).FirstOrDefault(row => row.Experiment == experiment) ?? reader.Run(id);
        return new ComparisonSide($"{row.Variant}, seed {row.Seed} ({Figures.Short(id)})", [row], reader.SettingsInEffect(id));
    }

    private static ResultsException NotFound(ResultsReader reader, string name, string? experiment)
    {
        string[] searched = experiment is null ? [.. reader.Experiments().Select(known => known.Name)] : [experiment];
        string[] variants =
            [.. searched.SelectMany(reader.Runs).Select(run => run.Variant).Distinct().Order().Take(20)];
        string[] ofThatValue = [.. variants.Where(variant => variant.EndsWith($"={name}", StringComparison.Ordinal))];
        string? meant = ofThatValue.Length == 1 ? ofThatValue[0] : NearestName.Find(name, variants);
        return new ResultsException(
            (meant is null ? "" : $"Did you mean {meant}? ") + $"'{name}' is neither a variant{(experiment is null ? "" : $" of {experiment}")} nor the beginning of a "
            + $"run's id. Variants: {string.Join("; ", variants)}");
    }
}
