using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Sweeps;

/// <summary>What was chosen for a variant.</summary>
/// <param name="Variant">Its name.</param>
/// <param name="Tried">What was tried, in the order of the spec.</param>
/// <param name="Chosen">What was chosen; null where everything has diverged.</param>
/// <param name="Runs">The runs that it asks for, one for each of the experiment's seeds.</param>
public sealed record TunedChoice(
    string Variant, IReadOnlyList<TriedSetting> Tried, TriedSetting? Chosen, IReadOnlyList<RunSpec> Runs);

/// <summary>The trials of an experiment, and what they choose. Decides; does nothing.</summary>
/// <param name="Tuning">What is tried.</param>
/// <param name="Trials">The trials as a sweep of their own.</param>
public sealed record TuningPlan(Tuning Tuning, SweepPlan Trials)
{
    /// <summary>Resolves the trials' identities and costs.</summary>
    /// <exception cref="SweepRefusedException">Trials ask for more images than there are; all are named.</exception>
    public static TuningPlan? Create(
        ExperimentSpec experiment, Dataset dataset, Func<EngineSpec, EngineIdentity> engines)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.Tuning is not { } tuning ? null : new TuningPlan(
            tuning, SweepPlan.Create(experiment with { Runs = [.. tuning.Trials] }, dataset, engines));
    }

    /// <summary>What the trials choose for each variant; null while some have no result.</summary>
    /// <param name="recorded">The trials as they are recorded.</param>
    public IReadOnlyList<TunedChoice>? Choose(IEnumerable<TrialSummary> recorded)
    {
        HashSet<(string, string)> planned = [.. Trials.Runs.Select(run => (run.RunId, run.Spec.Variant))];
        TrialSummary[] rows = [.. recorded.Where(trial => planned.Contains((trial.RunId, trial.Variant)))];
        if (rows.Length < planned.Count)
            return null;
        ILookup<string, TrialSummary> byVariant = rows.ToLookup(trial => trial.TrialOf);
        var choices = new List<TunedChoice>();
        foreach (TunedVariant variant in Tuning.Variants)
        {
            IReadOnlyList<TriedSetting> tried = TriedSetting.Of(byVariant[variant.Variant]);
            if (!tried.All(setting => setting.IsOver))
                return null;
            TriedSetting? best = TriedSetting.Best(tried);
            choices.Add(new TunedChoice(
                variant.Variant, tried, best,
                variant.Candidates.FirstOrDefault(candidate => candidate.Name == best?.Name)?.Runs ?? []));
        }

        return choices;
    }
}
