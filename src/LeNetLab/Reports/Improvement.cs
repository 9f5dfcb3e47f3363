using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>How likely a run of A has the lower test error than a run of B, of any two seeds.</summary>
/// <param name="Share">The share of pairs of runs in which it has; ties count half.</param>
/// <param name="Interval">Its 95 % interval.</param>
/// <param name="CliffsDelta">The same from −1 to 1, positive where A is better.</param>
internal sealed record Improvement(double Share, Interval Interval, double CliffsDelta)
{
    /// <summary>
    /// Of the runs that are paired: both sides then rest on the same seeds. Null where the seed changes neither.
    /// </summary>
    public static Improvement? Of(PairedDifferences differences)
    {
        if (differences.IsFixed)
            return null;
        double[] a = [.. differences.Pairs.Select(pair => pair.A)], b = [.. differences.Pairs.Select(pair => pair.B)];
        double share = ProbabilityOfImprovement.Of(a, b);
        Interval interval = (differences.AIsFixed, differences.BIsFixed) switch
        {
            (true, false) or (false, true) => ProbabilityOfImprovement.IntervalToConstant(
                share, a.Length, PairedDifferences.Significance),
            _ => ProbabilityOfImprovement.IntervalOf(share, a.Length, b.Length, PairedDifferences.Significance),
        };
        return new Improvement(share, interval, EffectSize.CliffsDelta(b, a));
    }
}
