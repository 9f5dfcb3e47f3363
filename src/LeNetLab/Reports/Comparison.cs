namespace LeNetLab.Reports;

/// <summary>What a comparison allows to be said.</summary>
public enum Verdict
{
    /// <summary>Too few pairs for any claim, or for one among so many comparisons.</summary>
    NoClaim,

    /// <summary>The difference could be chance.</summary>
    NotDistinguishable,

    /// <summary>A has the lower error.</summary>
    AIsBetter,

    /// <summary>B has the lower error.</summary>
    BIsBetter,
}

/// <summary>Two variants over the seeds that both have done.</summary>
/// <param name="A">The one that the comparison is with.</param>
/// <param name="B">The other.</param>
/// <param name="Differences">Their errors by seed; at least one pair.</param>
/// <param name="AdjustedP">The sign-flip p by Holm's adjustment over the whole family.</param>
public sealed record Comparison(
    VariantSummary A, VariantSummary B, PairedDifferences Differences, double AdjustedP)
{
    /// <summary>What the test images show; null where that was not looked at, or is not recorded.</summary>
    public ImageComparison? Images { get; init; }

    /// <summary>How many comparisons <see cref="AdjustedP"/> is adjusted over.</summary>
    public long FamilySize { get; init; } = 1;

    /// <summary>The p of this comparison alone.</summary>
    public double P => Differences.P!.Value;

    /// <summary>Seeds that both have done.</summary>
    public int Pairs => Differences.Pairs.Count;

    /// <summary>Seeds that one of them has been asked for.</summary>
    public int Seeds => A.Runs.Concat(B.Runs).Select(run => run.Seed).Distinct().Count();

    /// <summary>What may be said.</summary>
    public Verdict Verdict => VerdictOf(Differences, AdjustedP, FamilySize);

    /// <summary>What so many pairs and such a p allow.</summary>
    /// <param name="differences">The pairs.</param>
    /// <param name="p">Adjusted over the family.</param>
    /// <param name="family">Its size: so many comparisons may need more pairs than one alone does.</param>
    public static Verdict VerdictOf(PairedDifferences differences, double p, long family) =>
        differences.Pairs.Count < PairedDifferences.FewestPairs ? Verdict.NoClaim
        : p > PairedDifferences.Significance
            ? new PlannedFamily(family, differences.Pairs.Count).LeavesRoom ? Verdict.NotDistinguishable : Verdict.NoClaim
        : differences.Mean > 0 ? Verdict.AIsBetter
        : Verdict.BIsBetter;

    /// <summary>Whether it is of these two variants, in either order.</summary>
    public bool IsOf(string one, string other) =>
        (A.Variant == one && B.Variant == other) || (A.Variant == other && B.Variant == one);
}
