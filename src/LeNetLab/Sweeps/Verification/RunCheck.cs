using LeNetLab.Data;
using LeNetLab.Models;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Specs;

namespace LeNetLab.Sweeps.Verification;

/// <summary>Holds what is stored of one run against its sums and against itself.</summary>
/// <param name="folder">The results folder.</param>
/// <param name="reader">Its database.</param>
/// <param name="run">The run.</param>
internal sealed class RunCheck(ResultsFolder folder, ResultsReader reader, RecordedRun run)
{
    /// <summary>What is wrong.</summary>
    /// <param name="dataset">What it was trained on, or null where that cannot be had.</param>
    public IEnumerable<Finding> Find(Dataset? dataset)
    {
        RunSpec spec;
        try
        {
            spec = run.Spec(reader.Settings(run.RunId));
        }
        catch (SpecException refusal)
        {
            return [Wrong(refusal.Errors[0].Message)];
        }

        string id = RunIdentity.Of(spec, run.DatasetSha256, run.Identity);
        IEnumerable<Finding> identity =
            id == run.RunId ? [] : [Wrong($"its settings, seed, dataset and engine have the id {id}")];
        if (run.Status != RunStatus.Done)
            return identity;
        IModel model = ModelCatalogue.Build(spec.Model, run.TrainImages);
        return [.. identity, .. Weights(model), .. State(spec, model), .. Outcome(spec.Training.Epochs, dataset)];
    }

    private IEnumerable<Finding> Weights(IModel model)
    {
        string path = folder.Weights(run.RunId);
        if (!File.Exists(path))
            return [Wrong($"{path} is missing")];
        try
        {
            string sum = SafetensorsFile.Sum(SafetensorsFile.Read(path).VectorFor(model));
            return sum == run.WeightsSha256
                ? []
                : [Wrong($"{path} has the sum {sum[..12]}, recorded is {run.WeightsSha256?[..12] ?? "none"}")];
        }
        catch (Exception problem) when (problem is ResultsException or IOException or UnauthorizedAccessException)
        {
            string where = problem.Message.StartsWith(path, StringComparison.Ordinal) ? "" : $"{path}: ";
            return [Wrong(where + problem.Message)];
        }
    }

    /// <summary>What a longer run would go on from; few runs leave one, and none needs it.</summary>
    private IEnumerable<Finding> State(RunSpec spec, IModel model)
    {
        string path = folder.State(run.RunId);
        FoundCheckpoint found = new CheckpointFolder(folder.Path).End(new PlannedRun(
            run.RunId, spec, run.Dataset, run.DatasetSha256, model.ParameterCount, run.TrainImages, run.Identity));
        string[] problems = found.Checkpoint is { } end && SafetensorsFile.Sum(end.State.Parameters) is var sum
            && sum != run.WeightsSha256
            ? [$"{path} ends in weights of the sum {sum[..12]}, recorded is {run.WeightsSha256?[..12] ?? "none"}"]
            : [.. found.Problems];
        return problems.Select(problem => new Finding(
            $"run {run.Name}: {problem}", $"rm {ShellWord.Quoted(path)}; a longer run then begins itself"));
    }

    private IEnumerable<Finding> Outcome(int epochsAsked, Dataset? dataset)
    {
        IReadOnlyList<EpochRow> epochs = reader.RunEpochs(run.RunId);
        if (epochs.Count != epochsAsked || epochs.Where((epoch, i) => epoch.Epoch != i + 1).Any())
            return [Wrong($"{Counted.Of(epochs.Count, "epoch")} {Counted.Word(epochs.Count, "is", "are")} recorded of {epochsAsked}")];
        if (reader.Predictions(run.RunId) is not { } predictions)
            return [Wrong("it has no predictions")];
        if (dataset is null)
            return [];
        ReadOnlySpan<byte> labels = dataset.Test.Labels;
        if (predictions.Length != labels.Length)
            return [Wrong($"it has {Counted.Of(predictions.Length, "prediction")} for {Counted.Of(labels.Length, "test image")}")];
        int errors = 0;
        for (int i = 0; i < labels.Length; i++)
            errors += predictions[i] == labels[i] ? 0 : 1;
        double percent = 100.0 * errors / labels.Length;
        return percent == epochs[^1].TestErrorPct
            ? []
            : [Wrong($"its predictions have an error of {percent} %, recorded is {epochs[^1].TestErrorPct} %")];
    }

    private Finding Wrong(string what)
    {
        var removal = new NextStep("rm", run.RunId);
        return run.Experiments?.Split(',')[0] is { } home
            ? new Finding($"run {run.Name}: {what}", "trains it again", removal, new NextStep("run", home))
            : new Finding($"run {run.Name}: {what}", "", removal);
    }
}
