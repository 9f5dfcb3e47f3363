using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>What was found, in sentences that claim no more than the seeds allow.</summary>
internal static class Answer
{
    private const int MostNamed = 4;

    /// <summary>The answer on one dataset, as Markdown.</summary>
    public static string Of(DatasetFindings findings)
    {
        if (findings.Best is not { TestError: Sample error } best)
            return $"There is none yet: none of {Figures.Count(findings.Total, "run")} is done.";
        string soFar = findings.Done + findings.Diverged < findings.Total
            ? $"So far, with {findings.Done} of {Figures.Count(findings.Total, "run")} done, "
            : "";
        string mean = $"{Figures.Error(error.Mean)} % over {Figures.Count(error.Count, "seed")}";
        if (findings.Variants.Count(variant => variant.Done > 0) == 1)
        {
            return Sentence($"{soFar}{Markdown.Code(best.Variant)} has a mean test error of {mean}. "
                + "There is nothing to compare it with.") + Lost(findings);
        }

        string leads = $"{Markdown.Code(best.Variant)} has the lowest mean test error, {mean}{Distances(findings)}. ";
        return Sentence($"{soFar}{leads}") + Reservation(findings, best) + Claims(findings) + Lost(findings);
    }

    /// <summary>Variants that never came to an end: a finding, though without a figure.</summary>
    private static string Lost(DatasetFindings findings) => string.Concat(findings.Variants
        .Where(variant => variant.Done == 0 && variant.Diverged + variant.Failed > 0)
        .Select(variant => $" {Markdown.Code(variant.Variant)} has no finished run: "
            + $"{variant.Diverged} diverged, {variant.Failed} failed."));

    // A variant may lead because the seeds that would have told against it are missing.
    private static string Reservation(DatasetFindings findings, VariantSummary best)
    {
        int most = findings.Variants.Max(variant => variant.Done);
        string diverged = best.Diverged > 0 ? $", and {best.Diverged} of its {best.Runs.Count} runs diverged" : "";
        return best.Done < most || best.Diverged > 0
            ? $"Mind that its mean is over {best.Done} of {most} seeds{diverged}. "
            : "";
    }

    private static string Distances(DatasetFindings findings)
    {
        if (findings.Comparisons.Count == 0)
            return ", but it shares no seed with another variant, so nothing can be paired";
        ComparisonWithBest next = findings.Comparisons[0], worst = findings.Comparisons[^1];
        string distance = $": {Below(next)} {(next == worst ? "the other" : "the next")}, {Name(next)}";
        if (next != worst)
            distance += $", and {Below(worst)} the worst, {Name(worst)}";
        int[] pairs = [.. findings.Comparisons.Select(Pairs).Distinct().Order()];
        string counts = pairs.Length == 1 ? $"{pairs[0]}" : $"{pairs[0]} to {pairs[^1]}";
        return $"{distance} (means over {counts} paired seed{(pairs[^1] == 1 ? "" : "s")})";
    }

    private static string Claims(DatasetFindings findings)
    {
        if (findings.Comparisons.Count == 0)
            return "";
        ComparisonWithBest[] few = [.. findings.Comparisons.Where(other => Pairs(other) < PairedDifferences.FewestPairs)];
        ComparisonWithBest[] enough = [.. findings.Comparisons.Except(few)];
        return (enough.Length == 0 ? "" : Tested(enough, findings.Comparisons.Count))
            + (few.Length == 0 ? "" : TooFew(few, enough.Length == 0));
    }

    private static string TooFew(ComparisonWithBest[] few, bool all)
    {
        int most = few.Max(Pairs);
        string about = all ? "" : $" about {string.Join(", ", few.Select(Name))}";
        return $"{(all ? "" : " ")}No claim of significance{about} can be made with {Figures.Count(most, "seed")}: a "
            + $"two-sided exact test over n pairs cannot go below 2^(1−n), here {SignFlipTest.SmallestP(most)}.";
    }

    private static string Tested(ComparisonWithBest[] comparisons, int family)
    {
        ILookup<int, ComparisonWithBest> bySign = comparisons.ToLookup(other =>
            other.AdjustedP > PairedDifferences.Significance ? 0 : Math.Sign(other.Differences.Mean!.Value));
        List<string> claims = [];
        if (bySign.Contains(1))
            claims.Add($"it is better than {Listed([.. bySign[1]])}");
        if (bySign.Contains(0))
            claims.Add($"it is not distinguishable with these seeds from {Listed([.. bySign[0]])}");

        // Possible only where seeds are missing: its mean is the lowest, but over other seeds.
        if (bySign.Contains(-1))
            claims.Add($"over the seeds that both have it is worse than {Listed([.. bySign[-1]])}");
        string exact = comparisons.All(comparison => comparison.Differences.IsExact) ? "exact " : "";
        int fewest = comparisons.Min(Pairs);
        double smallest = Math.Min(1, family * SignFlipTest.SmallestP(fewest));
        string room = smallest <= PairedDifferences.Significance ? ""
            : $" With {fewest} seeds and {family} comparisons the adjusted p cannot go below {Figures.P(smallest)}, "
            + $"however large a difference is; {SeedsNeeded(family)} seeds would leave room.";
        return $"By the {exact}paired sign-flip test, Holm-adjusted over {Figures.Count(family, "comparison")}, "
            + $"{string.Join("; ", claims)}.{room}";
    }

    private static int Pairs(ComparisonWithBest comparison) => comparison.Differences.Pairs.Count;

    private static int SeedsNeeded(int comparisons)
    {
        int seeds = PairedDifferences.FewestPairs;
        while (comparisons * SignFlipTest.SmallestP(seeds) > PairedDifferences.Significance)
            seeds++;
        return seeds;
    }

    private static string Below(ComparisonWithBest comparison)
    {
        double mean = comparison.Differences.Mean!.Value;
        string points = Math.Abs(mean).ToString("0.000");
        return points == "0.000" ? "level with" : $"{points} points {(mean > 0 ? "under" : "over")}";
    }

    private static string Listed(ComparisonWithBest[] comparisons) => comparisons.Length > MostNamed
        ? $"{comparisons.Length} of the others (table below)"
        : string.Join(", ", comparisons.Select(c => $"{Name(c)} ({Figures.PEquals(c.AdjustedP)})"));

    private static string Name(ComparisonWithBest comparison) => Markdown.Code(comparison.Variant.Variant);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
