namespace LeNetLab.Reports.Factors;

/// <summary>What the answer says of factors: which of them the error depends on, and which depend on each other.</summary>
internal static class FactorAnswer
{
    private const int MostNamed = 5;

    /// <summary>As Markdown, with a space at its end; empty where nothing was crossed, or no claim can be made.</summary>
    public static string Of(IReadOnlyList<FactorFindings> all) => string.Concat(all
        .Where(findings => findings.Family.LeavesRoom)
        .Select(findings => (findings.IsTuned ? "With tuned settings: over" : "Over") + Of(findings)));

    private static string Of(FactorFindings findings)
    {
        FactorEffect[] shown =
            [.. findings.Effects.Where(effect => effect.IsShown).OrderByDescending(effect => effect.Share)];
        FactorEffect[] open = [.. findings.Effects.Where(effect => effect.IsMain && !effect.IsShown)];
        string depends = shown.Length == 0 ? "no effect of a factor on the test error is told from chance"
            : $"the test error depends on {Listed(shown, " of its variation")}";
        string level = open.Length == 0 ? ""
            : $"; {Listed(open, "")} {(open.Length == 1 ? "is" : "are")} not distinguishable";
        return $" all {findings.Grid.Variants.Count} combinations and {findings.Seeds.Count} seeds {depends}{level}. ";
    }

    private static string Listed(FactorEffect[] effects, string ofWhat)
    {
        string more = effects.Length > MostNamed ? $", and {effects.Length - MostNamed} more in the table of factors" : "";
        return string.Join(", ", effects.Take(MostNamed).Select((effect, place) =>
            $"{FactorSection.Name(effect)} ({FactorSection.Percent(effect.Share)}{(place == 0 ? ofWhat : "")}, "
            + $"{Figures.PEquals(effect.AdjustedP)})")) + more;
    }
}
