using LeNetLab.Data;
using LeNetLab.Data.Distortions;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Sweeps.Robustness;

/// <summary>
/// Measures trained networks on test images that are moved, bent or spoilt. A transform and amount goes over all runs
/// before the next begins, so that images are altered once.
/// </summary>
/// <param name="engine">Computes the predictions, whatever trained the networks.</param>
/// <param name="test">The test images.</param>
/// <param name="count">How many of them, the first.</param>
public sealed class RobustnessMeter(IEngine engine, ImageSet test, int count)
{
    /// <summary>The name of the images as they are: a row that must agree with the run's test error.</summary>
    public const string Untouched = "none";

    /// <summary>The batch size of a learner that never trains.</summary>
    private const int NoBatch = 1;

    private readonly int[] selection = [.. Enumerable.Range(0, count)];

    /// <summary>Measurements that one run takes in all.</summary>
    public static int MeasurementsOfRun => 1 + ImageTransform.All.Sum(transform => transform.Amounts.Count);

    /// <summary>Measures what is not known yet.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="threads">Threads that an evaluation may use.</param>
    /// <param name="record">Given every transform's and amount's rows as they are found, to keep them.</param>
    /// <param name="cancellation">Asked before each transform and amount; what was recorded stays.</param>
    public void Measure(
        IReadOnlyList<MeasuredRun> runs, int threads,
        Action<IReadOnlyList<(MeasuredRun Run, RobustnessRow Row)>> record, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(record);
        using var learners = new Learners(engine, threads);
        Measure(runs, Untouched, 0, () => test);
        foreach (ImageTransform transform in ImageTransform.All)
        {
            foreach (double amount in transform.Amounts)
                Measure(runs, transform.Name, amount, () => transform.Of(test, count, amount));
        }

        void Measure(IReadOnlyList<MeasuredRun> all, string transform, double amount, Func<ImageSet> alter)
        {
            cancellation.ThrowIfCancellationRequested();
            MeasuredRun[] open = [.. all.Where(run => !run.Known.Contains((transform, amount)))];
            if (open.Length == 0)
                return;
            ImageSet images = alter();
            record([.. open.Select(run => (run, new RobustnessRow
            {
                RunId = run.RunId,
                Transform = transform,
                Amount = amount,
                Images = count,
                TestErrorPct = learners.Of(run).Evaluate(images, selection, []).ErrorPct,
            }))]);
        }
    }

    /// <summary>A learner for each network.</summary>
    private sealed class Learners(IEngine engine, int threads) : IDisposable
    {
        private readonly Dictionary<Network, ILearner> byNetwork = [];

        /// <summary>The learner with the weights of a run.</summary>
        public ILearner Of(MeasuredRun run)
        {
            if (!byNetwork.TryGetValue(run.Network, out ILearner? learner))
            {
                learner = engine.CreateLearner(run.Network, new OptimizerSpec.Sgd(0, false, 0), NoBatch);
                byNetwork.Add(run.Network, learner);
            }

            learner.Threads = threads;
            learner.WriteParameters(run.Weights);
            return learner;
        }

        public void Dispose()
        {
            foreach (ILearner learner in byNetwork.Values)
                learner.Dispose();
        }
    }
}
