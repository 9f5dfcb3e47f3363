using System.Text;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>The report's section about what differs, by how much, and how sure that is.</summary>
internal static class ComparisonSection
{
    // Beyond this nobody reads a table of pairs; make compare has each of them.
    private const int MostPairs = 66;

    // From here on BCa covers nearly what it says.
    private const int EnoughForBca = 20;

    /// <summary>The section; empty where nothing can be compared.</summary>
    /// <param name="findings">What was found on one dataset.</param>
    /// <param name="on">What tells the heading from that of another dataset; mostly empty.</param>
    public static string Of(DatasetFindings findings, string on)
    {
        ComparisonFamily family = findings.Family;
        if (!family.All.Any())
            return "";
        var text = new StringBuilder($"\n## Paired comparisons{on}\n");
        foreach (ComparisonGroup group in family.Groups.Where(group => group.WithReference.Count > 0))
        {
            if (family.Groups.Count > 1)
                text.Append(group.IsTuned ? $"\n### Tuned settings{on}\n" : $"\n### The spec's own settings{on}\n");
            text.Append($"\n{Introduction(group)}\n\n{Table(group.WithReference, group.Reference)}");
        }

        if (family.Tuning.Count > 0)
        {
            text.Append($"\n### What tuning changed{on}\n\nEach variant (A) against itself with tuned settings (B).\n\n");
            text.Append(Table(family.Tuning, null));
        }

        text.Append(Legend(family)).Append(OnImages(family, on));
        foreach (ComparisonGroup group in family.Groups.Where(group => group.Others.Count > 0))
            text.Append(OtherPairs(group, on));
        return text.Append(Gaps(findings.GapFamily, on)).ToString();
    }

    private static string Gaps(ComparisonFamily family, string on)
    {
        Comparison[] all = [.. family.Groups.SelectMany(group => group.WithReference)];
        return all.Length == 0 ? "" : $"\n### The gap between test and training error{on}\n\n" + Markdown.Table(
            ["A", "B", "Seeds", "Gap of B − gap of A ± SD, points", "95 % interval", "p", "p, adjusted", "Verdict"],
            all.Select(comparison => new[]
            {
                Markdown.Code(comparison.A.Variant), Markdown.Code(comparison.B.Variant), Seeds(comparison),
                Figures.DifferenceAndSpread(comparison.Differences.Summary),
                Figures.Between(comparison.Differences.SignFlip()), P(comparison), Figures.P(comparison.AdjustedP),
                Words(comparison.Verdict).Replace("better", "smaller"),
            }))
            + $"\nThe same test on the gaps, adjusted over {family.Description}, of gaps alone. A small gap with a large "
            + "training error is that of a network which has learned little.\n";
    }

    private static string Introduction(ComparisonGroup group) =>
        $"Each variant (B), seed by seed, against {Markdown.Code(group.Reference!.Variant)} (A), "
        + (group.IsBaseline ? "the baseline that the spec declares" : "which has the lowest mean test error")
        + ". Differences are B − A: positive where A is better.";

    private static string Table(IReadOnlyList<Comparison> comparisons, VariantSummary? reference) => Markdown.Table(
        ["Variant", "Seeds", "Difference ± SD, points", "95 % interval", "p", "p, adjusted", "Verdict", "BCa", "P(A better)",
         "d_z", "Cliff's δ"],
        comparisons.Select(comparison => Row(comparison, reference)));

    private static string[] Row(Comparison comparison, VariantSummary? reference)
    {
        PairedDifferences differences = comparison.Differences;
        Improvement? improvement = Improvement.Of(differences);
        return
        [
            Markdown.Code((reference is null ? comparison.A : comparison.B).Variant), Seeds(comparison),
            Figures.DifferenceAndSpread(differences.Summary), Figures.Between(differences.SignFlip()),
            P(comparison), Figures.P(comparison.AdjustedP), Words(comparison.Verdict),
            Figures.Between(differences.Bca()), Figures.Probability(improvement?.Share, improvement?.Interval),
            Figures.Effect(EffectSize.PairedDz(differences.Values)), Figures.Effect(improvement?.CliffsDelta),
        ];
    }

    private static string Seeds(Comparison comparison) => comparison.Differences.IsFixed ? "1, all the same"
        : comparison.Pairs == comparison.Seeds ? $"{comparison.Pairs}"
        : $"{comparison.Pairs} of {comparison.Seeds}";

    private static string P(Comparison comparison) =>
        comparison.OnImages is not null ? $"{Figures.P(comparison.P)} (McNemar)"
        : comparison.Differences.IsFixed ? Figures.None
        : Figures.P(comparison.P);

    private static string Words(Verdict verdict) => verdict switch
    {
        Verdict.AIsBetter => "A is better",
        Verdict.BIsBetter => "B is better",
        Verdict.NotDistinguishable => "not distinguishable",
        _ => "no claim",
    };

    private static string Legend(ComparisonFamily family)
    {
        bool exact = family.All.All(comparison => comparison.Differences.IsExact);
        string fixedVariants = FixedVariants.Of(
            family.All.SelectMany(comparison => new[] { comparison.A, comparison.B }).Distinct());
        int fewest = family.All.Min(comparison => comparison.Pairs);
        return $"\np is of the two-sided {(exact ? "exact sign-flip test" : "sign-flip test, sampled beyond 40 pairs")}"
            + $", adjusted by Holm's method over {family.Description}; the verdict goes by the adjusted one. The 95 % "
            + "interval is of the mean difference, all that the test does not reject; there is none with fewer than 6 "
            + "seeds. BCa is the bootstrap's"
            + (fewest < EnoughForBca
                ? ", which of so few seeds covers less than 95 %: about 86 % with 6, 90 % with 10, 93 % with 20"
                : "")
            + ". P(A better) is how often a run of A has the lower error, of any two seeds, with its 95 % interval; d_z "
            + "is the mean difference in its own SDs; Cliff's δ is P(A better) from −1 to 1, positive where A is "
            + "better. docs/statistics.md says which is to be trusted when."
            + (fixedVariants.Length == 0 ? ""
                : $" The seed does not change {fixedVariants}: beside variants that it changes, the error is a constant, "
                + "and the test rests on the others' errors being symmetric about their mean; between two that it does not, n "
                + "is 1, and p is of McNemar's exact test on the test images.")
            + "\n";
    }

    private static string OnImages(ComparisonFamily family, string on)
    {
        Comparison[] seen =
        [
            .. family.Groups.SelectMany(group => group.WithReference).Concat(family.Tuning)
                .Where(comparison => comparison.Images is not null),
        ];
        return seen.Length == 0 ? "" : $"\n### On the test images{on}\n\n"
            + Markdown.Table(
                ["A", "B", "Networks", "A better", "B better", "Undecided", "Over seeds and images, points"],
                seen.Select(comparison => new[]
                {
                    Markdown.Code(comparison.A.Variant), Markdown.Code(comparison.B.Variant),
                    $"{comparison.Images!.Networks.Count}",
                    $"{comparison.Images.Networks.Count(pair => IsShown(pair) && pair.OnlyA < pair.OnlyB)}",
                    $"{comparison.Images.Networks.Count(pair => IsShown(pair) && pair.OnlyA > pair.OnlyB)}",
                    $"{comparison.Images.Networks.Count(pair => !IsShown(pair))}",
                    Figures.Between(comparison.Images.OverSeedsAndImages),
                }))
            + "\nThe two networks of each seed on the same images: how often McNemar's exact test finds A or B better at "
            + "5 %, each pair of networks by itself and unadjusted. It is about those networks, not about training "
            + "again. The interval is the two-level bootstrap's of the mean difference, with other seeds and other "
            + "images.\n";
    }

    private static bool IsShown(NetworkPair pair) => pair.P <= PairedDifferences.Significance;

    private static string OtherPairs(ComparisonGroup group, string on)
    {
        string heading = $"\n### All pairs{(group.IsTuned ? " of tuned settings" : "")}{on}\n\n";
        Comparison[] all = [.. group.WithReference, .. group.Others];
        if (all.Length > MostPairs)
        {
            return $"{heading}The other {group.Others.Count} pairs of the family are too many for a table; "
                + "`make compare` shows each of them.\n";
        }

        return heading + Markdown.Table(
            ["A", "B", "Seeds", "Difference ± SD, points", "95 % interval", "p", "p, adjusted", "Verdict"],
            all.Select(comparison => new[]
            {
                Markdown.Code(comparison.A.Variant), Markdown.Code(comparison.B.Variant), Seeds(comparison),
                Figures.DifferenceAndSpread(comparison.Differences.Summary),
                Figures.Between(comparison.Differences.SignFlip()), P(comparison),
                Figures.P(comparison.AdjustedP), Words(comparison.Verdict),
            }))
            + "\nAll of them count, since the best was picked by the same runs. A `baseline:` in the spec leaves only "
            + "the comparisons with it, and more room for each.\n";
    }
}
