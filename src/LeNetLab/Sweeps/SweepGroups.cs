using LeNetLab.Engines;

namespace LeNetLab.Sweeps;

/// <summary>
/// Which runs of a sweep are trained together. A group's pass takes little more time than the pass of one run alone, by
/// what its engine says: so groups are as large as they can be without leaving workers idle.
/// </summary>
internal static class SweepGroups
{
    /// <summary>Forms groups, each of runs of one engine; most hold one run.</summary>
    /// <param name="items">What is to be trained, in order; groups are ordered by their first run.</param>
    /// <param name="workers">Groups at a time.</param>
    /// <param name="engines">The engine that trains a run, by its identity.</param>
    public static IReadOnlyList<IReadOnlyList<SweepItem>> Of(
        IReadOnlyList<SweepItem> items, int workers, Func<EngineIdentity, IEngine> engines)
    {
        SweepKind[] kinds = [.. Kinds(items, engines)];
        var cuts = new Cuts(items, kinds, workers);
        bool better = true;
        for (int round = 0; round < workers && better; round++)
        {
            // One step for each kind in turn: the first would otherwise take all idle workers for itself.
            better = false;
            for (int kind = 0; kind < kinds.Length; kind++)
                better |= kinds[kind].Counts(workers).Any(count => cuts.TryTake(kind, count));
        }

        return [.. cuts.Groups];
    }

    /// <summary>
    /// Runs that may share a group: alike, and after the same number of epochs. One that may be in none is a kind of
    /// its own.
    /// </summary>
    private static IEnumerable<SweepKind> Kinds(
        IReadOnlyList<SweepItem> items, Func<EngineIdentity, IEngine> engines) => items
        .Select((item, place) => (Item: item, Kind: (object?)SweepKind.KeyOf(item, engines(item.Run.Engine)) ?? place))
        .GroupBy(pair => (pair.Item.Run.Engine, pair.Kind, pair.Item.EpochsBefore), pair => pair.Item)
        .Select(kind => new SweepKind([.. kind], engines(kind.Key.Engine)));

    /// <summary>How each kind is cut up, and when the workers would be through with it.</summary>
    private sealed class Cuts
    {
        private readonly Dictionary<SweepItem, int> places;
        private readonly SweepKind[] kinds;
        private readonly SweepItem[][][] cuts;
        private readonly int workers;
        private double[] ends;

        /// <param name="items">Every run, in order.</param>
        /// <param name="kinds">The same by what may share a group; each begins as the fewest groups.</param>
        /// <param name="workers">Groups at a time.</param>
        public Cuts(IReadOnlyList<SweepItem> items, SweepKind[] kinds, int workers)
        {
            places = new Dictionary<SweepItem, int>(ReferenceEqualityComparer.Instance);
            for (int place = 0; place < items.Count; place++)
                places.Add(items[place], place);
            this.kinds = kinds;
            cuts = [.. kinds.Select(kind => SweepKind.Cut(kind.Items, kind.Fewest))];
            this.workers = workers;
            ends = Ends();
        }

        /// <summary>All of them, in the order of training.</summary>
        public IEnumerable<SweepItem[]> Groups => InOrder.Select(entry => entry.Group);

        private IEnumerable<(SweepKind Kind, SweepItem[] Group)> InOrder => kinds
            .Zip(cuts, (kind, groups) => groups.Select(group => (kind, group)))
            .SelectMany(groups => groups).OrderBy(entry => places[entry.group[0]]);

        /// <summary>
        /// Cuts a kind otherwise if the sweep then ends earlier; or, while another kind holds up the worker that is
        /// last, if the worker before it does. Without that, kinds that each hold up a worker would wait for another.
        /// </summary>
        public bool TryTake(int kind, int groups)
        {
            SweepItem[][] before = cuts[kind];
            cuts[kind] = SweepKind.Cut(kinds[kind].Items, groups);
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
        private double[] Ends() =>
        [
            .. TimeEstimate.Ends([], InOrder.Select(entry => entry.Kind.Cost(entry.Group)), workers).OrderDescending(),
        ];
    }
}
