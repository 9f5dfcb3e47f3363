using LeNetLab.Results;

namespace LeNetLab.Sweeps;

/// <summary>A setting that was tried for a variant, and what came of it on the images held out.</summary>
/// <param name="Name">The trials' name.</param>
/// <param name="Trials">One for each of the trials' seeds; at least one.</param>
public sealed record TriedSetting(string Name, IReadOnlyList<TrialSummary> Trials)
{
    /// <summary>What was tried for a variant, in the order of its trials.</summary>
    public static IReadOnlyList<TriedSetting> Of(IEnumerable<TrialSummary> trials) =>
        [.. trials.GroupBy(trial => trial.Variant).Select(same => new TriedSetting(same.Key, [.. same]))];

    /// <summary>The same for each variant, in the order of the trials.</summary>
    public static IEnumerable<(string Variant, IReadOnlyList<TriedSetting> Tried)> ByVariant(
        IEnumerable<TrialSummary> trials) =>
        trials.GroupBy(trial => trial.TrialOf).Select(same => (same.Key, Of(same)));

    /// <summary>
    /// The setting of the lowest mean validation error, the first of equals; null if all have diverged, or some are not
    /// over. A setting that diverges with any seed is not chosen: it would with others.
    /// </summary>
    public static TriedSetting? Best(IReadOnlyList<TriedSetting> tried)
    {
        ArgumentNullException.ThrowIfNull(tried);
        return tried.All(setting => setting.IsOver)
            ? tried.Where(setting => setting.MeanErrorPct is not null).MinBy(setting => setting.MeanErrorPct)
            : null;
    }

    /// <summary>Whether the best is the first or the last of several: what lies beyond them might be better.</summary>
    public static bool IsBestAtAnEnd(IReadOnlyList<TriedSetting> tried) =>
        Best(tried) is { } best && tried.Count > 1 && (best == tried[0] || best == tried[^1]);

    /// <summary>Whether every trial has a result; divergence is one.</summary>
    public bool IsOver => Trials.All(trial => trial.Status is RunStatus.Done or RunStatus.Diverged);

    /// <summary>Trials whose loss stopped being finite.</summary>
    public int Diverged => Trials.Count(trial => trial.Status == RunStatus.Diverged);

    /// <summary>The mean validation error in per cent; null unless all trials are done.</summary>
    public double? MeanErrorPct => Trials.All(trial => trial.ValidationErrorPct is not null)
        ? Trials.Average(trial => trial.ValidationErrorPct)
        : null;
}
