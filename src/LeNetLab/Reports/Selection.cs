using LeNetLab.Reports.Charts;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Reports;

/// <summary>Something that is compared: a variant with all its runs, or one run.</summary>
public abstract record SelectedSide
{
    private SelectedSide()
    {
    }

    /// <summary>A variant.</summary>
    /// <param name="Experiment">Whose.</param>
    /// <param name="Name">What it is called there.</param>
    public sealed record Variant(string Experiment, string Name) : SelectedSide;

    /// <summary>A run.</summary>
    /// <param name="Id">The beginning of its id.</param>
    public sealed record Run(string Id) : SelectedSide;
}

/// <summary>Variants and runs of any experiments, compared as the one family that they make.</summary>
/// <param name="Findings">What was found on each dataset; datasets are never mixed.</param>
/// <param name="Settings">Of each side.</param>
public sealed record Selection(
    IReadOnlyList<DatasetFindings> Findings,
    IReadOnlyList<(string Side, IReadOnlyList<Setting> Settings)> Settings)
{
    /// <summary>The most sides: all pairs of them are tested.</summary>
    public const int MostSides = 24;

    // What the test images show takes a bootstrap for each comparison; beyond these few the reader would wait for it.
    private const int MostLookedInto = 4;

    /// <summary>Two runs, image by image; null where anything else is compared.</summary>
    public RunComparison? Pair { get; init; }

    /// <summary>Compares some sides.</summary>
    /// <param name="reader">The results.</param>
    /// <param name="sides">At least two, at most <see cref="MostSides"/>.</param>
    /// <exception cref="ResultsException">One does not exist, or there are too few or too many.</exception>
    public static Selection Of(ResultsReader reader, IReadOnlyList<SelectedSide> sides)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(sides);
        SelectedSide[] different = [.. sides.Distinct()];
        if (different.Length is < 2 or > MostSides)
        {
            throw new ResultsException(
                $"Between 2 and {MostSides} variants or runs can be compared, not {different.Length}.");
        }

        IReadOnlyList<RunSummary>[] runs = Named([.. different.Select(side => RunsOf(reader, side))]);
        IReadOnlyList<EpochRow> epochs = reader.EpochsOf(runs.SelectMany(side => side).Select(run => run.RunId));
        ILookup<string, EpochRow> byRun = epochs.ToLookup(epoch => epoch.RunId);
        var errors = new ImageErrors(reader);
        IEnumerable<DatasetFindings> findings =
            DatasetFindings.Of(runs.SelectMany(side => side), epochs, errors: errors);
        return new Selection(
            [
                .. findings.Select(found => found with
                {
                    Family = different.Length <= MostLookedInto ? found.Family.WithImages(errors) : found.Family,
                    Charts = DatasetCharts.OfErrors(found, byRun),
                }),
            ],
            [.. runs.Select(side => (side[0].Variant, Described(reader, side[0])))])
        {
            Pair = different is [SelectedSide.Run(var a), SelectedSide.Run(var b)]
                ? RunComparison.Of(reader, reader.FindRun(a), reader.FindRun(b), null)
                : null,
        };
    }

    /// <summary>The comparison's parts, in their order.</summary>
    public IEnumerable<ReportSection> Sections() => Pair is null ? OfFamily() :
    [
        new($"## Two runs\n\n{RunComparisonText.Render(Pair)}", Findings.Select(found => found.Charts.Curves)),
    ];

    private IEnumerable<ReportSection> OfFamily()
    {
        if (Findings.Count > 1)
        {
            yield return new ReportSection(
                $"> [!WARNING]\n> What is chosen is on {Findings.Count} datasets. They are shown apart and never compared "
                + "with each other.\n");
        }

        foreach (DatasetFindings findings in Findings)
        {
            string on = Findings.Count == 1 ? "" : $" on {Markdown.Code(findings.Dataset)}";
            foreach (ReportSection section in FindingsSections.Of(findings, on))
                yield return section;
        }

        yield return new ReportSection(
            "\nEach p is adjusted over what is chosen here alone. Who has chosen after looking at the errors has compared "
            + "more than that: what an experiment may claim is in its own report, adjusted over all that it compares.\n");
        yield return new ReportSection(SettingsSection.Of(Settings));
    }

    private static IReadOnlyList<RunSummary> RunsOf(ResultsReader reader, SelectedSide side)
    {
        if (side is SelectedSide.Variant(string experiment, string name))
        {
            IReadOnlyList<RunSummary> runs = reader.Runs(experiment, name);
            return runs.Count > 0
                ? runs
                : throw new ResultsException($"There is no variant '{name}' of an experiment '{experiment}'.");
        }

        string id = reader.FindRun(((SelectedSide.Run)side).Id);
        RunSummary row = reader.Run(id);
        return [row with { Variant = $"{row.Variant}, seed {row.Seed} ({Figures.Short(id)})", TunedFrom = null }];
    }

    // Variants of several experiments may have one name. Tuned ones are compared with the others here: who chose them
    // knows what they are.
    private static IReadOnlyList<RunSummary>[] Named(IReadOnlyList<RunSummary>[] sides)
    {
        HashSet<string> several =
            [.. sides.GroupBy(side => side[0].Variant).Where(same => same.Count() > 1).Select(same => same.Key)];
        return
        [
            .. sides.Select(side => (IReadOnlyList<RunSummary>)
            [
                .. side.Select(run => run with
                {
                    Variant = several.Contains(run.Variant) ? $"{run.Experiment}: {run.Variant}" : run.Variant,
                    TunedFrom = null,
                }),
            ]),
        ];
    }

    private static IReadOnlyList<Setting> Described(ResultsReader reader, RunSummary run) =>
    [
        new("dataset", run.Dataset), new("engine", Figures.Engine(run)), new("training images", $"{run.TrainImages}"),
        .. reader.SettingsInEffect(run.RunId),
    ];
}
