using System.Text.Json;
using LeNetLab.Models;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Launchers;

/// <summary>
/// What became of one run, as a task leaves it: <c>&lt;run id&gt;.&lt;attempt&gt;.json</c>, and for a run that is done
/// the weights beside it, which are there first. The names are the attempt's own, so that two copies of a task at work
/// at the same time do each other no harm.
/// </summary>
public static class ResultFile
{
    /// <summary>What its name ends with.</summary>
    public const string Extension = ".json";

    private const string Done = "done", Diverged = "diverged", Failed = "failed";
    private const long MostBytes = 1L << 28;

    /// <summary>Writes a file, and the weights before it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="runId">The run.</param>
    /// <param name="attempt">Letters, digits, dashes and underscores that no other attempt has.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="spooled">What it needs to be recorded later, if it is of this machine.</param>
    /// <returns>The file.</returns>
    public static string Write(
        string folder, string runId, string attempt, RemoteResult result, Spooled? spooled = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        string path = Path.Combine(folder, $"{runId}.{attempt}{Extension}");
        TrainedRun? run = result.Run;
        bool done = run is { End: TrainingEnd.Done };
        if (done)
        {
            var metadata = new Dictionary<string, string> { ["run_id"] = runId };
            SafetensorsFile.OfModel(run!.Model, run.Weights, metadata).Write(WeightsOf(path));
        }

        var text = new ResultText(
            ResultText.Current, runId, run is null ? Failed : done ? Done : Diverged, result.Error, result.StartedAt,
            result.FinishedAt, run?.TrainImages ?? 0, run?.TrainSeconds ?? 0, [.. run?.Epochs ?? []],
            done ? SafetensorsFile.Sum(run!.Weights) : null, done ? run!.TestPredictions : [], result.Provenance,
            attempt, SealedBytes.NoSum)
        {
            Spooled = spooled,
            PredictSeconds = run?.PredictSeconds,
            ContinuedFrom = run?.ContinuedFrom,
        };
        byte[] bytes = SealedBytes.Seal(JsonSerializer.SerializeToUtf8Bytes(text, LaunchJson.Default.ResultText));
        AtomicFile.Write(path, stream => stream.Write(bytes));
        return path;
    }

    /// <summary>The file of the weights beside a file of results.</summary>
    public static string WeightsOf(string path) => Path.ChangeExtension(path, ".safetensors");

    /// <summary>The run that a file is of, going by its name.</summary>
    public static string RunIdOf(string path) => Path.GetFileName(path).Split('.')[0];

    /// <summary>Reads a file and its weights, and checks both sums.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The run that it must be of.</param>
    /// <exception cref="ResultsException">It is damaged, or not of this run.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RemoteResult Read(string path, ManifestRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Parse(path, ReadText(path), run);
    }

    /// <summary>Reads a file that was kept with all that it needs to be recorded, and checks both sums.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ResultsException">It is damaged, or another kind of file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (Spooled Spooled, RemoteResult Result) ReadSpooled(string path)
    {
        ResultText text = ReadText(path);
        return text.Spooled is { } spooled && spooled.Run.RunId == RunIdOf(path)
            ? (spooled, Parse(path, text, spooled.Run))
            : throw new ResultsException($"{path} does not say how it is to be recorded.");
    }

    private static RemoteResult Parse(string path, ResultText text, ManifestRun run)
    {
        RunSpec spec = run.ToSpec();
        bool done = text.End == Done;
        Require(text.Format == ResultText.Current, $"is of the format '{Quotation.Of(text.Format)}'");
        Require(text.RunId == run.RunId, $"is of run {Quotation.Of(text.RunId)}, not {run.RunId}");
        Require(text.End is Done or Diverged or Failed, $"ends in '{Quotation.Of(text.End)}'");
        Require((text.Error is not null) == (text.End == Failed), "does not say why it failed");
        Require(text.Epochs.Select((epoch, i) => epoch?.Epoch == i + 1).All(inOrder => inOrder), "has odd epochs");
        Require(
            done ? text.Epochs.Length == spec.Training.Epochs : text.Epochs.Length <= spec.Training.Epochs,
            $"has {Counted.Of(text.Epochs.Length, "epoch")} of {spec.Training.Epochs}");
        Require(
            text.TrainImages >= 0 && (spec.Model.Method is null || text.TrainImages <= MethodModel.MostImages),
            $"is of {Counted.Of(text.TrainImages, "image")}");
        Require(
            text.ContinuedFrom is not { } shorter || (shorter.Epochs >= 1 && shorter.Epochs <= text.Epochs.Length),
            $"went on after epoch {text.ContinuedFrom?.Epochs} of {text.Epochs.Length}");
        Require(text.TestPredictions.Length == (done ? run.TestImages : 0), "does not predict every test image");
        if (text.End == Failed)
            return new RemoteResult(text.Provenance, text.StartedAt, text.FinishedAt, null, text.Error);
        IModel model = ModelCatalogue.Build(spec.Model, text.TrainImages);
        float[] weights = done ? Weights(path, model, text.WeightsSha256) : [];
        var trained = new TrainedRun(
            done ? TrainingEnd.Done : TrainingEnd.Diverged, model, text.TrainImages, text.Epochs, weights,
            text.TestPredictions, text.TrainSeconds)
        {
            PredictSeconds = text.PredictSeconds,
            ContinuedFrom = text.ContinuedFrom,
        };
        return new RemoteResult(text.Provenance, text.StartedAt, text.FinishedAt, trained, null);

        void Require(bool condition, string problem)
        {
            if (!condition)
                throw new ResultsException($"{path} {problem}.");
        }
    }

    private static ResultText ReadText(string path)
    {
        if (new FileInfo(path).Length > MostBytes)
            throw new ResultsException($"{path} is larger than a result can be.");
        byte[] bytes = File.ReadAllBytes(path);
        SealedBytes.Require(bytes, path, "result");
        try
        {
            return JsonSerializer.Deserialize(bytes, LaunchJson.Default.ResultText)
                ?? throw new ResultsException($"{path} holds nothing.");
        }
        catch (JsonException problem)
        {
            throw new ResultsException($"{path} cannot be read: {Quotation.Of(problem.Message, 300)}", problem);
        }
    }

    private static float[] Weights(string path, IModel model, string? sum)
    {
        string file = WeightsOf(path);
        float[] weights = SafetensorsFile.Read(file).VectorFor(model);
        string found = SafetensorsFile.Sum(weights);
        return found == sum
            ? weights
            : throw new ResultsException($"{file} has the sum {found}, and its result says {Quotation.Of(sum ?? "nothing", 64)}.");
    }
}
