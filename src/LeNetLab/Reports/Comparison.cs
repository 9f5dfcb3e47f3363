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
/// <param name="AdjustedP"><see cref="P"/> by Holm's adjustment over the whole family.</param>
public sealed record Comparison(
    VariantSummary A, VariantSummary B, PairedDifferences Differences, double AdjustedP)
{
    /// <summary>What the test images show; null where that was not looked at, or is not recorded.</summary>
    public ImageComparison? Images { get; init; }

    /// <summary>
    /// The two models on the test images, where the seed changes neither: the only evidence that there is. Null
    /// elsewhere, and where predictions are not recorded.
    /// </summary>
    public NetworkPair? OnImages { get; init; }

    /// <summary>How many comparisons <see cref="AdjustedP"/> is adjusted over.</summary>
    public long FamilySize { get; init; } = 1;

    /// <summary>The p of this comparison alone: of the sign-flip test, or of McNemar's on the test images.</summary>
    public double P => OnImages?.P ?? Differences.P!.Value;

    /// <summary>Seeds that both have done.</summary>
    public int Pairs => Differences.Pairs.Count;

    /// <summary>Seeds that one of them has been asked for.</summary>
    public int Seeds => A.Runs.Concat(B.Runs).Select(run => run.Seed).Distinct().Count();

    /// <summary>What may be said.</summary>
    public Verdict Verdict => VerdictOf(Differences, OnImages, AdjustedP, FamilySize);

    /// <summary>What so many pairs and such a p allow.</summary>
    /// <param name="differences">The pairs.</param>
    /// <param name="onImages">See <see cref="OnImages"/>.</param>
    /// <param name="p">Adjusted over the family.</param>
    /// <param name="family">Its size: so many comparisons may need more pairs than one alone does.</param>
    public static Verdict VerdictOf(PairedDifferences differences, NetworkPair? onImages, double p, long family)
    {
        int pairs = differences.Pairs.Count;
        if (onImages is null && pairs < PairedDifferences.FewestPairs)
            return Verdict.NoClaim;
        if (p > PairedDifferences.Significance)
        {
            return onImages is null && !new PlannedFamily(family, pairs).LeavesRoom
                ? Verdict.NoClaim
                : Verdict.NotDistinguishable;
        }

        bool aIsBetter = onImages is null ? differences.Mean > 0 : onImages.OnlyA < onImages.OnlyB;
        return aIsBetter ? Verdict.AIsBetter : Verdict.BIsBetter;
    }

    /// <summary>Whether it is of these two variants, in either order.</summary>
    public bool IsOf(string one, string other) =>
        (A.Variant == one && B.Variant == other) || (A.Variant == other && B.Variant == one);
}
