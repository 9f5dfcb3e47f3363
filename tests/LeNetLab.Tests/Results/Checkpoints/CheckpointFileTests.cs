using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Tests.Results.Checkpoints;

public sealed class CheckpointFileTests
{
    private static readonly Network Network = SyntheticResults.Network;
    private static readonly PlannedRun Run = SyntheticResults.Plan("tanh", 1);

    // 60,000 images in batches of 64.
    private const long StepsOfEpoch = 938;

    [Fact]
    public void What_is_written_is_read_bit_for_bit()
    {
        TrainingCheckpoint written = Sample(2);

        TrainingCheckpoint read = Parse(Bytes(written));

        Assert.Equal(written.Epochs, read.Epochs);
        Assert.Equal(Hex(written.State.Parameters), Hex(read.State.Parameters));
        Assert.Equal(Hex(written.State.Optimizer), Hex(read.State.Optimizer));
        Assert.Equal((2, 2 * StepsOfEpoch), (read.Epoch, read.State.Steps));
    }

    [Fact]
    public void Any_other_program_can_open_it()
    {
        var file = SafetensorsFile.Parse(Bytes(Sample(2)), "test");

        Assert.Equal(
            [.. Network.Blocks.Select(block => block.Name), "optimizer"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([2, Network.VectorLength], file.Tensors[^1].Shape);
        Assert.Equal((Run.RunId, "simd", "1"),
            (file.Metadata["run_id"], file.Metadata["engine"], file.Metadata["engine_version"]));
        Assert.Contains("\"test_error_pct\":", file.Metadata["epochs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bit_that_fell_over_anywhere_is_found()
    {
        byte[] good = Bytes(Sample(1));
        for (int offset = 0; offset < good.Length; offset++)
        {
            // The lowest bit, the bit that turns a letter into a capital, the highest, and all of them.
            foreach (byte change in new byte[] { 0x01, 0x20, 0x80, 0xFF })
            {
                byte[] bytes = [.. good];
                bytes[offset] ^= change;
                var refusal = Assert.Throws<ResultsException>(() => Parse(bytes));
                Assert.StartsWith("somewhere ", refusal.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(good.Length, 1_000, 5_000);
    }

    [Fact]
    public void A_file_that_was_cut_short_or_grew_is_found()
    {
        byte[] good = Bytes(Sample(1));
        for (int length = 0; length < good.Length; length++)
            Assert.Throws<ResultsException>(() => Parse(good[..length]));
        Assert.Throws<ResultsException>(() => Parse([.. good, 0]));
        Assert.Throws<ResultsException>(() => Parse([.. good, .. good]));
        Assert.Throws<ResultsException>(() => Parse([0, .. good]));
    }

    [Theory]
    [InlineData("run_id", "0123456789abcdef", "is of run_id '0123456789abcdef'")]
    [InlineData("engine", "torch", "is of engine 'torch', and 'simd' is asked for")]
    [InlineData("engine_version", "2", "is of engine_version '2', and '1' is asked for")]
    [InlineData("device", "cuda", "is of device 'cuda'")]
    [InlineData("format", "lenetlab-checkpoint-2", "is of format 'lenetlab-checkpoint-2'")]
    [InlineData("steps", "939", "is of steps '939', and '938' is asked for")]
    [InlineData("steps", "-1", "is of steps '-1'")]
    [InlineData("steps", null, "does not say its steps")]
    [InlineData("epochs", "[]", "is after epoch 0 of 3")]
    [InlineData("epochs", "null", "is after epoch 0 of 3")]
    [InlineData("epochs", "[null]", "epochs out of order")]
    [InlineData("epochs", "[{}]", "cannot be read")]
    [InlineData("epochs", "[[[[", "cannot be read")]
    [InlineData("epochs", "{\"epoch\":1}", "cannot be read")]
    public void A_whole_file_of_something_else_is_refused(string key, string? value, string complaint)
    {
        SafetensorsFile file = Unsealed(Sample(1));
        var metadata = new Dictionary<string, string>(file.Metadata);
        if (value is null)
            metadata.Remove(key);
        else
            metadata[key] = value;

        var refusal = Assert.Throws<ResultsException>(
            () => Parse(CheckpointFile.Sealed(file with { Metadata = metadata })));

        Assert.Contains(complaint, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_that_are_missing_or_do_not_fit_are_refused()
    {
        SafetensorsFile file = Unsealed(Sample(1));
        IReadOnlyList<Tensor> tensors = file.Tensors;
        Tensor optimizer = tensors[^1];
        IReadOnlyList<Tensor>[] wrong =
        [
            [], [optimizer], [.. tensors.SkipLast(1)],
            [.. tensors.SkipLast(1), new Tensor("optimizer", [2 * Network.VectorLength], optimizer.Values)],
            [.. tensors.SkipLast(1), new Tensor("optimizer", [Network.VectorLength, 2], optimizer.Values)],
        ];

        Assert.All(wrong, some => Assert.Throws<ResultsException>(
            () => Parse(CheckpointFile.Sealed(file with { Tensors = some }))));
        Assert.Equal(1, Parse(CheckpointFile.Sealed(file)).Epoch);
    }

    [Fact]
    public void More_epochs_than_the_run_has_are_refused() =>
        Assert.Throws<ResultsException>(() => Parse(Bytes(Sample(4))));

    [Fact]
    public void No_bytes_whatever_are_taken_for_a_checkpoint_that_are_none()
    {
        byte[] good = Bytes(Sample(1));
        var noise = ArbMap.Default.GeneratorFor<byte[]>();
        var mutations = ArbMap.Default.GeneratorFor<(int Position, byte Value)[]>();
        var cut = Gen.Choose(0, good.Length);

        Prop.ForAll(noise.ToArbitrary(), mutations.ToArbitrary(), cut.ToArbitrary(), (random, changes, kept) =>
        {
            byte[] altered = [.. good];
            foreach ((int position, byte value) in changes)
                altered[(uint)position % altered.Length] = value;
            foreach (byte[] bytes in new[] { random, [.. good[..kept], .. random], altered[..kept], altered })
            {
                if (!bytes.AsSpan().SequenceEqual(good))
                    Assert.Throws<ResultsException>(() => Parse(bytes));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true));
    }

    [Fact]
    public void No_text_in_place_of_the_epochs_ends_in_anything_but_a_refusal()
    {
        SafetensorsFile file = Unsealed(Sample(1));
        string good = file.Metadata["epochs"];
        var text = ArbMap.Default.GeneratorFor<NonNull<string>>();
        var place = Gen.Choose(0, good.Length);

        Prop.ForAll(text.ToArbitrary(), place.ToArbitrary(), (some, at) =>
        {
            foreach (string epochs in new[] { some.Get, good[..at] + some.Get + good[at..], good[..at] + some.Get })
            {
                try
                {
                    EpochResult[] read = EpochsText.Read(epochs, "somewhere");
                    Assert.Equal(Enumerable.Range(1, read.Length), read.Select(epoch => epoch.Epoch));
                }
                catch (ResultsException refusal)
                {
                    Assert.StartsWith("somewhere ", refusal.Message, StringComparison.Ordinal);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true));
    }

    private static TrainingCheckpoint Sample(int epochs)
    {
        // A NaN with a load, a negative zero, a subnormal, the largest: whatever a state may hold.
        float[] odd = [BitConverter.UInt32BitsToSingle(0x7FC0_1234), -0f, 1e-45f, float.MaxValue, 0.1f];
        int count = Network.VectorLength;
        return new TrainingCheckpoint(
            [
                .. Enumerable.Range(1, epochs).Select(epoch => new EpochResult(
                    epoch, 0.1 / 3, 1e-300 / 3, 100.0 / 3, epoch, epoch == 1 ? null : 200.0 / 3, Math.PI,
                    double.NaN, 1234.5678 / 7)),
            ],
            new LearnerState(
                [.. Enumerable.Range(0, count).Select(i => odd[i % odd.Length])],
                [.. Enumerable.Range(0, 2 * count).Select(i => odd[(i + 1) % odd.Length] / 3)],
                epochs * StepsOfEpoch));
    }

    private static SafetensorsFile Unsealed(TrainingCheckpoint checkpoint)
    {
        var file = SafetensorsFile.Parse(Bytes(checkpoint), "test");
        return file with
        {
            Metadata = new Dictionary<string, string>(file.Metadata) { ["sha256"] = new string('0', 64) },
        };
    }

    private static byte[] Bytes(TrainingCheckpoint checkpoint) => CheckpointFile.ToBytes(Run, Network, checkpoint);

    private static TrainingCheckpoint Parse(byte[] bytes) =>
        CheckpointFile.Parse([.. bytes], "somewhere", Run, Network);

    private static string Hex(float[] values) => Convert.ToHexString(MemoryMarshal.AsBytes<float>(values));
}
