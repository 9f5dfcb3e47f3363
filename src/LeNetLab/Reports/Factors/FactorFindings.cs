using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports.Factors;

/// <summary>What each factor of a sweep does to the errors, averaged over all that the others do.</summary>
/// <param name="IsTuned">Whether tuning gave the settings.</param>
/// <param name="Grid">The factors and their combinations.</param>
/// <param name="Seeds">
/// The seeds of which every combination is done, at least one; those alone count, and one of several that change nothing.
/// </param>
/// <param name="Test">Test errors, a block for each of them.</param>
/// <param name="Train">Training errors.</param>
/// <param name="Effects">Of each factor, then of each two.</param>
internal sealed record FactorFindings(
    bool IsTuned, FactorGrid Grid, IReadOnlyList<long> Seeds, Crossing Test, Crossing Train,
    IReadOnlyList<FactorEffect> Effects)
{
    // Signs are drawn as often where there are too many patterns to count.
    private const int Draws = 20_000;

    /// <summary>The seeds that were asked for.</summary>
    public int SeedsAsked => Grid.Variants.SelectMany(variant => variant.Runs).Select(run => run.Seed).Distinct().Count();

    /// <summary>How many effects are tested together, and by how many seeds.</summary>
    public PlannedFamily Family => new(Effects.Count, Seeds.Count);

    /// <summary>Whether all sign patterns were counted.</summary>
    public bool IsExact => Seeds.Count <= VectorSignFlipTest.MostExactBlocks;

    /// <summary>What is found in each group of variants that crosses factors and has a whole seed.</summary>
    /// <param name="groups">Variants with the spec's own settings, and tuned ones.</param>
    public static IReadOnlyList<FactorFindings> Of(IEnumerable<ComparisonGroup> groups) =>
        [.. groups.Select(group => Of(group.IsTuned, FactorGrid.Of(group.Variants))).OfType<FactorFindings>()];

    /// <summary>The share of the seeds: those that are better or worse whatever the combination.</summary>
    public double ShareOfSeeds => Share(Test, Test.BlockSquares);

    /// <summary>The share of three factors and more together: what the effects leave of the combinations.</summary>
    public double ShareOfHigher =>
        Math.Max(0, Share(Test, Test.CombinationSquares) - Effects.Sum(effect => effect.Share));

    /// <summary>The share of what is left: what a seed does to one combination and not to another.</summary>
    public double ShareOfRest =>
        Math.Max(0, Share(Test, Test.TotalSquares - Test.CombinationSquares - Test.BlockSquares));

    private static FactorFindings? Of(bool isTuned, FactorGrid? grid)
    {
        if (grid is null)
            return null;
        Dictionary<long, RunSummary>[] done =
        [
            .. grid.Variants.Select(variant => variant.Runs.Where(run => run.Status == RunStatus.Done)
                .DistinctBy(run => run.Seed).ToDictionary(run => run.Seed)),
        ];

        // Seeds that change no combination are one observation.
        long[] seeds =
        [
            .. done[0].Keys.Where(seed => done.All(runs => runs.ContainsKey(seed))).Order()
                .DistinctBy(seed => string.Join(' ', done.Select(runs => runs[seed].Outcome))),
        ];
        if (seeds.Length == 0)
            return null;
        Crossing Cross(Func<RunSummary, double?> error) => new(
            [.. grid.Factors.Select(factor => factor.Levels.Count)],
            [.. seeds.Select(seed => done.Select(runs => error(runs[seed])!.Value).ToArray())]);
        Crossing test = Cross(run => run.TestErrorPct);
        return new FactorFindings(
            isTuned, grid, seeds, test, Cross(run => run.TrainErrorPct), Tested(grid.Factors, test));
    }

    private static FactorEffect[] Tested(IReadOnlyList<Factor> factors, Crossing test)
    {
        int[] places = [.. Enumerable.Range(0, factors.Count)];
        CrossedEffect[] effects =
        [
            .. places.Select(place => test.Effect(place)),
            .. places.SelectMany(one => places.Skip(one + 1).Select(other => test.Effect(one, other))),
        ];
        double[] adjusted = Holm.Adjust([.. effects.Select(effect => P(effect.Estimates))]);
        return
        [
            .. effects.Select((effect, index) => new FactorEffect(
                [.. effect.Factors.Select(place => factors[place])], effect, Share(test, effect.Squares),
                adjusted[index])),
        ];
    }

    private static double Share(Crossing test, double squares) => test.TotalSquares > 0 ? squares / test.TotalSquares : 0;

    private static double P(IReadOnlyList<double[]> estimates) =>
        estimates.Count <= VectorSignFlipTest.MostExactBlocks
            ? VectorSignFlipTest.ExactP(estimates)
            : VectorSignFlipTest.SampledP(estimates, Draws, PairedDifferences.Stream("factor signs"));
}
