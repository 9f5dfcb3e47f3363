using System.Globalization;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Results.Checkpoints;

/// <summary>
/// A checkpoint as a safetensors file: the parameters tensor by tensor, the optimiser's vectors as one, and in the
/// header which run it is of, what computed it, its epochs so far, and a SHA-256.
/// </summary>
/// <remarks>The sum is checked before anything else is read; see <see cref="SealedBytes"/>.</remarks>
internal static class CheckpointFile
{
    private const string Format = "lenetlab-checkpoint-1";
    private const string OptimizerTensor = "optimizer";
    private const string ContinuedFrom = "continued_from", ContinuedAfter = "continued_after";

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
            [SealedBytes.Key] = SealedBytes.NoSum,
        };
        if (checkpoint.ContinuedFrom is { } shorter)
        {
            metadata[ContinuedFrom] = shorter.RunId;
            metadata[ContinuedAfter] = $"{shorter.Epochs}";
        }

        SafetensorsFile file = SafetensorsFile.OfModel(network, state.Parameters, metadata);
        int[] shape = [state.Optimizer.Length / network.VectorLength, network.VectorLength];
        return Sealed(file with
        {
            Tensors = [.. file.Tensors, new Tensor(OptimizerTensor, shape, state.Optimizer)],
        });
    }

    /// <summary>The bytes of a file whose sum is yet to be filled in.</summary>
    internal static byte[] Sealed(SafetensorsFile file) => SealedBytes.Seal(file.ToBytes());

    /// <summary>Reads the bytes of a file, which are altered.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="run">The run that it must be of.</param>
    /// <param name="network">The run's network.</param>
    /// <exception cref="ResultsException">They are no checkpoint of this run, or a damaged one.</exception>
    public static TrainingCheckpoint Parse(byte[] bytes, string name, PlannedRun run, Network network)
    {
        SealedBytes.Require(bytes, name, "checkpoint");
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
            epochs, new LearnerState(file.VectorFor(network), OptimizerOf(file, name, network), steps))
        {
            ContinuedFrom = file.Metadata.ContainsKey(ContinuedFrom) ? Shorter() : null,
        };

        Continuation Shorter() =>
            int.TryParse(Text(ContinuedAfter), NumberStyles.None, CultureInfo.InvariantCulture, out int after)
                && after >= 1 && after <= epochs.Length
            ? new Continuation(Text(ContinuedFrom), after)
            : throw new ResultsException(
                $"{name} is of {ContinuedAfter} '{Quotation.Of(Text(ContinuedAfter))}', "
                + $"and has {epochs.Length} epochs.");

        string Text(string key) => file.Metadata.TryGetValue(key, out string? text)
            ? text
            : throw new ResultsException($"{name} does not say its {key}.");

        void Require(string key, string expected)
        {
            if (Text(key) != expected)
                throw new ResultsException($"{name} is of {key} '{Quotation.Of(Text(key))}', and '{expected}' is asked for.");
        }
    }

    private static float[] OptimizerOf(SafetensorsFile file, string name, Network network)
    {
        Tensor? optimizer = file.Tensors.FirstOrDefault(tensor => tensor.Name == OptimizerTensor);
        return optimizer is { Shape: [_, var length] } && length == network.VectorLength
            ? optimizer.Values
            : throw new ResultsException($"{name} has no tensor {OptimizerTensor} of rows of {network.VectorLength}.");
    }
}
