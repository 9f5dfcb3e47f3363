using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Export;

/// <summary>All that other tools are told of a run.</summary>
/// <param name="Run">Its row.</param>
/// <param name="Origin">Where it was trained.</param>
/// <param name="Settings">Its resolved settings.</param>
/// <param name="Epochs">Its epochs, in order.</param>
/// <param name="Layers">Its layers, by epoch and position.</param>
internal sealed record ExportedRun(
    RunSummary Run,
    RunOrigin Origin,
    IReadOnlyList<Setting> Settings,
    IReadOnlyList<EpochRow> Epochs,
    IReadOnlyList<LayerRow> Layers)
{
    /// <summary>When training began, as far as it did.</summary>
    public DateTimeOffset Started => Time(Run.StartedAt) ?? DateTimeOffset.UnixEpoch;

    /// <summary>When it ended; null unless it did.</summary>
    public DateTimeOffset? Finished => Time(Run.FinishedAt);

    /// <summary>Reads a run whole.</summary>
    public static ExportedRun Of(ResultsReader reader, RunSummary run) => new(
        run, reader.Origin(run.RunId), reader.SettingsInEffect(run.RunId), reader.RunEpochs(run.RunId),
        reader.RunLayers(run.RunId));

    /// <summary>
    /// Every epoch and when it ended: the start and the seconds of training since, which is what can be compared
    /// between runs, however often they were interrupted or evaluated.
    /// </summary>
    public IEnumerable<(EpochRow Epoch, DateTimeOffset At)> Timeline()
    {
        DateTimeOffset at = Started;
        foreach (EpochRow epoch in Epochs)
        {
            at += TimeSpan.FromSeconds(epoch.Seconds ?? 0);
            yield return (epoch, at);
        }
    }

    private static DateTimeOffset? Time(string? iso) =>
        iso is null ? null : Timestamp.Parse(iso);
}
