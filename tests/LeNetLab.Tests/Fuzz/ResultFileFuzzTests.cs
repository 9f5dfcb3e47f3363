using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Launchers;
using LeNetLab.Results;
using LeNetLab.Tests.Launchers;
using LeNetLab.Training;

namespace LeNetLab.Tests.Fuzz;

[Trait("speed", "slow")]
public sealed class ResultFileFuzzTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\u001b[2J", "null", "true", "\"done\"", "\"failed\"",
        "\"diverged\"", "\"NaN\"", "\"-Infinity\"", "\"error\":null,", "\"epochs\":[],", "\"epochs\":[null],",
        "\"provenance\":null,", "\"test_predictions\":\"\",", "\"test_predictions\":\"====\",", "\"sha256\":\"",
        "\"started_at\":\"yesterday\",", "\"run_id\":\"../../x\",", "{\"epoch\":1}", " ",
    ];

    private readonly SentAway sent = new();

    public void Dispose() => sent.Dispose();

    [Fact]
    public void Bytes_are_a_result_of_the_run_or_refused_by_their_file()
    {
        (BatchFolder batch, _) = sent.Send();
        ManifestRun run = Manifest.Read(batch, 0).Runs[0];
        sent.Leave(batch, 0, sent.Trained(0));
        string file = batch.Waiting().Single();
        byte[] done = File.ReadAllBytes(file);
        byte[][] good = [done, Left(sent.Diverged(0)), Left(SentAway.Failed("It broke: \"why\""))];
        string[] texts = [.. good.Select(Encoding.UTF8.GetString)];
        Gen<byte[]> rewritten = TextDamage.Of(texts, Pieces).Select(text => Resealing.Of(Encoding.UTF8.GetBytes(text)));

        // Each opens the network that the run has, and a weights file of 250 kB.
        new ParserAttack<byte[]>("result files", Parse, bytes => bytes.Length, Encoding.UTF8.GetString)
        {
            NamesPlace = (refusal, _) => refusal.StartsWith(batch.Path, StringComparison.Ordinal),
        }.Run(
            Gen.Frequency((2, Damage.Of(good)), (2, Damage.Of(good).Select(Resealing.Of)), (6, rewritten)),
            Shrinking.Bytes);

        string? Parse(byte[] bytes)
        {
            File.WriteAllBytes(file, bytes);
            try
            {
                RemoteResult read = ResultFile.Read(file, run);
                Assert.Equal(read.Error is null, read.Run is not null);
                Assert.True(read.Run is not { End: TrainingEnd.Done } end || end.TestPredictions.Length == run.TestImages);
                return null;
            }
            catch (ResultsException refused)
            {
                return refused.Message;
            }
        }

        // Beside the weights of the first.
        byte[] Left(RemoteResult result)
        {
            sent.Leave(batch, 0, result);
            return File.ReadAllBytes(file);
        }
    }
}
