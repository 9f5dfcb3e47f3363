using LeNetLab.Specs;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>The comparisons that an experiment will allow, known before it is trained.</summary>
/// <param name="Comparisons">How many p-values will be adjusted together; see <see cref="ComparisonFamily"/>.</param>
/// <param name="Seeds">Seeds of each variant.</param>
public sealed record PlannedFamily(int Comparisons, int Seeds)
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
            Among(variants) + Among(tuned) + tuned, experiment.Runs.Select(run => run.Seed).Distinct().Count());

        int Among(int some) => some == 0 ? 0 : experiment.Baseline is null ? some * (some - 1) / 2 : some - 1;
    }

    /// <summary>The fewest seeds that leave room for a claim after Holm's adjustment.</summary>
    /// <param name="comparisons">The size of the family.</param>
    public static int SeedsFor(int comparisons)
    {
        int seeds = PairedDifferences.FewestPairs;
        while (comparisons * SignFlipTest.SmallestP(seeds) > PairedDifferences.Significance)
            seeds++;
        return seeds;
    }
}
