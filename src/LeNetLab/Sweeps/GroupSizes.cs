using System.Collections.Concurrent;
using LeNetLab.Engines;
using LeNetLab.Training;

namespace LeNetLab.Sweeps;

/// <summary>
/// How many runs of a kind are trained together where memory has been found too small for more, for as long as a sweep
/// goes on. Used by several threads.
/// </summary>
internal sealed class GroupSizes
{
    private readonly ConcurrentDictionary<(EngineIdentity Engine, GroupKey Key), int> most = [];

    /// <summary>The first of some runs, as many as are to be tried together: all, or an even share of them.</summary>
    /// <param name="alike">Runs of one kind.</param>
    /// <param name="engine">What trains them.</param>
    /// <param name="key">Their kind; null for a run that is trained alone.</param>
    public T[] Next<T>(T[] alike, EngineIdentity engine, GroupKey? key) =>
        key is not null && most.TryGetValue((engine, key), out int size) && size < alike.Length
            ? SweepKind.Cut(alike, (alike.Length + size - 1) / size)[0]
            : alike;

    /// <summary>Halves what is tried together, for memory ran out; at least 1 is left.</summary>
    /// <param name="engine">Of which engine.</param>
    /// <param name="key">Runs of which kind.</param>
    /// <param name="runs">How many were too many.</param>
    public MemoryShortage Halve(EngineIdentity engine, GroupKey key, int runs)
    {
        // Another worker may have come to less meanwhile.
        int half = (runs + 1) / 2;
        return new MemoryShortage(
            runs, most.AddOrUpdate((engine, key), half, (_, known) => Math.Min(known, half)));
    }
}
