namespace LeNetLab.Reports.Factors;

/// <summary>Variants that are every combination of the levels of two factors or more.</summary>
/// <param name="Factors">In the order of the variants' names.</param>
/// <param name="Variants">A variant for each combination; the last factor's level varies fastest.</param>
internal sealed record FactorGrid(IReadOnlyList<Factor> Factors, IReadOnlyList<VariantSummary> Variants)
{
    /// <summary>The grid that some variants are; null where combinations are missing, or there is one factor alone.</summary>
    public static FactorGrid? Of(IReadOnlyList<VariantSummary> variants) =>
        FactorLayout.Of([.. variants.Select(variant => variant.TunedFrom ?? variant.Variant)]) is { } layout
            ? new FactorGrid(layout.Factors, [.. layout.Order.Select(place => variants[place])])
            : null;
}
