using LeNetLab.Naming;
using LeNetLab.Results.Runners;

namespace LeNetLab.Results.Trash;

/// <summary>What is to be removed, and what that means to others.</summary>
/// <param name="What">What was asked for, for people.</param>
/// <param name="Experiment">Whose runs lose their place in it; null for single runs, which go from all.</param>
/// <param name="Whole">Whether the experiment itself goes.</param>
/// <param name="Members">Rows of <c>run_rows</c> that disappear.</param>
/// <param name="Runs">Ids of the runs that go; others that disappear from a report stay for another experiment.</param>
public sealed record Removal(
    string What, string? Experiment, bool Whole, IReadOnlyList<RunSummary> Members, IReadOnlyList<string> Runs)
{
    /// <summary>Runs that stay because another experiment asks for them, too.</summary>
    public IReadOnlyList<string> Shared => [.. Members.Select(row => row.RunId).Distinct().Except(Runs)];

    /// <summary>Experiments that stay but lose runs.</summary>
    public IReadOnlyList<string> Affected =>
        [.. Members.Select(row => row.Experiment).Distinct().Where(name => !Whole || name != Experiment).Order()];

    /// <summary>Finds what a name means: an experiment, a variant, or the beginning of a run's id.</summary>
    /// <param name="reader">The results.</param>
    /// <param name="name">The name.</param>
    /// <param name="experiment">Whose variant is meant; null if only one has it.</param>
    /// <exception cref="ResultsException">It means nothing, or too much.</exception>
    public static Removal Of(ResultsReader reader, string name, string? experiment)
    {
        ArgumentNullException.ThrowIfNull(reader);
        bool isExperiment = reader.Experiments().Any(known => known.Name == name);
        if (isExperiment && experiment is null)
            return OfExperiment(reader, $"experiment {name}", name, whole: true, reader.Members(name));
        if (experiment is not null)
            reader.Experiment(experiment);
        IReadOnlyList<string> homes = reader.ExperimentsWithVariant(name);
        if (experiment is null && homes.Count > 1)
        {
            throw new ResultsException(
                $"Several experiments have a variant '{name}': {string.Join(", ", homes)}. Say which: EXP={homes[0]}");
        }

        if ((experiment ?? (homes.Count > 0 ? homes[0] : null)) is { } home && homes.Contains(home))
        {
            return OfExperiment(reader, $"variant {name} of {home}", home, whole: false,
                [.. reader.Runs(home).Where(row => row.Variant == name)]);
        }

        // Both names are one experiment's, which has no variant that is called like itself.
        if (isExperiment && experiment == name)
            return OfExperiment(reader, $"experiment {name}", name, whole: true, reader.Members(name));

        string id = reader.FindRun(name);
        return new Removal($"run {id}", null, false, reader.RowsOf(id), [id]);
    }

    /// <summary>The runs that no experiment asks for any longer.</summary>
    /// <param name="reader">The results.</param>
    /// <param name="experiment">Only those whose last experiment this was; null for all.</param>
    /// <exception cref="ResultsException">There are none.</exception>
    public static Removal OfFormer(ResultsReader reader, string? experiment)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string what = "runs that no experiment asks for any longer"
            + (experiment is null ? "" : $", last of {experiment}");
        IReadOnlyList<RecordedRun> former = reader.FormerRuns(experiment);
        return former.Count > 0
            ? new Removal(what, null, false, [], [.. former.Select(run => run.RunId)])
            : throw new ResultsException($"There are no {what}.");
    }

    /// <summary>Refuses to take runs away from a process that trains them, or of which that cannot be told.</summary>
    /// <param name="reader">The results as they are now.</param>
    /// <param name="glance">Tells of the processes.</param>
    /// <exception cref="ResultsException">Some are being trained.</exception>
    public void RequireIdle(ResultsReader reader, RunnerGlance glance)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(glance);
        IReadOnlyDictionary<long, RunnerRow> runners = reader.Runners();
        string[] running =
        [
            .. reader.UnderWay().Where(run => Runs.Contains(run.RunId))
                .Where(run => glance.At(run.RunnerId is { } id ? runners.GetValueOrDefault(id) : null).State
                    != RunnerState.Gone)
                .Select(run => run.RunId).Distinct(),
        ];
        if (running.Length > 0)
        {
            throw new ResultsException(
                $"{running.Length} of these runs {Counted.Word(running.Length, "is", "are")} being trained "
                + $"({string.Join(", ", running.Take(3))}), so nothing was removed. Stop their process, which the status "
                + "names, or wait for it.")
            {
                Next = new NextStep("status"),
            };
        }
    }

    private static Removal OfExperiment(
        ResultsReader reader, string what, string experiment, bool whole, IReadOnlyList<RunSummary> members) => new(
        what, experiment, whole, members,
        [
            .. members.Select(row => row.RunId).Distinct().Where(id => reader.RowsOf(id).All(
                row => row.Experiment == experiment && members.Any(member => member.Variant == row.Variant))),
        ]);
}
