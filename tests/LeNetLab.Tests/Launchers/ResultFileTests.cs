using LeNetLab.Launchers;
using LeNetLab.Results;
using LeNetLab.Training;

namespace LeNetLab.Tests.Launchers;

public sealed class ResultFileTests : IDisposable
{
    private readonly SentAway sent = new();

    public void Dispose() => sent.Dispose();

    [Fact]
    public void A_result_is_read_as_it_was_written_to_the_last_bit()
    {
        (BatchFolder batch, _) = sent.Send();
        RemoteResult[] results = [sent.Trained(0), sent.Diverged(1), SentAway.Failed("It \"broke\"\n\"sha256\":\"")];
        for (int run = 0; run < results.Length; run++)
        {
            sent.Leave(batch, run, results[run]);
            RemoteResult read = Read(batch, run);

            Assert.Equal(results[run] with { Run = null }, read with { Run = null });
            TrainedRun? expected = results[run].Run, actual = read.Run;
            Assert.Equal(expected?.Epochs, actual?.Epochs);
            Assert.Equal(expected?.Weights, actual?.Weights);
            Assert.Equal(expected?.TestPredictions, actual?.TestPredictions);
            Assert.Equal(
                (expected?.End, expected?.TrainImages, expected?.TrainSeconds, expected?.PredictSeconds),
                (actual?.End, actual?.TrainImages, actual?.TrainSeconds, actual?.PredictSeconds));
        }
    }

    [Fact]
    public void Any_damage_is_seen()
    {
        (BatchFolder batch, _) = sent.Send();
        sent.Leave(batch, 0, sent.Trained(0));
        string file = batch.Waiting().Single();
        byte[] whole = File.ReadAllBytes(file);
        for (int at = 0; at < whole.Length; at += 3)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 1;
            File.WriteAllBytes(file, damaged);
            Assert.Throws<ResultsException>(() => Read(batch, 0));
            File.WriteAllBytes(file, whole[..at]);
            Assert.Throws<ResultsException>(() => Read(batch, 0));
        }

        File.WriteAllBytes(file, whole);
        Read(batch, 0);
        string weights = ResultFile.WeightsOf(file);
        byte[] data = File.ReadAllBytes(weights);
        data[^2] ^= 1;
        File.WriteAllBytes(weights, data);
        string refusal = Assert.Throws<ResultsException>(() => Read(batch, 0)).Message;
        Assert.Contains("has the sum", refusal, StringComparison.Ordinal);
        File.Delete(weights);
        Assert.Throws<ResultsException>(() => Read(batch, 0));
    }

    [Fact]
    public void A_result_of_another_run_or_of_half_a_run_is_refused()
    {
        (BatchFolder batch, _) = sent.Send();
        RemoteResult whole = sent.Trained(0);
        sent.Leave(batch, 0, whole, "a");
        string file = batch.Waiting().Single();
        Assert.Contains("is of run", Refusal(file, 1), StringComparison.Ordinal);

        TrainedRun half = whole.Run! with { Epochs = [whole.Run.Epochs[0]] };
        sent.Leave(batch, 0, whole with { Run = half }, "a");
        Assert.Contains("has 1 epoch of 2", Refusal(file, 0), StringComparison.Ordinal);

        TrainedRun blind = whole.Run! with { TestPredictions = [1, 2, 3] };
        sent.Leave(batch, 0, whole with { Run = blind }, "a");
        Assert.Contains("every test image", Refusal(file, 0), StringComparison.Ordinal);
    }

    private static string Refusal(string file, int task) => Assert.Throws<ResultsException>(
        () => ResultFile.Read(file, Manifest.Read(BatchOf(file), task).Runs[0])).Message;

    private static BatchFolder BatchOf(string file) => new(Path.GetDirectoryName(Path.GetDirectoryName(file))!);

    private RemoteResult Read(BatchFolder batch, int run)
    {
        string id = sent.Plan.Items[run].Run.RunId;
        return ResultFile.Read(
            batch.Waiting().Single(file => ResultFile.RunIdOf(file) == id), Manifest.Read(batch, run).Runs[0]);
    }
}
