using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>
/// What the answer says of generalisation: whose gap between test and training error is smallest, and who is far from
/// having learned the training images, whose small gap means nothing.
/// </summary>
internal static class GapAnswer
{
    // From here on a training error is far above the others': so many points above their median, and so many times it.
    private const double PointsAbove = 1, TimesAbove = 3;

    private static readonly (string Below, string Above, string Like) Words =
        ("smaller than that of", "larger than that of", "that of ");

    /// <summary>As Markdown; empty where there is nothing to compare.</summary>
    public static string Of(DatasetFindings findings)
    {
        // How the gap goes with the size of the training set is told elsewhere.
        IEnumerable<ComparisonGroup> groups = findings.Gaps.Count > 0 ? [] : findings.GapFamily.Groups;
        IEnumerable<string> sentences = groups.Select(group => Of(group, findings.GapFamily))
            .Append(UnderTrained(findings.Variants));
        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
    }

    /// <summary>Variants whose training error is far above the median of the others'.</summary>
    public static IEnumerable<VariantSummary> UnderTrainedOf(IReadOnlyList<VariantSummary> variants)
    {
        VariantSummary[] known = [.. variants.Where(variant => variant.TrainError is not null)];
        return known.Length < 2 ? [] : known.Where(variant =>
        {
            double own = variant.TrainError!.Mean;
            double others = Sample.Of(
                [.. known.Where(other => other != variant).Select(other => other.TrainError!.Mean)]).Median;
            return own - others >= PointsAbove && own >= TimesAbove * others;
        });
    }

    private static string Of(ComparisonGroup group, ComparisonFamily family)
    {
        if (group.Reference is not { Gap: { } gap } reference || group.WithReference.Count == 0)
            return "";
        Comparison[] tested = [.. group.WithReference.Where(comparison => comparison.Verdict != Verdict.NoClaim)];
        string tuned = family.Groups.Count > 1 && group.IsTuned ? "With tuned settings the" : "The";
        return $"{tuned} gap between test and training error is "
            + (group.IsBaseline ? $"{Figures.Plain(gap.Mean, "0.00")} points for {Markdown.Code(reference.Variant)}"
                : $"smallest for {Markdown.Code(reference.Variant)}, {Figures.Plain(gap.Mean, "0.00")} points")
            + (tested.Length == 0 ? "."
                : $"; by the paired sign-flip test of the gaps{Answer.Adjusted(family)}, "
                    + $"{Answer.Clauses(tested, group.IsBaseline, Words)}.");
    }

    private static string UnderTrained(IReadOnlyList<VariantSummary> variants)
    {
        VariantSummary[] far = [.. UnderTrainedOf(variants)];
        if (far.Length == 0)
            return "";
        string named = FixedVariants.Listed(
            [.. far.Select(variant => $"{Markdown.Code(variant.Variant)} ({Figures.Error(variant.TrainError!.Mean)} %)")]);
        return $"The training error of {named} is far above the others': {(far.Length == 1 ? "it is" : "they are")} "
            + "under-trained, or too small for the task, and a small gap is then no sign of generalising well.";
    }
}
