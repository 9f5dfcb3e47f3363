using LeNetLab.Naming;

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
        if (differences.IsFixed)
            return Fixed(comparison);
        double p = comparison.Declared?.AdjustedP ?? differences.P!.Value;
        long family = comparison.Declared?.FamilySize ?? 1;
        Verdict verdict = Comparison.VerdictOf(differences, null, p, family);
        if (verdict == Verdict.NoClaim)
            return Answer.NoClaim(seeds, family) + Single(comparison) + Constant(differences);
        double points = Math.Abs(differences.Mean!.Value);
        string basis = $"{(differences.IsExact ? "exact" : "sampled")} paired sign-flip test, n = {seeds}, "
            + Figures.PEquals(differences.P!.Value) + Adjusted(comparison);
        string interval = Figures.Between(differences.SignFlip());
        return verdict == Verdict.NotDistinguishable
            ? differences.P <= PairedDifferences.Significance
                ? $"Not distinguishable with these {seeds} seeds among {family} comparisons: "
                    + $"{points:0.000} points apart, which alone would be shown; its 95 % interval, "
                    + $"{interval}, leaves 0 out because it is of this comparison alone ({basis}).{Constant(differences)}"
                : $"Not distinguishable with these {seeds} seeds: {points:0.000} points apart, and anything from "
                    + $"{interval} is compatible with them ({basis}).{Constant(differences)}"
            : $"{(verdict == Verdict.AIsBetter ? "A" : "B")} is better by {points:0.000} points, the 95 % interval of "
                + $"B − A being {interval} ({basis}).{Constant(differences)}";
    }

    private static string Constant(PairedDifferences differences) =>
        !differences.AIsFixed && !differences.BIsFixed ? ""
        : $" The seed does not change {(differences.AIsFixed ? "A" : "B")}: its error is a constant, against which the "
        + $"seeds of {(differences.AIsFixed ? "B" : "A")} are tested.";

    /// <summary>Of two models that no seed changes the test images are the only evidence.</summary>
    private static string Fixed(RunComparison comparison)
    {
        const string Unchanged = "The seed changes neither A nor B: all runs of each are one and the same model, so n is "
            + "1 and no test over seeds is possible. ";
        if (comparison.OnImages is not { } pair)
            return Unchanged + "Nor can they be compared on the test images, for which no predictions are recorded.";
        double p = comparison.Declared?.AdjustedP ?? pair.P;
        string basis = $"McNemar's exact test: {Counted.Of(pair.OnlyA, "image")} that only A gets wrong, {pair.OnlyB} "
            + $"that only B does, {Figures.PEquals(pair.P)}{Adjusted(comparison)}";
        return Unchanged + (Comparison.VerdictOf(comparison.Differences, pair, p, 1) switch
        {
            Verdict.AIsBetter => $"On such images A is better ({basis}).",
            Verdict.BIsBetter => $"On such images B is better ({basis}).",
            _ => $"On the test images they are not distinguishable ({basis}).",
        });
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
