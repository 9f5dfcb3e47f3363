using System.Globalization;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Results.Checkpoints;

/// <summary>
/// The checkpoints of a results folder, <c>checkpoints/&lt;run id&gt;/epoch-0007.safetensors</c>, and the ends that
/// longer runs can go on from, <c>weights/&lt;run id&gt;.state.safetensors</c>. A file is there whole or not at all. What
/// a checkpoint holds follows from the run (but for the seconds that it took), so runners that write the same one do
/// each other no harm.
/// </summary>
public sealed class CheckpointFolder(string results) : ICheckpointStore
{
    private const int Kept = 2;
    private const string Prefix = "epoch-", Suffix = ".safetensors";
    private readonly ResultsFolder folder = new(results);

    /// <summary>After which epoch the latest checkpoint of a run is, going by its name; 0 if none is seen.</summary>
    public int EpochOf(PlannedRun run)
    {
        try
        {
            int last = run.Spec.Training.Epochs;
            return HasEnd(run) ? last : Math.Min(Epochs(folder.Checkpoints(run.RunId)).FirstOrDefault(), last);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Whoever opens them will say so.
            return 0;
        }
    }

    /// <summary>Whether a run has left its end, going by the file's name.</summary>
    public bool HasEnd(PlannedRun run) => File.Exists(folder.State(run.RunId));

    /// <inheritdoc/>
    public FoundCheckpoint Latest(PlannedRun run)
    {
        string path = folder.Checkpoints(run.RunId);
        return FirstUsable(
            run, [.. EndOf(run), .. Epochs(path).Select(epoch => (Path.Combine(path, Name(epoch)), epoch))]);
    }

    /// <inheritdoc/>
    public FoundCheckpoint End(PlannedRun run) => FirstUsable(run, EndOf(run));

    private IEnumerable<(string Path, int Epoch)> EndOf(PlannedRun run) =>
        HasEnd(run) ? [(folder.State(run.RunId), run.Spec.Training.Epochs)] : [];

    private static FoundCheckpoint FirstUsable(PlannedRun run, IEnumerable<(string Path, int Epoch)> files)
    {
        var problems = new List<string>();

        // What is no network is fitted in one go: whatever lies there is none of its.
        foreach ((string path, int epoch) in run.Spec.Model.Method is null ? files : [])
        {
            try
            {
                return new FoundCheckpoint(Read(path, epoch, run), problems);
            }
            catch (Exception problem) when (problem is ResultsException or IOException or UnauthorizedAccessException)
            {
                problems.Add(problem.Message);
            }
        }

        return new FoundCheckpoint(null, problems);
    }

    /// <inheritdoc/>
    public void Save(PlannedRun run, TrainingCheckpoint checkpoint)
    {
        string path = folder.Checkpoints(run.RunId);
        byte[] bytes = CheckpointFile.ToBytes(run, NetworkCatalogue.Build(run.Spec.Model), checkpoint);
        TrainingSpec training = run.Spec.Training;
        bool isEnd = checkpoint.Epoch == training.Epochs
            && LearningRateSchedule.SharesFirst(training, training.Epochs);
        AtomicFile.Write(
            isEnd ? folder.State(run.RunId) : Path.Combine(path, Name(checkpoint.Epoch)),
            stream => stream.Write(bytes));

        // Later ones are of a faster runner, or damaged and soon written again: neither is this one's to remove.
        foreach (int epoch in Epochs(path).Where(epoch => epoch <= checkpoint.Epoch).Skip(Kept))
            File.Delete(Path.Combine(path, Name(epoch)));
    }

    /// <inheritdoc/>
    public void Delete(string runId)
    {
        string path = folder.Checkpoints(runId);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    private static TrainingCheckpoint Read(string path, int epoch, PlannedRun run)
    {
        Network network = NetworkCatalogue.Build(run.Spec.Model);
        long length = new FileInfo(path).Length;
        if (length > CheckpointFile.MostBytes(network, run.Spec.Training.Epochs))
            throw new ResultsException($"{path} has {length} bytes, more than a checkpoint of this run can have.");
        TrainingCheckpoint checkpoint = CheckpointFile.Parse(File.ReadAllBytes(path), path, run, network);
        return checkpoint.Epoch == epoch
            ? checkpoint
            : throw new ResultsException($"{path} is after epoch {checkpoint.Epoch}, not as it is named.");
    }

    /// <summary>Epochs of which there are files, the last first.</summary>
    private static int[] Epochs(string path) => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path).Select(EpochOfFile).Where(epoch => epoch > 0).OrderDescending()]
        : [];

    private static string Name(int epoch) => $"{Prefix}{epoch:0000}{Suffix}";

    private static int EpochOfFile(string path)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan()[Prefix.Length..^Suffix.Length], NumberStyles.None, null, out int epoch)
            && name == Name(epoch)
            ? epoch
            : 0;
    }
}
