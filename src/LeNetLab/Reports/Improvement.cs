using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>How likely a run of A has the lower test error than a run of B, of any two seeds.</summary>
/// <param name="Share">The share of pairs of runs in which it has; ties count half.</param>
/// <param name="Interval">Its 95 % interval.</param>
/// <param name="CliffsDelta">The same from −1 to 1, positive where A is better.</param>
internal sealed record Improvement(double Share, Interval Interval, double CliffsDelta)
{
    /// <summary>Of the runs that are paired: both sides then rest on the same seeds.</summary>
    public static Improvement Of(PairedDifferences differences)
    {
        double[] a = [.. differences.Pairs.Select(pair => pair.A)], b = [.. differences.Pairs.Select(pair => pair.B)];
        double share = ProbabilityOfImprovement.Of(a, b);
        return new Improvement(
            share,
            ProbabilityOfImprovement.IntervalOf(share, a.Length, b.Length, PairedDifferences.Significance),
            EffectSize.CliffsDelta(b, a));
    }
}
