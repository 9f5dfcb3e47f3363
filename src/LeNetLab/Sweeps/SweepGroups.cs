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
    /// batches; and of a group's pass against that. Measured on AVX2 (docs/performance.md); only ratios count. They are
    /// the classic network's: a group's pass of the wide one takes 1.8 times that of one run, and so less than two.
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
        SweepItem[][] kinds = [.. Kinds(items)];
        var cuts = new Cuts(items, kinds.Select(kind => Cut(kind, Fewest(kind, capacity))), workers);
        bool better = true;
        for (int round = 0; round < workers && better; round++)
        {
            // One step for each kind in turn: the first would otherwise take all idle workers for itself.
            better = false;
            for (int kind = 0; kind < kinds.Length; kind++)
            {
                better |= Counts(kinds[kind], workers, capacity)
                    .Any(count => cuts.TryTake(kind, Cut(kinds[kind], count)));
            }
        }

        return [.. cuts.Groups];
    }

    /// <summary>Runs that may share a group; one that may be in none is a kind of its own.</summary>
    private static IEnumerable<SweepItem[]> Kinds(IReadOnlyList<SweepItem> items) => items
        .Select((item, place) => (Item: item, Kind: (object?)Key(item) ?? place))
        .GroupBy(pair => pair.Kind, pair => pair.Item)
        .Select(kind => kind.ToArray());

    private static int Fewest(SweepItem[] kind, int capacity) => (kind.Length + capacity - 1) / capacity;

    /// <summary>How many groups a kind can be worth cutting into, fewest first.</summary>
    private static IEnumerable<int> Counts(SweepItem[] kind, int workers, int capacity) =>
        kind.Length == 1 ? []
        : Enumerable.Range(Fewest(kind, capacity), workers).Where(count => count < kind.Length).Append(kind.Length);

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

    /// <summary>How each kind is cut up, and when the workers would be through with it.</summary>
    private sealed class Cuts
    {
        private readonly Dictionary<SweepItem, int> places;
        private readonly SweepItem[][][] cuts;
        private readonly int workers;
        private double[] ends;

        /// <param name="items">Every run, in order.</param>
        /// <param name="cuts">[kind]; what to begin with.</param>
        /// <param name="workers">Groups at a time.</param>
        public Cuts(IReadOnlyList<SweepItem> items, IEnumerable<SweepItem[][]> cuts, int workers)
        {
            places = new Dictionary<SweepItem, int>(ReferenceEqualityComparer.Instance);
            for (int place = 0; place < items.Count; place++)
                places.Add(items[place], place);
            this.cuts = [.. cuts];
            this.workers = workers;
            ends = Ends();
        }

        /// <summary>All of them, in the order of training.</summary>
        public IEnumerable<SweepItem[]> Groups =>
            cuts.SelectMany(groups => groups).OrderBy(group => places[group[0]]);

        /// <summary>
        /// Cuts a kind otherwise if the sweep then ends earlier; or, while another kind holds up the worker that is
        /// last, if the worker before it does. Without that, kinds that each hold up a worker would wait for another.
        /// </summary>
        public bool TryTake(int kind, SweepItem[][] cut)
        {
            (SweepItem[][] before, cuts[kind]) = (cuts[kind], cut);
            double[] now = Ends();
            if (now.AsSpan().SequenceCompareTo(ends) < 0)
            {
                ends = now;
                return true;
            }

            cuts[kind] = before;
            return false;
        }

        /// <summary>When each worker is through, the last first.</summary>
        private double[] Ends() => [.. TimeEstimate.Ends([], Groups.Select(Cost), workers).OrderDescending()];
    }
}
