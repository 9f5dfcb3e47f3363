using LeNetLab.Data;
using LeNetLab.Specs;

namespace LeNetLab.Sweeps;

/// <summary>The dataset that a sweep runs on.</summary>
/// <param name="Dataset">What was loaded.</param>
/// <param name="Missing">Why the dataset that the spec names is not it; null if it is.</param>
public sealed record DatasetChoice(Dataset Dataset, string? Missing)
{
    /// <summary>
    /// Loads the spec's dataset, or its fallback where it cannot be had. Files that are there but wrong are an error
    /// that no fallback covers up.
    /// </summary>
    /// <param name="experiment">Names both.</param>
    /// <param name="load">Loads a dataset by name, e.g. <see cref="DatasetSource.LoadAsync"/>.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DatasetException">Neither can be had.</exception>
    public static async Task<DatasetChoice> LoadAsync(
        ExperimentSpec experiment, Func<string, CancellationToken, Task<Dataset>> load, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(load);
        try
        {
            return new DatasetChoice(await load(experiment.Dataset, cancellation), null);
        }
        catch (DatasetUnavailableException missing)
            when (experiment.OfflineFallback is { } fallback && fallback != experiment.Dataset)
        {
            return new DatasetChoice(await load(fallback, cancellation), missing.Message);
        }
    }
}
