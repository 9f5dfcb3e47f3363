using System.Collections.Concurrent;
using System.Threading.Channels;
using LeNetLab.Results;

namespace LeNetLab.Dashboard.Watching;

/// <summary>Tells whoever listens which experiments have changed.</summary>
/// <param name="folder">The results folder.</param>
/// <param name="clock">Measures the time between two looks.</param>
/// <param name="interval">That time.</param>
internal sealed class ChangeFeed(string folder, TimeProvider clock, TimeSpan interval)
{
    // A listener that does not keep up loses nothing that a later change would not tell.
    private const int MostWaiting = 64;

    private readonly ConcurrentDictionary<Channel<IReadOnlyList<string>>, bool> listeners = [];
    private readonly ConcurrentDictionary<string, long> versions = [];

    /// <summary>Rises whenever an experiment changes; what was found under the same number still holds.</summary>
    public long VersionOf(string experiment) => versions.GetValueOrDefault(experiment);

    /// <summary>Looks again and again until it is cancelled.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        using var watch = new ResultsWatch(folder);
        using var timer = new PeriodicTimer(interval, clock);
        do
        {
            Tell(Look(watch));
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <summary>The changes from now on, each with the names of the experiments.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> Listen(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<IReadOnlyList<string>>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        listeners[channel] = true;
        try
        {
            await foreach (IReadOnlyList<string> change in channel.Reader.ReadAllAsync(cancellation))
                yield return change;
        }
        finally
        {
            listeners.TryRemove(channel, out _);
        }
    }

    private static IReadOnlyList<string> Look(ResultsWatch watch)
    {
        try
        {
            return watch.Changed();
        }
        catch (Exception fault) when (fault is ResultsException || StorageFault.Is(fault))
        {
            // Whoever asks for a page is told; here the next look may find it mended.
            return [];
        }
    }

    private void Tell(IReadOnlyList<string> experiments)
    {
        if (experiments.Count == 0)
            return;
        foreach (string name in experiments)
            versions.AddOrUpdate(name, 1, (_, version) => version + 1);
        foreach (Channel<IReadOnlyList<string>> listener in listeners.Keys)
            listener.Writer.TryWrite(experiments);
    }
}
