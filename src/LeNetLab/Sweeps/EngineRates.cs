using LeNetLab.Engines;
using LeNetLab.Results;

namespace LeNetLab.Sweeps;

/// <summary>
/// How fast each engine trains a plan's networks: multiply-adds a second of one worker. What one engine did says
/// nothing about another, and what networks take says nothing about other methods, which are estimated as assumed.
/// </summary>
public sealed class EngineRates
{
    private readonly Dictionary<EngineIdentity, double> medians;

    private EngineRates(Dictionary<EngineIdentity, double> medians) => this.medians = medians;

    /// <summary>Each engine's median over the plan's runs that are done.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="recorded">What is recorded of these runs, and maybe of others.</param>
    public static EngineRates Of(SweepPlan plan, IEnumerable<RunSummary> recorded)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Dictionary<string, SweepItem> items = plan.Items.ToDictionary(item => item.Run.RunId, StringComparer.Ordinal);
        return new EngineRates(recorded
            .Where(run => run.ImagesPerSecond > 0 && items.TryGetValue(run.RunId, out SweepItem? item)
                && IsNetwork(item))
            .Select(run => (items[run.RunId].Run.Engine, Rate: Rate(run, items[run.RunId])))
            .GroupBy(run => run.Engine, run => run.Rate)
            .ToDictionary(engine => engine.Key, engine => Median([.. engine.Order()])));
    }

    /// <summary>Whether every one of these runs is on an engine that was measured.</summary>
    public bool Cover(IEnumerable<SweepItem> items) =>
        items.All(item => !IsNetwork(item) || medians.ContainsKey(item.Run.Engine));

    /// <summary>Seconds that what is left of a run will take on one worker.</summary>
    public double Seconds(SweepItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.WorkLeft / Rate(item);
    }

    /// <summary>The one rate at which all of these runs together would take as long as they will.</summary>
    public double Mean(IReadOnlyCollection<SweepItem> items) => items.Count == 0
        ? TimeEstimate.AssumedRate
        : items.Sum(item => item.Work) / items.Sum(item => item.Work / Rate(item));

    private double Rate(SweepItem item) => IsNetwork(item)
        ? medians.GetValueOrDefault(item.Run.Engine, TimeEstimate.AssumedRate)
        : TimeEstimate.AssumedRate;

    private static bool IsNetwork(SweepItem item) => item.Run.Spec.Model.Method is null;

    private static double Rate(RunSummary run, SweepItem item) =>
        run.ImagesPerSecond!.Value * item.TrainingWork / run.TrainImages;

    private static double Median(double[] ordered) => ordered[ordered.Length / 2];
}
