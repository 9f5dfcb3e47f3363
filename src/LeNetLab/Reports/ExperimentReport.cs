using System.Text;
using LeNetLab.Data;
using LeNetLab.Naming;
using LeNetLab.Reports.Charts;
using LeNetLab.Reports.Factors;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Reports;

/// <summary>An experiment's report: the question, the answer, and all that it rests on.</summary>
/// <param name="Experiment">The question, and how far it has come.</param>
/// <param name="Findings">What was found on each dataset.</param>
/// <param name="Origins">Where each run was trained.</param>
/// <param name="Settings">
/// The resolved settings of each variant; with its engine, where not all have the same.
/// </param>
public sealed record ExperimentReport(
    ExperimentSummary Experiment,
    IReadOnlyList<DatasetFindings> Findings,
    IReadOnlyList<RunOrigin> Origins,
    IReadOnlyList<(string Variant, IReadOnlyList<Setting> Settings)> Settings)
{
    /// <summary>What was tried to choose settings; none where nothing is tuned.</summary>
    public IReadOnlyList<TrialSummary> Trials { get; init; } = [];

    /// <summary>What is odd about the datasets, each with its name.</summary>
    public IReadOnlyList<(string Dataset, IReadOnlyList<string> Notices)> Notices { get; init; } = [];

    /// <summary>What was measured of the networks beside their errors.</summary>
    public Measurements Measured { get; init; } = Measurements.None;

    /// <summary>Gathers an experiment's report from its results.</summary>
    /// <exception cref="ResultsException">There is no such experiment.</exception>
    public static ExperimentReport Of(ResultsReader reader, string experiment)
    {
        ExperimentSummary summary = reader.Experiment(experiment);
        IReadOnlyList<RunSummary> runs = reader.Runs(experiment);
        IReadOnlyList<EpochRow> epochs = reader.Epochs(experiment);
        var settings = SettingsOf(reader, [.. runs.DistinctBy(run => run.Variant)]);
        Measurements measured = Measurements.Of(reader, experiment);
        IReadOnlyList<TrialSummary> trials = reader.Trials(experiment);
        ILookup<string, EpochRow> epochsOf = epochs.ToLookup(epoch => epoch.RunId);
        string[] atAnEnd =
        [
            .. TriedSetting.ByVariant(trials).Where(variant => TriedSetting.IsBestAtAnEnd(variant.Tried))
                .Select(variant => variant.Variant),
        ];
        var errors = new ImageErrors(reader);
        IEnumerable<DatasetFindings> findings = DatasetFindings
            .Of(runs, epochs, summary.Baseline, summary.TunedLater, errors)
            .Select(found => found with
            {
                Family = found.Family.WithImages(errors),
                Gaps = GapCurve.Of(found.Variants, settings),
                Factors = FactorFindings.Of(found.Family.Groups),
                TunedAtAnEnd = atAnEnd,
                SharedRate = trials.Count > 0 ? null : SharedRate.Of(settings),
            })
            .Select(found => found with { Charts = DatasetCharts.Of(found, reader, epochsOf, measured) });
        return new ExperimentReport(summary, [.. findings], reader.Origins(experiment), settings)
        {
            Trials = trials,
            Notices = [.. runs.Select(run => (run.Dataset, run.DatasetSha256)).Distinct().Select(
                dataset => (dataset.Dataset, reader.Notices(dataset.DatasetSha256)))],
            Measured = measured,
        };
    }

    private static IReadOnlyList<(string Variant, IReadOnlyList<Setting> Settings)> SettingsOf(
        ResultsReader reader, IReadOnlyList<RunSummary> variants)
    {
        bool oneEngine = variants.Select(Figures.Engine).Distinct().Count() <= 1;
        return
        [
            .. variants.Select(run => (run.Variant, (IReadOnlyList<Setting>)
            [
                .. oneEngine ? [] : new[] { new Setting("engine", Figures.Engine(run)) },
                .. reader.SettingsInEffect(run.RunId),
            ])),
        ];
    }

    /// <summary>The report's parts: everything is counted, tested and drawn here.</summary>
    public ReportSections Sections() => new(Opening(), [.. Findings.Select(Of)], Closing());

    private ReportSection Opening() => new(
        $"# {Markdown.Prose(Experiment.Name)}\n\n{Markdown.Prose(Experiment.Question)}\n{State()}")
    {
        Kind = "opening",
    };

    private IReadOnlyList<ReportSection> Of(DatasetFindings findings)
    {
        string on = Findings.Count == 1 ? "" : $" on {Markdown.Code(findings.Dataset)}";
        return
        [
            .. FindingsSections.Of(findings, on),
            new(GapSection.Of(findings.Gaps, on), findings.Charts.Gap),
            new(AccuracySection.Of(findings, Measured.Accuracy, on)),
            new(LayerSection.Of(findings, Measured.Layers, on), findings.Charts.Layers),
            new(RobustnessSection.Of(findings, Measured.Robustness, on), findings.Charts.Invariance),
        ];
    }

    private IReadOnlyList<ReportSection> Closing() =>
    [
        new(TuningSection.Of(Findings, Trials)), new(SettingsSection.Of(Settings)),
        new(OriginSection.Of(Findings, Origins)), new(Reproduction()),
    ];

    private string State()
    {
        var state = new StringBuilder();
        if (Findings.Any(findings => findings.Dataset == DatasetFindings.BuiltIn))
        {
            state.Append("\n> [!WARNING]\n> **These runs are on `strokes`, digits that this program draws itself, not "
                + "on a published dataset.** Their errors cannot be set beside MNIST's or anybody else's.\n");
        }

        foreach ((string dataset, IReadOnlyList<string> notices) in Notices.Where(odd => odd.Notices.Count > 0))
        {
            state.Append($"\n> [!WARNING]\n> Look at the images of {Markdown.Code(dataset)} before you trust the errors. "
                + $"{Markdown.Prose(string.Join(' ', notices))}\n");
        }

        if (Findings.Count > 1)
        {
            state.Append($"\n> [!WARNING]\n> The runs are on {Findings.Count} datasets. They are reported apart and "
                + "never compared with each other.\n");
        }

        if (Experiment.Total == 0)
            state.Append("\nThe experiment has no runs.\n");
        else if (!Experiment.Complete)
        {
            string done = $"{Experiment.Done} of {Counted.Of(Experiment.Total, "run")}";
            state.Append($"\n> [!NOTE]\n> Unfinished: {done} {Counted.Word(Experiment.Done, "is", "are")} done{Others()}. "
                + $"{Markdown.Code(Experiment.Command)} goes on.\n");
        }

        return state.ToString();
    }

    private string Others()
    {
        (int Count, string Name)[] states =
        [
            (Experiment.Running, "begun"), (Experiment.Pending, "waiting"), (Experiment.Diverged, "diverged"),
            (Experiment.Failed, "failed"),
            (Experiment.TrialsLeft, Experiment.TrialsLeft == 1 ? "trial left" : "trials left"),
            (Experiment.TunedLater, Experiment.TunedLater == 1 ? "variant to be tuned" : "variants to be tuned"),
        ];
        return string.Concat(states.Where(state => state.Count > 0).Select(state => $", {state.Count} {state.Name}"));
    }

    /// <summary>How somebody on another machine says where their copy of the data is.</summary>
    private string OwnCopy() => string.Concat(Findings.Select(found => (found.Dataset, found.Sha256)).Distinct()
        .Where(found => found.Dataset != DatasetFindings.BuiltIn)
        .Select(found => DatasetSource.KnownNames.Contains(found.Dataset)
            ? $"\n{Markdown.Code(found.Dataset)} is downloaded where it is not at hand; `DATA=<folder>`, put behind "
                + "`make run`, takes your own copy of its files.\n"
            : $"\n{Markdown.Code(found.Dataset)} is a folder of the machine that trained this: elsewhere, "
                + "`DATA=<folder>`, put behind `make run`, takes your copy of it. The same images have the SHA-256 "
                + $"{Markdown.Code(found.Sha256)}.\n"));

    private string Reproduction()
    {
        string[] commits = [.. Origins.Select(origin => origin.GitCommit).OfType<string>().Distinct()];
        string checkout = commits.Length == 1 ? $"git checkout {commits[0]}\n" : "";
        string spec = $"# save the spec below as experiments/{Experiment.Name}.yaml\n";
        string query = "select variant, count(*), avg(test_error_pct), avg(gap_pct) from run_summary "
            + $"where experiment='{Experiment.Name}' group by variant";
        return "\n## To repeat it, and to ask further\n\n"
            + Markdown.Block("sh",
                $"{checkout}{spec}{Experiment.Command}\nmake report EXP={Experiment.Name}\n"
                + $"make query SQL=\"{query}\"")
            + OwnCopy()
            + "\nEvery run and epoch is in `runs.csv`, `epochs.csv` and `summary.csv` beside this file, and in the "
            + "database, which docs/results.md describes. The spec as it was declared "
            + $"on {Experiment.DeclaredAt}, which the command's `SET`, `ENGINE` and `DEVICE`, if it has any, "
            + "override:\n\n"
            + Markdown.Block("yaml", Experiment.SpecYaml);
    }
}
