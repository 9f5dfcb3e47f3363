using LeNetLab.Training;

namespace LeNetLab.Sweeps;

/// <summary>
/// Which runs of a sweep are trained together. A group's pass takes the same time whatever the number of its runs, and
/// little more than the pass of one run alone: so groups are as large as they can be without leaving workers idle.
/// </summary>
internal static class SweepGroups
{
    /// <summary>
    /// Time for a multiply-add of a run at batch size 1 alone, where most lanes are empty, against that of larger
    /// batches; and of a group's pass against that. Measured on AVX2 (docs/performance.md); only ratios count.
    /// </summary>
    private const double AloneFactor = 8, GroupFactor = 11;

    /// <summary>Forms groups; most hold one run.</summary>
    /// <param name="items">What is to be trained, in order; groups are ordered by their first run.</param>
    /// <param name="workers">Groups at a time.</param>
    /// <param name="capacity">Runs that a group holds at most.</param>
    public static IReadOnlyList<IReadOnlyList<SweepItem>> Of(
        IReadOnlyList<SweepItem> items, int workers, int capacity)
    {
        if (capacity == 1)
            return [.. items.Select(item => new[] { item })];
        List<SweepItem[]> groups = [.. items.Where(item => Key(item) is null).Select(item => new[] { item })];
        foreach (var alike in items.Where(item => Key(item) is not null).GroupBy(Key))
            groups.AddRange(Best([.. alike], groups, workers, capacity));
        var places = items.Select((item, place) => (item, place)).ToDictionary(pair => pair.item, pair => pair.place);
        return [.. groups.OrderBy(group => places[group[0]])];
    }

    /// <summary>The way of cutting up like runs after which the sweep, as far as it is known, ends first.</summary>
    private static SweepItem[][] Best(
        SweepItem[] alike, IReadOnlyList<SweepItem[]> others, int workers, int capacity)
    {
        int fewest = (alike.Length + capacity - 1) / capacity;
        return Enumerable.Range(fewest, workers).Where(count => count < alike.Length).Append(alike.Length)
            .Select(count => Cut(alike, count))
            .MinBy(groups => TimeEstimate.Makespan([], others.Concat(groups).Select(Cost), workers))!;
    }

    /// <summary>Neighbours together, in groups whose sizes differ by one at most.</summary>
    private static SweepItem[][] Cut(SweepItem[] alike, int groups) =>
    [
        .. Enumerable.Range(0, groups).Select(
            group => alike[(group * alike.Length / groups)..((group + 1) * alike.Length / groups)]),
    ];

    private static double Cost(SweepItem[] group)
    {
        double factor = group.Length > 1 ? GroupFactor : Key(group[0]) is null ? 1 : AloneFactor;
        return group[0].Run.Spec.Training.Epochs
            * ((factor * group[0].TrainingWork) + (group.Length * group[0].MeasuringWork));
    }

    private static GroupKey? Key(SweepItem item) => GroupKey.Of(item.Run.Spec);
}
