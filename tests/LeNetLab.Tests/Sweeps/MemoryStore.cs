using System.Collections.Concurrent;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Sweeps;

/// <summary>Keeps every checkpoint, and finds the one that it was told to.</summary>
internal sealed class MemoryStore : ICheckpointStore
{
    private readonly Dictionary<string, TrainingCheckpoint> latest = new(StringComparer.Ordinal);

    public MemoryStore()
    {
    }

    public MemoryStore(MemoryStore every, IEnumerable<(string RunId, int Epoch)> found)
    {
        foreach ((string runId, int epoch) in found.Where(run => run.Epoch > 0))
            latest.Add(runId, every.Saved[(runId, epoch)]);
    }

    public ConcurrentDictionary<(string RunId, int Epoch), TrainingCheckpoint> Saved { get; } = [];

    public FoundCheckpoint Latest(PlannedRun run) => new(latest.GetValueOrDefault(run.RunId), []);

    public FoundCheckpoint End(PlannedRun run) =>
        new(Saved.GetValueOrDefault((run.RunId, run.Spec.Training.Epochs)), []);

    public void Save(PlannedRun run, TrainingCheckpoint checkpoint) =>
        Assert.True(Saved.TryAdd((run.RunId, checkpoint.Epoch), checkpoint));

    public void Delete(string runId)
    {
    }
}
