using LeNetLab.Engines;
using LeNetLab.Training;

namespace LeNetLab.Sweeps;

/// <summary>Runs of a sweep that may share a group, and what groups of them cost.</summary>
internal sealed class SweepKind
{
    private readonly IGroupEngine? engine;
    private readonly GroupKind? kind;
    private readonly int capacity;

    /// <param name="items">The runs, alike and of one engine; one alone if the engine trains it so.</param>
    /// <param name="engine">What trains them.</param>
    public SweepKind(SweepItem[] items, IEngine engine)
    {
        Items = items;
        this.engine = engine as IGroupEngine;
        kind = KeyOf(items[0], engine)?.Kind;
        capacity = kind is null ? 1 : this.engine!.GroupCapacity(kind);
    }

    /// <summary>The runs, in order.</summary>
    public SweepItem[] Items { get; }

    /// <summary>The least number of groups that hold them all.</summary>
    public int Fewest => (Items.Length + capacity - 1) / capacity;

    /// <summary>What runs must share to be trained together; null for a run that the engine trains alone.</summary>
    public static GroupKey? KeyOf(SweepItem item, IEngine engine) =>
        engine is IGroupEngine together ? GroupKey.Of(item.Run.Spec, together) : null;

    /// <summary>Neighbours together, in groups whose sizes differ by one at most.</summary>
    public static T[][] Cut<T>(T[] alike, int groups) =>
    [
        .. Enumerable.Range(0, groups).Select(
            group => alike[(group * alike.Length / groups)..((group + 1) * alike.Length / groups)]),
    ];

    /// <summary>How many groups they can be worth cutting into, fewest first.</summary>
    public IEnumerable<int> Counts(int workers) =>
        Items.Length == 1 ? []
        : Enumerable.Range(Fewest, workers).Where(count => count < Items.Length).Append(Items.Length);

    /// <summary>Time for a group of them, in multiply-adds of an ordinary pass.</summary>
    public double Cost(SweepItem[] group)
    {
        double factor = kind is null ? 1 : engine!.PassCost(kind, group.Length);
        return (group[0].Run.Spec.Training.Epochs - group[0].EpochsBefore)
            * ((factor * group[0].TrainingWork) + (group.Length * group[0].MeasuringWork));
    }
}
