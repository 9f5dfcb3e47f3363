using LeNetLab.Naming;

namespace LeNetLab.Reports;

/// <summary>What is said of variants that the seed does not change: each is one model, whatever the seed.</summary>
internal static class FixedVariants
{
    private const int MostNamed = 4;

    /// <summary>Those among some variants, as Markdown; empty where there is none.</summary>
    public static string Of(IEnumerable<VariantSummary> variants) =>
        Listed([.. variants.Where(variant => variant.IsFixed).Select(variant => Markdown.Code(variant.Variant))]);

    /// <summary>"a", "a and b", "a, b and c", "a, b, c, d and 3 others"; empty for none.</summary>
    public static string Listed(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        <= MostNamed => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}",
        _ => $"{string.Join(", ", names.Take(MostNamed))} and {Counted.Of(names.Count - MostNamed, "other")}",
    };
}
