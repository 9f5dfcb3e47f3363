using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Results.Checkpoints;

public sealed class CheckpointFolderTests : IDisposable
{
    private static readonly PlannedRun Run = SyntheticResults.Plan("tanh", 1);
    private static readonly PlannedRun Other = SyntheticResults.Plan("tanh", 2);
    private static readonly Network Network = LeNet5.Build(Run.Spec.Model);
    private readonly TemporaryFolder results = new();
    private readonly CheckpointFolder folder;

    public CheckpointFolderTests() => folder = new CheckpointFolder(results.Path);

    public void Dispose() => results.Dispose();

    [Fact]
    public void Where_there_is_none_a_run_begins()
    {
        Assert.Equal(new FoundCheckpoint(null, []).Checkpoint, folder.Latest(Run).Checkpoint);
        Assert.Empty(folder.Latest(Run).Problems);
        Assert.Equal(0, folder.EpochOf(Run));
        folder.Delete(Run.RunId);
        Assert.Empty(Directory.GetFileSystemEntries(results.Path));
    }

    [Fact]
    public void The_last_two_are_kept_and_the_last_is_found()
    {
        foreach (int epoch in new[] { 1, 2, 3 })
            folder.Save(Run, Checkpoint(epoch));
        folder.Save(Other, Checkpoint(1));

        Assert.Equal(["epoch-0002.safetensors", "epoch-0003.safetensors"], Files());
        Assert.Equal((3, 3, 1), (Epoch(), folder.EpochOf(Run), folder.EpochOf(Other)));
        Assert.Empty(folder.Latest(Run).Problems);
        Assert.Equal([3, 3, 3], folder.Latest(Run).Checkpoint!.State.Parameters[..3]);

        folder.Delete(Run.RunId);
        Assert.False(Directory.Exists(At()));
        Assert.Equal(1, folder.EpochOf(Other));
    }

    [Fact]
    public void A_damaged_one_falls_back_to_the_one_before_and_both_to_the_start()
    {
        folder.Save(Run, Checkpoint(2));
        folder.Save(Run, Checkpoint(3));

        byte[] bytes = File.ReadAllBytes(At("epoch-0003.safetensors"));
        File.WriteAllBytes(At("epoch-0003.safetensors"), bytes[..(bytes.Length / 2)]);
        FoundCheckpoint second = folder.Latest(Run);
        Assert.Equal(2, second.Checkpoint!.Epoch);
        Assert.Contains("epoch-0003.safetensors is damaged", Assert.Single(second.Problems), StringComparison.Ordinal);

        File.WriteAllBytes(At("epoch-0002.safetensors"), []);
        FoundCheckpoint start = folder.Latest(Run);
        Assert.Null(start.Checkpoint);
        Assert.Equal(2, start.Problems.Count);
        Assert.Contains("epoch-0002.safetensors has no sum", start.Problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_begins_anew_is_not_lost_behind_damaged_later_ones()
    {
        folder.Save(Run, Checkpoint(2));
        folder.Save(Run, Checkpoint(3));
        foreach (string file in Files())
            File.WriteAllText(At(file), "damaged");

        folder.Save(Run, Checkpoint(1));
        Assert.Equal(1, Epoch());
        folder.Save(Run, Checkpoint(2));
        Assert.Equal(2, Epoch());
        folder.Save(Run, Checkpoint(3));
        Assert.Equal(3, Epoch());
        Assert.Equal(["epoch-0002.safetensors", "epoch-0003.safetensors"], Files());
    }

    [Fact]
    public void A_runner_that_comes_late_leaves_the_later_ones_alone()
    {
        folder.Save(Run, Checkpoint(2));
        folder.Save(Run, Checkpoint(3));

        new CheckpointFolder(results.Path).Save(Run, Checkpoint(1));

        Assert.Equal(3, Epoch());
    }

    [Fact]
    public void Another_runs_file_and_a_misnamed_one_are_refused_by_name()
    {
        folder.Save(Other, Checkpoint(2));
        Directory.CreateDirectory(At());
        File.Copy(Path.Combine(At(), "..", Other.RunId, "epoch-0002.safetensors"), At("epoch-0002.safetensors"));
        Assert.Contains("is of run_id", Assert.Single(folder.Latest(Run).Problems), StringComparison.Ordinal);

        folder.Save(Run, Checkpoint(2));
        File.Move(At("epoch-0002.safetensors"), At("epoch-0003.safetensors"));
        FoundCheckpoint found = folder.Latest(Run);
        Assert.Null(found.Checkpoint);
        Assert.Contains("is after epoch 2, not as it is named", found.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_too_large_to_be_one_is_not_read()
    {
        Directory.CreateDirectory(At());
        using (FileStream sparse = File.Create(At("epoch-0001.safetensors")))
            sparse.SetLength(64L << 20);

        Assert.Contains(
            $"has {64L << 20} bytes, more than a checkpoint", Assert.Single(folder.Latest(Run).Problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_kill_left_half_written_and_foreign_files_are_no_checkpoints()
    {
        folder.Save(Run, Checkpoint(1));
        foreach (string name in new[]
            { ".epoch-0003.safetensors.abc.def", "epoch-3.safetensors", "epoch-00003.safetensors",
              "epoch-.safetensors", "epoch--001.safetensors", "epoch-0000.safetensors", "notes.txt" })
        {
            File.WriteAllText(At(name), "?");
        }

        Assert.Equal((1, 1), (Epoch(), folder.EpochOf(Run)));
        Assert.Empty(folder.Latest(Run).Problems);
        folder.Delete(Run.RunId);
        Assert.False(Directory.Exists(At()));
    }

    [Fact]
    public void Many_may_write_the_same_checkpoints_at_once()
    {
        Parallel.For(0, 8, _ =>
        {
            var own = new CheckpointFolder(results.Path);
            foreach (int epoch in new[] { 1, 2, 3 })
                own.Save(Run, Checkpoint(epoch));
        });

        Assert.Equal(["epoch-0002.safetensors", "epoch-0003.safetensors"], Files());
        Assert.Equal(3, Epoch());
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_is_an_error_and_no_file_is_left()
    {
        File.WriteAllText(results.At("checkpoints"), "in the way");

        Assert.ThrowsAny<IOException>(() => folder.Save(Run, Checkpoint(1)));
        Assert.Equal(0, folder.EpochOf(Run));
        Assert.Null(folder.Latest(Run).Checkpoint);
    }

    private static TrainingCheckpoint Checkpoint(int epoch)
    {
        var state = new LearnerState(new float[Network.VectorLength], new float[Network.VectorLength], epoch * 938L);
        state.Parameters.AsSpan().Fill(epoch);
        return new TrainingCheckpoint(
            [.. Enumerable.Range(1, epoch).Select(e => new EpochResult(e, 0.1, 0.2, 3, 4, null, 0.5, 6, 7))], state);
    }

    private int Epoch() => folder.Latest(Run).Checkpoint!.Epoch;

    private string At(string file = "") => results.At("checkpoints", Run.RunId, file);

    private string[] Files() => [.. Directory.GetFiles(At()).Select(path => Path.GetFileName(path)).Order()];
}
