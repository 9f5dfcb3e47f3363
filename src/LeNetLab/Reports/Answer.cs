using LeNetLab.Naming;
using LeNetLab.Reports.Factors;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>What was found, in sentences that claim no more than the seeds allow.</summary>
internal static class Answer
{
    private const int MostNamed = 4;

    /// <summary>The answer on one dataset, as paragraphs of Markdown.</summary>
    public static string Of(DatasetFindings findings)
    {
        if (findings.Done == 0)
            return WithoutFigures(findings);
        string soFar = findings.Done + findings.Diverged < findings.Total
            ? $"So far {findings.Done} of {Counted.Of(findings.Total, "run")} {Counted.Word(findings.Done, "is", "are")} done. "
            : "";
        IEnumerable<string> groups = findings.Family.Groups
            .Where(group => group.Variants.Any(variant => variant.Done > 0))
            .Select(group => Setting(group, findings.Family) + Of(group, findings.Family));
        string[] paragraphs =
        [
            $"{soFar}{Gaps(findings.Gaps)}{FactorAnswer.Of(findings.Factors)}{string.Join(' ', groups)}"
                + $"{Tuning(findings.Family)}{AtAnEnd(findings)}{Lost(findings)}",
            GapAnswer.Of(findings), UntunedRate(findings.SharedRate),
        ];
        return string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Length > 0));
    }

    // Divergence is a result, and not an answer that is still to come.
    private static string WithoutFigures(DatasetFindings findings) => findings.Diverged == findings.Total
        ? $"{(findings.Total == 1 ? "The only run" : $"Each of the {findings.Total} runs")} diverged: no variant has an "
            + "error that could be compared."
        : $"There is none yet: none of {Counted.Of(findings.Total, "run")} is done"
            + (findings.Diverged == 0 ? "." : $", and {findings.Diverged} diverged.");

    /// <summary>What an experiment over sizes of the training set asks, before what it finds by the way.</summary>
    private static string Gaps(IReadOnlyList<GapCurve> curves)
    {
        string[] fits =
            [.. curves.Where(curve => curve.Fit is not null).Select(curve => GapSection.InWords(curve, curve.Fit!))];
        return fits.Length == 0 ? ""
            : $"The gap falls as P^−α with the number P of training images: {string.Join(", ", fits)}. ";
    }

    private static string Setting(ComparisonGroup group, ComparisonFamily family) =>
        family.Groups.Count == 1 ? "" : group.IsTuned ? "With tuned settings: " : "With the spec's own settings: ";

    private static string Of(ComparisonGroup group, ComparisonFamily family)
    {
        if (group.Reference is not { TestError: Sample error } reference)
            return $"The baseline has no run that is done, so nothing can be compared. {WithoutBaseline(group)}.";
        string mean = Mean(reference, error);
        if (group.Variants.Count(variant => variant.Done > 0) == 1)
            return $"{Name(reference)} has a mean test error of {mean}. There is nothing to compare it with.";
        string leads = group.IsBaseline
            ? $"{Name(reference)}, the baseline, has a mean test error of {mean}"
            : $"{Name(reference)} has the lowest mean test error, {mean}";
        return $"{leads}{Distances(group)}. {Reservation(group, reference)}{Claims(group, family)}";
    }

    private static string WithoutBaseline(ComparisonGroup group)
    {
        VariantSummary[] done =
        [
            .. group.Variants.Where(variant => variant.TestError is not null).OrderBy(variant => variant.TestError!.Mean),
        ];
        return string.Join("; ", done.Take(MostNamed).Select(variant =>
                $"{Name(variant)} has a mean test error of {Mean(variant, variant.TestError!)}"))
            + (done.Length > MostNamed ? "; the others are in the table below" : "");
    }

    private static string Mean(VariantSummary variant, Sample error) => $"{Figures.Error(error.Mean)} % "
        + (variant.IsFixed ? "with every seed" : $"over {Counted.Of(error.Count, "seed")}");

    /// <summary>Variants that never came to an end: a finding, though without a figure.</summary>
    private static string Lost(DatasetFindings findings) => string.Concat(findings.Variants
        .Where(variant => variant.Done == 0 && variant.Diverged + variant.Failed > 0)
        .Select(variant => $" {Name(variant)} has no finished run: "
            + $"{variant.Diverged} diverged, {variant.Failed} failed."));

    // A variant may lead because the seeds that would have told against it are missing.
    private static string Reservation(ComparisonGroup group, VariantSummary reference)
    {
        int most = group.Variants.Max(variant => variant.Done);
        string diverged = reference.Diverged > 0
            ? $", and {reference.Diverged} of its {reference.Runs.Count} runs diverged"
            : "";
        return reference.Done < most || reference.Diverged > 0
            ? $"Mind that its mean is over {reference.Done} of {most} seeds{diverged}. "
            : "";
    }

    private static string Distances(ComparisonGroup group)
    {
        if (group.WithReference.Count == 0)
            return ", but it shares no seed with another variant, so nothing can be paired";
        if (group.IsBaseline)
            return "";
        Comparison next = group.WithReference[0], worst = group.WithReference[^1];
        string distance = $": {Below(next)} {(next == worst ? "the other" : "the next")}, {Name(next.B)}";
        if (next != worst)
            distance += $", and {Below(worst)} the worst, {Name(worst.B)}";
        int[] pairs =
        [
            .. group.WithReference.Where(comparison => !comparison.Differences.IsFixed)
                .Select(comparison => comparison.Pairs),
        ];
        return pairs.Length == 0 ? distance
            : $"{distance} (means over {Figures.FromTo(pairs)} paired seed{(pairs.Max() == 1 ? "" : "s")})";
    }

    private static string Claims(ComparisonGroup group, ComparisonFamily family)
    {
        Comparison[] onImages = [.. group.WithReference.Where(comparison => comparison.Differences.IsFixed)];
        Comparison[] overSeeds = [.. group.WithReference.Except(onImages)];
        Comparison[] few = [.. overSeeds.Where(comparison => comparison.Verdict == Verdict.NoClaim)];
        Comparison[] enough = [.. overSeeds.Except(few)];
        string[] said =
        [
            enough.Length == 0 ? "" : OverSeeds(enough, group, family),
            few.Length == 0 ? "" : TooFew(few, enough.Length == 0 && onImages.Length == 0),
            Constants(overSeeds),
            onImages.Length == 0 ? "" : OnImages(onImages, group, family),
        ];
        return string.Join(' ', said.Where(sentence => sentence.Length > 0));
    }

    /// <summary>Variants that the seed does not change, beside others that it does.</summary>
    private static string Constants(Comparison[] comparisons)
    {
        VariantSummary[] constant =
        [
            .. comparisons.SelectMany(comparison => new[] { comparison.A, comparison.B })
                .Where(variant => variant.IsFixed).Distinct(),
        ];
        return constant.Length == 0 ? ""
            : $"The seed does not change {FixedVariants.Of(constant)}: "
            + (constant.Length == 1 ? "its error is a constant" : "their errors are constants")
            + ", against which the seeds of the others are tested.";
    }

    private static string OnImages(Comparison[] comparisons, ComparisonGroup group, ComparisonFamily family)
    {
        string unchanged = "The seed changes neither "
            + (comparisons is [var only] ? $"{Name(only.A)} nor {Name(only.B)}"
                : $"{Name(group.Reference!)} nor {FixedVariants.Of(comparisons.Select(comparison => comparison.B))}")
            + ": all runs of each are one and the same model, so n is 1 and no test over seeds is possible.";
        Comparison[] known = [.. comparisons.Where(comparison => comparison.OnImages is not null)];
        return known.Length == 0
            ? $"{unchanged} Nor can they be compared on the test images, for which no predictions are recorded."
            : $"{unchanged} By McNemar's exact test on the test images{Adjusted(family)}, "
                + $"{Clauses(known, group.IsBaseline, ErrorWords)}.";
    }

    private static string TooFew(Comparison[] few, bool all)
    {
        int most = few.Max(comparison => comparison.Pairs);
        string about = all ? "" : $" about {string.Join(", ", few.Select(comparison => Name(comparison.B)))}";
        return NoClaim(most, few[0].FamilySize, about);
    }

    /// <summary>That so few seeds allow no claim, and why.</summary>
    /// <param name="seeds">Pairs.</param>
    /// <param name="family">Comparisons that p is adjusted over.</param>
    /// <param name="about">What of; empty for all.</param>
    public static string NoClaim(int seeds, long family, string about = "")
    {
        string among = family == 1 ? ""
            : $", nor below {Figures.P(PlannedFamily.SmallestP(family, seeds))} when adjusted over {family} comparisons, "
                + $"however large a difference is; {PlannedFamily.SeedsFor(family)} seeds would leave room";
        return $"No claim of significance{about} can be made with {Counted.Of(seeds, "seed")}: a two-sided exact test "
            + $"over n pairs cannot go below 2^(1−n), here {SignFlipTest.SmallestP(seeds)}{among}.";
    }

    private static string OverSeeds(Comparison[] comparisons, ComparisonGroup group, ComparisonFamily family)
    {
        string exact = comparisons.All(comparison => comparison.Differences.IsExact) ? "exact " : "";
        return $"By the {exact}paired sign-flip test{Adjusted(family)}, "
            + $"{Clauses(comparisons, group.IsBaseline, ErrorWords)}.";
    }

    /// <summary>", Holm-adjusted over so many comparisons"; empty for one alone.</summary>
    internal static string Adjusted(ComparisonFamily family) =>
        family.Size == 1 ? "" : $", Holm-adjusted over {family.Description}";

    /// <summary>What a reference is said to be beside others: below them, above them, or like them.</summary>
    internal static string Clauses(
        Comparison[] comparisons, bool isBaseline, (string Below, string Above, string Like) words)
    {
        ILookup<Verdict, Comparison> by = comparisons.ToLookup(comparison => comparison.Verdict);
        List<string> claims = [];
        if (by.Contains(Verdict.AIsBetter))
            claims.Add($"it is {words.Below} {Listed([.. by[Verdict.AIsBetter]])}");
        if (by.Contains(Verdict.NotDistinguishable))
        {
            Comparison[] level = [.. by[Verdict.NotDistinguishable]];
            string with = level[0].Differences.IsFixed ? "" : $" with these {SeedsOf(level)}";
            claims.Add($"it is not distinguishable{with} from {words.Like}{Listed(level)}");
        }

        // Without a baseline possible only where seeds are missing: its mean is the lowest, but over other seeds.
        if (by.Contains(Verdict.BIsBetter))
        {
            claims.Add((isBaseline ? "it is " : "over the seeds that both have it is ")
                + $"{words.Above} {Listed([.. by[Verdict.BIsBetter]])}");
        }

        return string.Join("; ", claims);
    }

    private static (string Below, string Above, string Like) ErrorWords => ("better than", "worse than", "");

    // A rate that happens to suit one of them decides otherwise.
    private static string UntunedRate(SharedRate? shared) => shared is null ? ""
        : $"Mind that variants share {shared.RatesInWords}, which was tuned for none of them, and that the best rate "
        + $"depends on {FixedVariants.Listed([.. shared.Varied.Select(Markdown.Code)])}: `tune` in the spec chooses one "
        + "for each (docs/specs.md).";

    // A variant that would want another value than any that was tried is not tuned, whatever its seeds say.
    private static string AtAnEnd(DatasetFindings findings) => findings.TunedAtAnEnd.Count == 0 ? ""
        : $" Mind that tuning took what is at an end of the list for {string.Join(", ", findings.TunedAtAnEnd
            .Select(Markdown.Code))}: what lies beyond was not tried.";

    private static string Tuning(ComparisonFamily family)
    {
        if (family.Tuning.Count == 0)
            return "";
        (Verdict Verdict, string Words)[] words =
        [
            (Verdict.BIsBetter, "lowers the error of"), (Verdict.AIsBetter, "raises the error of"),
            (Verdict.NotDistinguishable, "makes no difference that these seeds could show to"),
            (Verdict.NoClaim, "has too few seeds for a claim about"),
        ];
        return " Tuning " + string.Join("; it ", words
            .Select(word => (word.Words, Of: family.Tuning.Where(change => change.Verdict == word.Verdict).ToArray()))
            .Where(found => found.Of.Length > 0)
            .Select(found => $"{found.Words} {string.Join(", ", found.Of.Select(change => Name(change.A)))}")) + ".";
    }

    private static string SeedsOf(Comparison[] comparisons)
    {
        int[] pairs = [.. comparisons.Select(comparison => comparison.Pairs).Distinct()];
        return pairs.Length == 1 ? $"{pairs[0]} seeds" : "seeds";
    }

    private static string Below(Comparison comparison)
    {
        double mean = comparison.Differences.Mean!.Value;
        string points = Math.Abs(mean).ToString("0.000");
        return points == "0.000" ? "level with" : $"{points} points {(mean > 0 ? "under" : "over")}";
    }

    private static string Listed(Comparison[] comparisons) => comparisons.Length > MostNamed
        ? $"{comparisons.Length} of the others (table below)"
        : string.Join(", ", comparisons.Select(comparison =>
            $"{Name(comparison.B)} (by {Math.Abs(comparison.Differences.Mean!.Value):0.000} points, "
            + $"{Figures.PEquals(comparison.AdjustedP)}{OnlyOne(comparison)}{Missing(comparison)})"));

    private static string OnlyOne(Comparison comparison) => comparison.OnImages is not { } pair ? ""
        : $": {Counted.Of(pair.OnlyA, "image")} that only {Name(comparison.A)} gets wrong, {pair.OnlyB} that only "
        + $"{Name(comparison.B)} does";

    // A variant whose hard seeds diverged is better over those that are left.
    private static string Missing(Comparison comparison) =>
        comparison.Differences.IsFixed || comparison.Pairs == comparison.Seeds ? ""
        : $", over the {comparison.Pairs} of {comparison.Seeds} seeds that both have done";

    private static string Name(VariantSummary variant) => Markdown.Code(variant.Variant);
}
