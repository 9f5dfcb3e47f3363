namespace LeNetLab.Reports;

/// <summary>What a comparison comes to, in a sentence that claims no more than the seeds allow.</summary>
internal static class VerdictText
{
    /// <summary>The verdict; empty where nothing is known of either side in common.</summary>
    public static string Of(RunComparison comparison)
    {
        PairedDifferences differences = comparison.Differences;
        int seeds = differences.Pairs.Count;
        if (seeds == 0)
            return Single(comparison).Trim();
        double p = comparison.Declared?.AdjustedP ?? differences.P!.Value;
        long family = comparison.Declared?.FamilySize ?? 1;
        Verdict verdict = Comparison.VerdictOf(differences, p, family);
        if (verdict == Verdict.NoClaim)
            return Answer.NoClaim(seeds, family) + Single(comparison);
        double points = Math.Abs(differences.Mean!.Value);
        string basis = $"{(differences.IsExact ? "exact" : "sampled")} paired sign-flip test, n = {seeds}, "
            + Figures.PEquals(differences.P!.Value) + Adjusted(comparison);
        string interval = Figures.Between(differences.SignFlip());
        return verdict == Verdict.NotDistinguishable
            ? differences.P <= PairedDifferences.Significance
                ? $"Not distinguishable with these {seeds} seeds among {family} comparisons: "
                    + $"{points:0.000} points apart, which alone would be shown; its 95 % interval, "
                    + $"{interval}, leaves 0 out because it is of this comparison alone ({basis})."
                : $"Not distinguishable with these {seeds} seeds: {points:0.000} points apart, and anything from "
                    + $"{interval} is compatible with them ({basis})."
            : $"{(verdict == Verdict.AIsBetter ? "A" : "B")} is better by {points:0.000} points, the 95 % interval of "
                + $"B − A being {interval} ({basis}).";
    }

    private static string Adjusted(RunComparison comparison) => comparison switch
    {
        { Declared: { } declared, Family: { } family } =>
            $"; Holm-adjusted over {family.Description}, {Figures.PEquals(declared.AdjustedP)}",
        { Family: not null } => "; exploratory: no part of the family that the experiment declares, and not adjusted",
        _ => "; not adjusted for any other comparison",
    };

    /// <summary>Of two networks alone there is something to say all the same.</summary>
    private static string Single(RunComparison comparison) =>
        comparison.Images?.Networks is not [var pair] ? ""
        : pair.P > PairedDifferences.Significance
            ? $" As for these two networks, McNemar's test does not tell them apart ({Figures.PEquals(pair.P)})."
        : $" As for these two networks, {(pair.OnlyA < pair.OnlyB ? "A" : "B")} is better on such images by McNemar's "
            + $"test ({Figures.PEquals(pair.P)}).";
}
