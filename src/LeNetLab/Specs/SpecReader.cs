using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>YAML text to an <see cref="ExperimentSpec"/>.</summary>
public static class SpecReader
{
    private const int MostNamed = 12;

    /// <summary>Reads, validates and expands a spec.</summary>
    /// <remarks>
    /// The file must be valid by itself. An override then acts as if the file had said so everywhere: it stands in
    /// <c>base</c>, takes the place of a grid's or zip's values of the same path, and wins over variants and
    /// conditions. Conditions and exclusions that thereby lose their cells are dropped silently; runs that thereby
    /// become equal are refused.
    /// </remarks>
    /// <param name="file">Name to quote in errors.</param>
    /// <param name="yaml">The text.</param>
    /// <param name="overrides">
    /// Command-line settings, each <c>path=value</c>; they win over the file. A path is a setting's,
    /// <c>seeds</c>, <c>dataset</c> or <c>offline_fallback</c>.
    /// </param>
    /// <param name="options">Command-line settings that are options of their own; null for none.</param>
    /// <exception cref="SpecException">Anything is wrong; all of it is listed.</exception>
    public static ExperimentSpec Read(
        string file, string yaml, IReadOnlyList<string> overrides, IReadOnlyList<SettingOption>? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(overrides);

        var errors = new SpecErrors();
        SpecDraft? draft = SpecTree.Parse(file, yaml, errors) is { } document
            ? new SpecBinder(document, errors).Bind()
            : null;
        IReadOnlyList<SweepCell> cells = [];
        Tuning? tuning = null;
        if (draft is not null && !errors.EverythingDoubted)
        {
            cells = new SweepChecks(draft.Sweep, errors, asWritten: true).Expand();
            CheckBaseline(draft, cells, errors);
            tuning = TuningOf(draft, cells, errors);
        }

        // After the file's checks: a mistake in SET says nothing about the file's own settings.
        options ??= [];
        Overrides set = new OverrideReader(errors).Read(overrides, options);
        errors.ThrowIfAny();
        if (overrides.Count + options.Count > 0)
        {
            draft = set.Apply(draft!, errors);
            cells = new SweepChecks(draft.Sweep, errors, asWritten: false).Expand();
            tuning = TuningOf(draft, cells, errors);
            errors.ThrowIfAny();
        }

        return new ExperimentSpec(draft!.Name, draft.Question, draft.Notes, draft.Dataset, draft.OfflineFallback,
            [.. cells.SelectMany(cell => RunAssembler.Runs(cell, draft.Sweep.Seeds))])
        {
            // The command line may have left no variant of that name.
            Baseline = cells.Select(cell => cell.Label).FirstOrDefault(label => label == draft.Baseline?.Variant),
            Tuning = tuning,
            Slurm = draft.Slurm,
        };
    }

    private static Tuning? TuningOf(SpecDraft draft, IReadOnlyList<SweepCell> cells, SpecErrors errors) =>
        draft.Tune is null || cells.Count == 0 ? null : new TuneExpansion(draft.Tune, errors).Of(cells, draft.Sweep.Seeds);

    private static void CheckBaseline(SpecDraft draft, IReadOnlyList<SweepCell> cells, SpecErrors errors)
    {
        if (draft.Baseline is not { } baseline || errors.AnyDoubt || cells.Count == 0
            || cells.Any(cell => cell.Label == baseline.Variant))
        {
            return;
        }

        string[] labels = [.. cells.Select(cell => cell.Label)];
        errors.Add(baseline.Mark, $"`baseline: {Quotation.Of(baseline.Variant)}` is no variant of this spec"
            + $"{NearestName.Question(baseline.Variant, labels)} there are: {string.Join("; ", labels.Take(MostNamed))}"
            + (labels.Length > MostNamed ? "; …" : ""));
    }
}
