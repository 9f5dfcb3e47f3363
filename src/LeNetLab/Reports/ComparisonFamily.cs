using LeNetLab.Naming;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>
/// Everything that an experiment compares, adjusted as the one family that it is: all pairs of each group, or all of it
/// against its baseline, and each tuned variant against what it was tuned from.
/// </summary>
/// <param name="Groups">The spec's own settings, and the tuned ones if there are any.</param>
/// <param name="Tuning">Each variant as the spec has it (A) against its tuned self (B).</param>
/// <remarks>
/// Each comparison has one test: over seeds where the seed changes a side, on the test images where it changes neither.
/// </remarks>
public sealed record ComparisonFamily(IReadOnlyList<ComparisonGroup> Groups, IReadOnlyList<Comparison> Tuning)
{
    // Beyond, every pair would cost gigabytes: those with the best variant are made, and adjusted as if all were.
    private const int MostPaired = 300;

    /// <summary>Every comparison.</summary>
    public IEnumerable<Comparison> All =>
        Groups.SelectMany(group => group.WithReference.Concat(group.Others)).Concat(Tuning);

    /// <summary>
    /// Comparisons that the experiment declares and that are not made, or not yet: of variants without a finished run, of
    /// those that tuning has still to give, and of pairs among very many variants.
    /// </summary>
    public long Awaited { get; private init; }

    /// <summary>How many comparisons p-values are adjusted over.</summary>
    public long Size => All.Count() + Awaited;

    /// <summary>The same in words, with which they are.</summary>
    public string Description => Counted.Of(Size, "comparison")
        + (Tuning.Count > 0 || Groups.Count > 1 ? "" : Groups[0].IsBaseline ? ", each with the baseline"
            : Size > 1 ? ", all pairs" : "");

    /// <summary>The same with what the test images show of the comparisons that a report dwells on.</summary>
    public ComparisonFamily WithImages(ImageErrors errors)
    {
        IReadOnlyList<Comparison> Seen(IReadOnlyList<Comparison> comparisons) =>
        [
            .. comparisons.Select(comparison => comparison with
            {
                Images = ImageComparison.Of(comparison.A.Runs, comparison.B.Runs, errors),
            }),
        ];
        return new ComparisonFamily(
            [.. Groups.Select(group => group with { WithReference = Seen(group.WithReference) })], Seen(Tuning))
        {
            Awaited = Awaited,
        };
    }

    /// <summary>The family of some variants of one dataset.</summary>
    /// <param name="variants">In the order of the spec.</param>
    /// <param name="baseline">The variant that the spec declares; null for all pairs.</param>
    /// <param name="tunedLater">Variants that tuning has still to give.</param>
    /// <param name="errors">What the test images show; null where they tell nothing of the measure.</param>
    /// <param name="measure">What is compared; null for the test error.</param>
    public static ComparisonFamily Of(
        IReadOnlyList<VariantSummary> variants, string? baseline, int tunedLater = 0, ImageErrors? errors = null,
        Measure? measure = null)
    {
        var pairing = new Pairing(measure ?? Measure.TestError, errors);
        ComparisonGroup[] groups =
        [
            .. variants.GroupBy(variant => variant.TunedFrom is not null)
                .OrderBy(group => group.Key).Select(group => GroupOf(group.Key, [.. group], baseline, pairing)),
        ];
        Comparison[] tuning =
        [
            .. variants.Where(variant => variant.TunedFrom is not null && !variant.IsSameAs(Origin(variant)))
                .Select(variant => pairing.Compare(Origin(variant)!, variant)).OfType<Comparison>(),
        ];
        int tuned = variants.Count(variant => variant.TunedFrom is not null) + tunedLater;
        int same = variants.Count(variant => variant.TunedFrom is not null && variant.IsSameAs(Origin(variant)));
        long declared = PlannedFamily.Among(variants.Count + tunedLater - tuned, baseline is not null)
            + PlannedFamily.Among(tuned, baseline is not null) + tuned - same;
        var family = new ComparisonFamily(groups, tuning);
        return Adjusted(family with { Awaited = Math.Max(0, declared - family.Size) });

        VariantSummary? Origin(VariantSummary tuned) =>
            variants.FirstOrDefault(variant => variant.Variant == tuned.TunedFrom);
    }

    private static ComparisonGroup GroupOf(
        bool tuned, IReadOnlyList<VariantSummary> variants, string? baseline, Pairing pairing)
    {
        VariantSummary? declared = variants.FirstOrDefault(variant => (variant.TunedFrom ?? variant.Variant) == baseline);
        VariantSummary[] done =
        [
            .. variants.Where(variant => pairing.Mean(variant) is not null).OrderBy(variant => pairing.Mean(variant)),
        ];
        VariantSummary? reference = baseline is null ? done.FirstOrDefault() : declared;
        if (reference is null || pairing.Mean(reference) is null)
            return new ComparisonGroup(tuned, variants, null, baseline is not null, [], []);
        VariantSummary[] others = [.. done.Where(variant => variant != reference)];
        Comparison[] pairs = baseline is not null || done.Length > MostPaired ? [] :
        [
            .. others.SelectMany((a, place) => others.Skip(place + 1).Select(b => pairing.Compare(a, b)))
                .OfType<Comparison>(),
        ];
        return new ComparisonGroup(
            tuned, variants, reference, baseline is not null,
            [.. others.Select(other => pairing.Compare(reference, other)).OfType<Comparison>()], pairs);
    }

    /// <summary>How two variants are compared.</summary>
    private sealed record Pairing(Measure Measure, ImageErrors? Errors)
    {
        public double? Mean(VariantSummary variant) => Measure.OfVariant(variant)?.Mean;

        public Comparison? Compare(VariantSummary a, VariantSummary b)
        {
            PairedDifferences differences = PairedDifferences.Of(a.Runs, b.Runs, Measure);
            if (differences.P is not { } p)
                return null;
            NetworkPair? onImages = differences.IsFixed && Errors is not null
                ? ImageComparison.Of(a.Runs, b.Runs, Errors)?.Networks[0]
                : null;
            return new Comparison(a, b, differences, onImages?.P ?? p) { OnImages = onImages };
        }
    }

    private static ComparisonFamily Adjusted(ComparisonFamily family)
    {
        Queue<double> adjusted =
            new(Holm.Adjust([.. family.All.Select(comparison => comparison.P)], family.Awaited));
        Comparison[] Next(IReadOnlyList<Comparison> comparisons) =>
        [
            .. comparisons.Select(comparison => comparison with
            {
                AdjustedP = adjusted.Dequeue(), FamilySize = family.Size,
            }),
        ];
        return family with
        {
            Groups =
            [
                .. family.Groups.Select(group => group with
                {
                    WithReference = Next(group.WithReference), Others = Next(group.Others),
                }),
            ],
            Tuning = Next(family.Tuning),
        };
    }
}
