using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Tests.Results;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Fuzz;

[Trait("speed", "slow")]
public sealed class CheckpointFuzzTests
{
    private static readonly Network Network = SyntheticResults.Network;
    private static readonly PlannedRun Run = SyntheticResults.Plan("tanh", 1);

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\\"", "\\u0000", "\\u001b[2J", "null", "true", "\"run_id\":\"x\",",
        "\"continued_from\":\"x\",", "\"continued_after\":\"2\",",
        "\"steps\":\"1\"", "\"epochs\":\"[]\"", "[{}]", "[null]", "NaN", "\\u0022Infinity\\u0022", "\"epoch\":2,",
        "\"sha256\":\"", "\"optimizer\"", "\"shape\":[1,2]", "\"data_offsets\":[0,8]", "F32", " ",
    ];

    [Fact]
    public void Bytes_are_a_checkpoint_of_the_run_or_refused_by_their_file()
    {
        byte[][] good = [.. Enumerable.Range(1, 3).Select(Good)];
        Gen<byte[]> rewritten =
            from file in Gen.Elements(good)
            from header in TextDamage.Of([Header(file)], Pieces)
            select Resealing.Of(With(header, file));

        new ParserAttack<byte[]>(
            "checkpoint bytes", Parse, bytes => bytes.Length, bytes => $"0x{Convert.ToHexStringLower(bytes)}")
        {
            NamesPlace = (refusal, _) => refusal.StartsWith("c.safetensors", StringComparison.Ordinal),
        }.Run(
            Gen.Frequency((2, Damage.Of(good)), (3, Damage.Of(good).Select(Resealing.Of)), (5, rewritten)),
            Shrinking.Bytes);
    }

    private static string? Parse(byte[] bytes)
    {
        try
        {
            // What reads a checkpoint may alter the bytes, and a failure is to show them as they came.
            TrainingCheckpoint read = CheckpointFile.Parse([.. bytes], "c.safetensors", Run, Network);
            Assert.InRange(read.Epoch, 1, Run.Spec.Training.Epochs);
            Assert.Equal(Network.VectorLength, read.State.Parameters.Length);
            return null;
        }
        catch (ResultsException refused)
        {
            return refused.Message;
        }
    }

    private static byte[] Good(int epochs)
    {
        EpochResult[] rows =
        [
            .. Enumerable.Range(1, epochs).Select(epoch => new EpochResult(
                epoch, 0.05, 1.0 / epoch, 3, 2.5, null, double.PositiveInfinity, 3.5, 0.25)),
        ];
        float[] parameters = [.. Enumerable.Range(0, Network.VectorLength).Select(i => 1f / (i + 1))];
        int batch = Run.Spec.Training.BatchSize;
        long steps = (long)epochs * ((Run.TrainImages + batch - 1) / batch);
        return CheckpointFile.ToBytes(
            Run, Network, new TrainingCheckpoint(rows, new LearnerState(parameters, [.. parameters], steps)));
    }

    private static string Header(byte[] file) => Encoding.UTF8.GetString(file, 8, BitConverter.ToInt32(file));

    private static byte[] With(string header, byte[] file)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. file[(8 + BitConverter.ToInt32(file))..]];
    }
}
