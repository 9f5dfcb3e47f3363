namespace LeNetLab.Reports;

/// <summary>
/// Variants that are compared with each other: those of the spec's own settings, or those that tuning gave.
/// </summary>
/// <param name="IsTuned">Whether tuning gave their settings.</param>
/// <param name="Variants">In the order of the spec.</param>
/// <param name="Reference">
/// What the others are compared with: the baseline, or the variant of the lowest mean test error; null if it has no
/// run that is done.
/// </param>
/// <param name="IsBaseline">Whether the spec declares the reference.</param>
/// <param name="WithReference">The others that share a seed with it, by their mean test error; A is the reference.</param>
/// <param name="Others">The family's further pairs, where no baseline is declared.</param>
public sealed record ComparisonGroup(
    bool IsTuned, IReadOnlyList<VariantSummary> Variants, VariantSummary? Reference, bool IsBaseline,
    IReadOnlyList<Comparison> WithReference, IReadOnlyList<Comparison> Others);
