namespace LeNetLab.Specs;

/// <summary>A sweep's cells with what is to be tried for each. Reports what cannot be.</summary>
/// <param name="draft">What to try.</param>
/// <param name="errors">Where problems go.</param>
internal sealed class TuneExpansion(TuneDraft draft, SpecErrors errors)
{
    // A problem is reported once, not once for every cell and setting that has it.
    private readonly HashSet<string> reported = [];

    /// <summary>What is tried for each cell.</summary>
    /// <param name="cells">The sweep's cells.</param>
    /// <param name="seeds">The experiment's seeds.</param>
    public Tuning Of(IReadOnlyList<SweepCell> cells, IReadOnlyList<long> seeds)
    {
        // What may be chosen is written out too, so that a mistake in it is found before anything is spent.
        long most = cells.Count * draft.Candidates * Math.Max(draft.Seeds, seeds.Count);
        if (most > SweepChecks.MaxRuns)
        {
            Report($"`tune` has {cells.Count:N0} variants × {draft.Candidates:N0} settings × "
                + $"{Math.Max(draft.Seeds, seeds.Count):N0} seeds = {most:N0} runs to try or to choose from; at most "
                + $"{SweepChecks.MaxRuns:N0} are allowed: try less");
            return new Tuning([]);
        }

        string[] labels = [.. cells.Select(cell => cell.Label)];
        if (labels.FirstOrDefault(label => labels.Contains(label + Tuning.TunedSuffix)) is { } namesake)
            Report($"two variants would be called `{namesake}{Tuning.TunedSuffix}`; call the spec's own another name");
        long[] ofTrials = [.. TrialSeeds(seeds).Take(draft.Seeds)];
        return new Tuning(
        [
            .. cells.Select(cell => new TunedVariant(cell.Label,
                [.. draft.Combinations().Select(tried => Candidate(cell, tried, seeds, ofTrials))])),
        ]);
    }

    private TuneCandidate Candidate(
        SweepCell cell, GivenValue[] tried, IReadOnlyList<long> seeds, IReadOnlyList<long> ofTrials)
    {
        SettingValues tuned = cell.Values.With(tried), trial = tuned.With(draft.Trial);
        Check(cell, tried, tuned, trial);
        string settings = string.Join(", ", tried.Select(value => $"{value.Setting.Key}={value.Text}"));
        string name = $"{cell.Label}{Tuning.TriedMark}{settings}";
        return new TuneCandidate(
            name,
            [.. RunAssembler.Runs(new SweepCell(name, trial), ofTrials)
                .Select(run => run with { TrialOf = cell.Label })],
            [.. RunAssembler.Runs(new SweepCell(cell.Label + Tuning.TunedSuffix, tuned), seeds)
                .Select(run => run with { TunedFrom = cell.Label })]);
    }

    private void Check(SweepCell cell, GivenValue[] tried, SettingValues tuned, SettingValues trial)
    {
        foreach (SettingDefinition setting in tried.Select(value => value.Setting).Where(s => !tuned.Applies(s)))
        {
            Report($"`{setting}` has no effect in the variant `{Quotation.Of(cell.Label)}`, which would have less to choose "
                + "from than the others; leave it out of `tune`");
        }

        if (trial.Whole(SettingTable.ValidationImages) == 0)
            Report("`tune` has no images to choose on: `training.validation_images` is 0 for its trials");
        foreach (string problem in CombinationRule.All.SelectMany(rule => new[] { rule.Problem(tuned), rule.Problem(trial) })
            .OfType<string>())
        {
            Report($"{problem} (in `tune`, for `{Quotation.Of(cell.Label)}`)");
        }
    }

    private void Report(string problem)
    {
        if (!errors.AnyDoubt && reported.Add(problem))
            errors.Add(draft.Mark, problem);
    }

    private static IEnumerable<long> TrialSeeds(IReadOnlyList<long> seeds)
    {
        for (long seed = Tuning.FirstTrialSeed; ; seed++)
        {
            if (!seeds.Contains(seed))
                yield return seed;
        }
    }
}
