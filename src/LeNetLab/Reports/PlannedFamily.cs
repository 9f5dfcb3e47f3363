using LeNetLab.Specs;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>The comparisons that an experiment will allow, known before it is trained.</summary>
/// <param name="Comparisons">How many p-values will be adjusted together; see <see cref="ComparisonFamily"/>.</param>
/// <param name="Seeds">Seeds of each variant.</param>
public sealed record PlannedFamily(long Comparisons, int Seeds)
{
    /// <summary>The seeds from which on a difference could be claimed, however many comparisons there are.</summary>
    public int SeedsNeeded => SeedsFor(Comparisons);

    /// <summary>Whether any difference could be claimed.</summary>
    public bool LeavesRoom => Comparisons == 0 || Seeds >= SeedsNeeded;

    /// <summary>An experiment's.</summary>
    /// <param name="experiment">The experiment without the runs that tuning gives.</param>
    public static PlannedFamily Of(ExperimentSpec experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        int variants = experiment.Runs.Select(run => run.Variant).Distinct().Count();
        int tuned = experiment.Tuning?.Variants.Count ?? 0;
        return new PlannedFamily(
            Among(variants, experiment.Baseline is not null) + Among(tuned, experiment.Baseline is not null) + tuned,
            experiment.Runs.Select(run => run.Seed).Distinct().Count());
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
