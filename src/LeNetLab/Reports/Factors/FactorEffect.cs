using LeNetLab.Statistics;

namespace LeNetLab.Reports.Factors;

/// <summary>A factor's effect on the test error, or what two have beyond the sum of theirs.</summary>
/// <param name="Factors">The factor, or the two.</param>
/// <param name="Crossed">Its estimates, seed by seed.</param>
/// <param name="Share">Its share of the sum of squares of all runs' test errors, 0 … 1.</param>
/// <param name="AdjustedP">The sign-flip p by Holm's adjustment over all effects of the grid.</param>
internal sealed record FactorEffect(
    IReadOnlyList<Factor> Factors, CrossedEffect Crossed, double Share, double AdjustedP)
{
    /// <summary>Whether it is of one factor alone.</summary>
    public bool IsMain => Factors.Count == 1;

    /// <summary>Whether it is told from chance.</summary>
    public bool IsShown => AdjustedP <= PairedDifferences.Significance;
}
