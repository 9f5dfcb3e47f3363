namespace LeNetLab.Statistics;

/// <summary>How large a difference is, in units that do not depend on what was measured.</summary>
public static class EffectSize
{
    /// <summary>
    /// The mean of paired differences in their standard deviations, d_z (Cohen 1988, eq. 2.3.5; Lakens 2013). It goes on
    /// growing where two variants no longer overlap, which is why it comes first here.
    /// </summary>
    /// <returns>Null where all differences are alike, or there is but one: they have no spread to measure by.</returns>
    public static double? PairedDz(IReadOnlyList<double> differences) =>
        Sample.OfAny(differences) is { StandardDeviation: > 0 } sample ? sample.Mean / sample.StandardDeviation : null;

    /// <summary>
    /// Cliff's δ (Cliff 1993): over all pairs, the share in which the first is larger less that in which it is smaller.
    /// It says what <see cref="ProbabilityOfImprovement"/> says on another scale, and ends at ±1.
    /// </summary>
    public static double CliffsDelta(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        1 - (2 * ProbabilityOfImprovement.Of(a, b));
}
