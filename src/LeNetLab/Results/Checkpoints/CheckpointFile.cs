using System.Security.Cryptography;
using System.Text;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Results.Checkpoints;

/// <summary>
/// A checkpoint as a safetensors file: the parameters tensor by tensor, the optimiser's vectors as one, and in the
/// header which run it is of, what computed it, its epochs so far, and a SHA-256.
/// </summary>
/// <remarks>
/// The sum is of the whole file, with its own 64 digits taken as zeros. It is checked before anything else is read, so
/// a file that was cut short or altered anywhere is refused as such.
/// </remarks>
internal static class CheckpointFile
{
    private const string Format = "lenetlab-checkpoint-1";
    private const string OptimizerTensor = "optimizer";

    // No text of the header can hold this by chance: JSON escapes the quotes of a value.
    private static readonly byte[] SumMark = "\"sha256\":\""u8.ToArray();
    private static readonly string NoSum = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>More than a file of this run can take, on any engine.</summary>
    public static long MostBytes(Network network, int epochs) =>
        (1L << 16) + (4096L * epochs) + (16L * sizeof(float) * network.VectorLength);

    /// <summary>The file's bytes.</summary>
    public static byte[] ToBytes(PlannedRun run, Network network, TrainingCheckpoint checkpoint)
    {
        LearnerState state = checkpoint.State;
        EngineIdentity engine = run.Engine;
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["run_id"] = run.RunId,
            ["engine"] = engine.Name,
            ["engine_version"] = $"{engine.Version}",
            ["device"] = engine.Device,
            ["steps"] = $"{state.Steps}",
            ["epochs"] = EpochsText.Write(checkpoint.Epochs),
            ["sha256"] = NoSum,
        };
        SafetensorsFile file = SafetensorsFile.OfNetwork(network, state.Parameters, metadata);
        int[] shape = [state.Optimizer.Length / network.VectorLength, network.VectorLength];
        return Sealed(file with
        {
            Tensors = [.. file.Tensors, new Tensor(OptimizerTensor, shape, state.Optimizer)],
        });
    }

    /// <summary>The bytes of a file whose sum is yet to be filled in.</summary>
    internal static byte[] Sealed(SafetensorsFile file)
    {
        byte[] bytes = file.ToBytes();
        string sum = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Encoding.ASCII.GetBytes(sum, SumOf(bytes));
        return bytes;
    }

    /// <summary>Reads the bytes of a file, which are altered.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="run">The run that it must be of.</param>
    /// <param name="network">The run's network.</param>
    /// <exception cref="ResultsException">They are no checkpoint of this run, or a damaged one.</exception>
    public static TrainingCheckpoint Parse(byte[] bytes, string name, PlannedRun run, Network network)
    {
        RequireSum(bytes, name);
        var file = SafetensorsFile.Parse(bytes, name);
        Require("format", Format);
        Require("run_id", run.RunId);
        Require("engine", run.Engine.Name);
        Require("engine_version", $"{run.Engine.Version}");
        Require("device", run.Engine.Device);
        EpochResult[] epochs = EpochsText.Read(Text("epochs"), name);
        if (epochs.Length < 1 || epochs.Length > run.Spec.Training.Epochs)
            throw new ResultsException($"{name} is after epoch {epochs.Length} of {run.Spec.Training.Epochs}.");
        int batch = run.Spec.Training.BatchSize;
        long steps = (long)epochs.Length * ((run.TrainImages + batch - 1) / batch);
        Require("steps", $"{steps}");
        return new TrainingCheckpoint(
            epochs, new LearnerState(file.VectorFor(network), OptimizerOf(file, name, network), steps));

        string Text(string key) => file.Metadata.TryGetValue(key, out string? text)
            ? text
            : throw new ResultsException($"{name} does not say its {key}.");

        void Require(string key, string expected)
        {
            if (Text(key) != expected)
                throw new ResultsException($"{name} is of {key} '{Text(key)}', and '{expected}' is asked for.");
        }
    }

    private static float[] OptimizerOf(SafetensorsFile file, string name, Network network)
    {
        Tensor? optimizer = file.Tensors.FirstOrDefault(tensor => tensor.Name == OptimizerTensor);
        return optimizer is { Shape: [_, var length] } && length == network.VectorLength
            ? optimizer.Values
            : throw new ResultsException($"{name} has no tensor {OptimizerTensor} of rows of {network.VectorLength}.");
    }

    private static void RequireSum(byte[] bytes, string name)
    {
        Span<byte> stored = SumOf(bytes);
        if (stored.IsEmpty)
            throw new ResultsException($"{name} has no sum: it is no checkpoint, or what is left of one.");
        string claimed = Encoding.ASCII.GetString(stored);
        Encoding.ASCII.GetBytes(NoSum, stored);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != claimed)
            throw new ResultsException($"{name} is damaged: its bytes are not those that its sum was taken of.");
    }

    /// <summary>The place of the sum's digits; empty if there is none.</summary>
    private static Span<byte> SumOf(byte[] bytes)
    {
        int mark = bytes.AsSpan().IndexOf(SumMark);
        int start = mark + SumMark.Length;
        return mark < 0 || bytes.Length - start < NoSum.Length ? [] : bytes.AsSpan(start, NoSum.Length);
    }
}
