using LeNetLab.Results;

namespace LeNetLab.Reports;

/// <summary>Which test images a run's network gets wrong, as far as that is recorded.</summary>
/// <param name="reader">The results.</param>
public sealed class ImageErrors(ResultsReader reader)
{
    private readonly Dictionary<string, byte[]?> labels = [];

    // Every other variant is held against the same one.
    private readonly Dictionary<string, bool[]?> known = [];

    /// <summary>[test image], whether the final network is wrong about it; null where that cannot be told.</summary>
    public bool[]? Of(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!known.TryGetValue(run.RunId, out bool[]? wrong))
            known.Add(run.RunId, wrong = Read(run));
        return wrong;
    }

    private bool[]? Read(RunSummary run)
    {
        if (!labels.TryGetValue(run.DatasetSha256, out byte[]? classes))
            labels.Add(run.DatasetSha256, classes = reader.TestLabels(run.DatasetSha256));
        if (classes is null || reader.Predictions(run.RunId) is not { } predicted || predicted.Length != classes.Length)
            return null;
        var wrong = new bool[classes.Length];
        for (int image = 0; image < wrong.Length; image++)
            wrong[image] = predicted[image] != classes[image];
        return wrong;
    }
}
