using System.Text;
using LeNetLab.Naming;
using LeNetLab.Statistics;

namespace LeNetLab.Reports.Factors;

/// <summary>The report's section about factors: which of them matter, and whether they depend on each other.</summary>
internal static class FactorSection
{
    /// <summary>The section; nothing unless an experiment trained every combination of two factors or more.</summary>
    /// <param name="all">The findings on one dataset.</param>
    /// <param name="on">What tells the heading from that of another dataset.</param>
    public static string Of(IReadOnlyList<FactorFindings> all, string on) => string.Concat(all.Select(findings =>
        $"\n## Factors{(findings.IsTuned ? " with tuned settings" : "")}{on}\n\n{Of(findings)}"));

    private static string Of(FactorFindings findings)
    {
        string seeds = findings.Seeds.Count == findings.SeedsAsked
            ? Counted.Of(findings.Seeds.Count, "seed")
            : $"the {findings.Seeds.Count} of {findings.SeedsAsked} seeds of which every combination is done";
        var text = new StringBuilder($"Each level averaged over every combination of the other factors, over {seeds}.\n\n");
        text.Append(Levels(findings));
        text.Append("\nErrors are mean ± SD over seeds. The difference is from the level of the lowest test error, its "
            + "95 % interval that of the sign-flip test, for this pair alone.\n");
        text.Append($"\n{Effects(findings)}\n{Legend(findings)}");
        if (findings.Grid.Factors.Count > 2)
        {
            foreach (FactorEffect effect in findings.Effects.Where(effect => !effect.IsMain && effect.IsShown))
                text.Append($"\n{Together(findings, effect)}");
        }

        return text.ToString();
    }

    private static string Levels(FactorFindings findings) => Markdown.Table(
        ["Level", "Train error %", "Test error %", "Gap %", "Above the lowest, points", "95 % interval"],
        findings.Grid.Factors.SelectMany((factor, place) => Rows(findings, factor, place)));

    private static IEnumerable<string[]> Rows(FactorFindings findings, Factor factor, int place)
    {
        IReadOnlyList<double[]> train = findings.Train.Means(place), test = findings.Test.Means(place);
        int lowest = Enumerable.Range(0, factor.Levels.Count).MinBy(level => test.Average(seed => seed[level]));
        return factor.Levels.Select((name, level) =>
        {
            var above = new PairedDifferences(
                [.. test.Select((seed, index) => (findings.Seeds[index], seed[lowest], seed[level]))]);
            return new[]
            {
                Markdown.Code(name), Over(train, seed => seed[level]), Over(test, seed => seed[level]),
                Figures.MeanAndSpread(
                    Sample.Of([.. test.Zip(train, (tested, trained) => tested[level] - trained[level])])),
                level == lowest ? Figures.None : Figures.Points(above.Mean),
                level == lowest ? Figures.None : Figures.Between(above.SignFlip()),
            };
        });
    }

    private static string Effects(FactorFindings findings) => Markdown.Table(
        ["Effect on the test error", "Share of its variation", "p, adjusted", "Verdict"],
        [
            .. findings.Effects.Select(effect => new[]
            {
                Name(effect), Percent(effect.Share), Figures.P(effect.AdjustedP), Verdict(findings, effect),
            }),
            .. findings.Grid.Factors.Count == 2 ? [] : new[] { Row("three factors and more", findings.ShareOfHigher) },
            Row("seed", findings.ShareOfSeeds),
            Row("seed and combination", findings.ShareOfRest),
        ]);

    private static string[] Row(string name, double share) => [name, Percent(share), Figures.None, Figures.None];

    private static string Verdict(FactorFindings findings, FactorEffect effect) =>
        !findings.Family.LeavesRoom ? "no claim"
        : effect.IsShown ? "shown"
        : "not distinguishable";

    private static string Legend(FactorFindings findings)
    {
        return "The share is of the sum of squares of all runs' test errors about their mean. One × the other is what two "
            + "factors have together beyond what each has alone: whether the one's effect depends on the other. p is of "
            + $"the {(findings.IsExact ? "exact sign-flip test" : "sign-flip test, sampled,")} of the effect's estimates "
            + "for all levels at once, seeds being what is drawn, adjusted by Holm's method over these "
            + $"{Counted.Of(findings.Effects.Count, "effect")}: a family of its own, apart from the pairs below."
            + Room(findings.Family) + "\n";
    }

    private static string Room(PlannedFamily family) => family.LeavesRoom ? ""
        : $" With {Counted.Of(family.Seeds, "seed")} it cannot go below "
        + $"{Figures.P(PlannedFamily.SmallestP(family.Comparisons, family.Seeds))}; {family.SeedsNeeded} seeds would leave "
        + "room.";

    /// <summary>The test errors of two factors whose effects depend on each other, averaged over the rest.</summary>
    private static string Together(FactorFindings findings, FactorEffect effect)
    {
        Factor down = effect.Factors[0], across = effect.Factors[1];
        IReadOnlyList<double[]> means = findings.Test.Means(effect.Crossed.Factors);
        return Markdown.Table(
            [$"Test error % by {Name(effect)}", .. across.Levels.Select(Markdown.Code)],
            down.Levels.Select((level, row) => new[] { Markdown.Code(level) }.Concat(across.Levels.Select((_, column) =>
                Over(means, seed => seed[(row * across.Levels.Count) + column]))).ToArray()));
    }

    /// <summary>"`activation`", or "`activation` × `pooling`".</summary>
    public static string Name(FactorEffect effect) =>
        string.Join(" × ", effect.Factors.Select(factor => Markdown.Code(factor.Name)));

    /// <summary>A share as reports write it.</summary>
    public static string Percent(double share) => $"{100 * share:0.0} %";

    private static string Over(IReadOnlyList<double[]> seeds, Func<double[], double> value) =>
        Figures.MeanAndSpread(Sample.Of([.. seeds.Select(value)]));
}
