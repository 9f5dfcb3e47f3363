using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Sweeps;

/// <summary>A sweep cannot be run as asked; the message says what stands in the way and the way out.</summary>
public sealed class SweepRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Which runs a sweep consists of, and which of them are left to do. Decides; does nothing.</summary>
public sealed class SweepPlan
{
    private SweepPlan(IReadOnlyList<PlannedRun> runs, IReadOnlyList<SweepItem> items)
    {
        Runs = runs;
        Items = items;
    }

    /// <summary>Every run of the spec in the order of its file, also those that two variants share.</summary>
    public IReadOnlyList<PlannedRun> Runs { get; }

    /// <summary>
    /// Every run once, in the order of training: all variants on the first seed, then all on the second, so that a
    /// sweep that is cut short can still be compared.
    /// </summary>
    public IReadOnlyList<SweepItem> Items { get; }

    /// <summary>Resolves identities and costs.</summary>
    /// <param name="experiment">What is asked for.</param>
    /// <param name="dataset">On what.</param>
    /// <param name="engines">What each engine is that the runs name, e.g. <see cref="EngineSet.Identity"/>.</param>
    /// <exception cref="SweepRefusedException">Runs ask for more images than there are; all are named.</exception>
    public static SweepPlan Create(
        ExperimentSpec experiment, Dataset dataset, Func<EngineSpec, EngineIdentity> engines)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(engines);
        RequireImages(experiment, dataset);
        var models = new Dictionary<(ModelSpec, int), IModel>();
        var runs = new List<PlannedRun>(experiment.Runs.Count);
        foreach (RunSpec spec in experiment.Runs)
        {
            int trainImages = TrainImages(spec.Training, dataset);
            if (!models.TryGetValue((spec.Model, trainImages), out IModel? model))
                models.Add((spec.Model, trainImages), model = ModelCatalogue.Build(spec.Model, trainImages));
            EngineIdentity engine = engines(spec.Engine);
            runs.Add(new PlannedRun(
                RunIdentity.Of(spec, dataset.Sha256, engine), spec, dataset.Name, dataset.Sha256,
                model.ParameterCount, trainImages, engine));
        }

        long[] seeds = [.. runs.Select(run => run.Spec.Seed).Distinct()];
        IEnumerable<SweepItem> items = runs
            .DistinctBy(run => run.RunId)
            .OrderBy(run => Array.IndexOf(seeds, run.Spec.Seed))
            .Select(run => SweepItem.Of(run, models[(run.Spec.Model, run.TrainImages)], dataset.TestCount));
        return new SweepPlan(runs, [.. items]);
    }

    /// <summary>What is left to train, in order.</summary>
    /// <remarks>
    /// Divergence is a result and is not repeated. A failed run is tried again. One that is running is left, too: its
    /// process may die, and otherwise it is waited for.
    /// </remarks>
    /// <param name="statuses">By run id; a run that is missing has never been recorded.</param>
    public IReadOnlyList<SweepItem> ToDo(IReadOnlyDictionary<string, RunStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        return [.. Items.Where(item => !statuses.TryGetValue(item.Run.RunId, out RunStatus status) || IsOpen(status))];
    }

    /// <summary>Runs at a time unless somebody says: one for each core, or one where all are on a card.</summary>
    /// <param name="cores">Of this machine.</param>
    public int UsualWorkers(int cores) => Runs.All(run => run.Engine.Device == EngineSpec.Cuda) ? 1 : cores;

    private static bool IsOpen(RunStatus status) =>
        status is RunStatus.Pending or RunStatus.Running or RunStatus.Failed;

    private static int TrainImages(TrainingSpec training, Dataset dataset) =>
        DataOrder.Count(dataset.TrainCount, training.TrainImages, training.ValidationImages);

    private static void RequireImages(ExperimentSpec experiment, Dataset dataset)
    {
        if (dataset.TrainCount == 0 || dataset.TestCount == 0)
        {
            throw new SweepRefusedException(
                $"Dataset {dataset.Name} has {dataset.TrainCount} training and {dataset.TestCount} test images; "
                + "a sweep needs at least one of each.");
        }

        string[] refusals =
        [
            .. experiment.Runs.DistinctBy(run => run.Variant).SelectMany(run =>
                SpecLimits.Check(run, dataset.TrainCount).Select(problem => $"{run.Variant}: {problem}")),
        ];
        if (refusals.Length > 0)
        {
            throw new SweepRefusedException(
                $"Experiment {experiment.Name} does not fit dataset {dataset.Name}:\n{string.Join('\n', refusals)}");
        }
    }
}
