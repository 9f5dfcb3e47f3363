using LeNetLab.Reports.Factors;
using LeNetLab.Specs;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>The comparisons that an experiment will allow, known before it is trained.</summary>
/// <param name="Comparisons">How many p-values will be adjusted together; see <see cref="ComparisonFamily"/>.</param>
/// <param name="Seeds">Seeds of each variant.</param>
public sealed record PlannedFamily(long Comparisons, int Seeds)
{
    /// <summary>Variants that are the same model with every seed, in the order of the spec.</summary>
    public IReadOnlyList<string> Fixed { get; private init; } = [];

    /// <summary>Comparisons between those: on the test images, for the seeds have nothing to say about them.</summary>
    public long OnImages { get; private init; }

    /// <summary>Effects of factors, a family of their own; 0 where not every combination of two or more is trained.</summary>
    public int Effects { get; private init; }

    /// <summary>The seeds from which on a difference could be claimed, however many comparisons there are.</summary>
    public int SeedsNeeded => SeedsFor(Comparisons);

    /// <summary>Whether seeds are what decides, and there are enough of them for any difference to be claimed.</summary>
    public bool LeavesRoom => Comparisons == OnImages || Seeds >= SeedsNeeded;

    /// <summary>An experiment's.</summary>
    /// <param name="experiment">The experiment without the runs that tuning gives.</param>
    /// <param name="trainImages">Images in the training set of its dataset.</param>
    public static PlannedFamily Of(ExperimentSpec experiment, int trainImages)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        RunSpec[] own = [.. experiment.Runs.DistinctBy(run => run.Variant)];
        RunSpec[] tuned = [.. (experiment.Tuning?.Variants ?? []).Select(variant => variant.Candidates[0].Runs[0])];
        int seeds = experiment.Runs.Select(run => run.Seed).Distinct().Count();
        return new PlannedFamily(
            Among(own.Length, experiment.Baseline is not null) + Among(tuned.Length, experiment.Baseline is not null)
            + tuned.Length, seeds)
        {
            Effects = FactorLayout.Of([.. own.Select(run => run.Variant)])?.Effects ?? 0,
            Fixed = seeds == 1 ? [] : [.. own.Where(IsFixed).Select(run => run.Variant)],
            OnImages = seeds == 1 ? 0 : Between(own, run => run.Variant) + Between(tuned, run => run.TunedFrom!)
                + tuned.Where(IsFixed).Count(run => own.Where(IsFixed).Any(origin => origin.Variant == run.TunedFrom)),
        };

        bool IsFixed(RunSpec run) => !run.DependsOnSeed(trainImages);

        long Between(RunSpec[] variants, Func<RunSpec, string> name) => experiment.Baseline is not { } baseline
            ? Among(variants.Count(IsFixed), false)
            : variants.Any(run => name(run) == baseline && IsFixed(run)) ? Among(variants.Count(IsFixed), true)
            : 0;
    }

    /// <summary>The fewest seeds that leave room for a claim after Holm's adjustment.</summary>
    /// <param name="comparisons">The size of the family.</param>
    public static int SeedsFor(long comparisons)
    {
        int seeds = PairedDifferences.FewestPairs;
        while (SmallestP(comparisons, seeds) > PairedDifferences.Significance)
            seeds++;
        return seeds;
    }

    /// <summary>The smallest adjusted p that so many seeds can give, however large a difference is.</summary>
    /// <param name="comparisons">The size of the family.</param>
    /// <param name="seeds">Seeds of each variant.</param>
    public static double SmallestP(long comparisons, int seeds) =>
        Math.Min(1, comparisons * SignFlipTest.SmallestP(seeds));

    /// <summary>How many comparisons some variants make: all pairs, or each with the baseline.</summary>
    /// <param name="variants">How many there are.</param>
    /// <param name="baseline">Whether one of them is declared to be the baseline.</param>
    public static long Among(int variants, bool baseline) =>
        variants == 0 ? 0 : baseline ? variants - 1 : (long)variants * (variants - 1) / 2;
}
