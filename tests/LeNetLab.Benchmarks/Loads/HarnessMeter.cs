using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>
/// Stands between a sweep and its engine, its recorder, its checkpoints and its observer, and takes the time that each
/// of them has of one worker. It counts one run at a time: the sweep is to have one worker.
/// </summary>
internal sealed class HarnessMeter(
    IEngine engine, IRunRecorder recorder, ICheckpointStore checkpoints, ISweepObserver observer, TimeProvider clock)
    : IEngine, IRunRecorder, ICheckpointStore, ISweepObserver
{
    private readonly List<HarnessCost> runs = [];
    private HarnessCost current = new();
    private long begin;

    /// <summary>One for each run that ended.</summary>
    public IReadOnlyList<HarnessCost> Runs => runs;

    public EngineIdentity Identity => engine.Identity;

    public double SliceMultiplyAdds => engine.SliceMultiplyAdds;

    public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize) =>
        engine.CreateLearner(network, optimizer, batchSize) is var learner && learner is ILayerProbe probe
            ? new MeteredProbe(learner, probe, this)
            : new MeteredLearner(learner, this);

    // The first that a worker does for a run.
    public IReadOnlyDictionary<string, RunHolder> Holders(IReadOnlyCollection<string> runIds)
    {
        current = new HarnessCost();
        begin = clock.GetTimestamp();
        IReadOnlyDictionary<string, RunHolder> holders = recorder.Holders(runIds);
        current.Recording += clock.GetElapsedTime(begin);
        return holders;
    }

    public FoundCheckpoint Latest(PlannedRun run)
    {
        FoundCheckpoint? found = null;
        Keep(() => found = checkpoints.Latest(run));
        return found!;
    }

    public FoundCheckpoint End(PlannedRun run)
    {
        FoundCheckpoint? found = null;
        Keep(() => found = checkpoints.End(run));
        return found!;
    }

    public void Save(PlannedRun run, TrainingCheckpoint checkpoint) =>
        Keep(() => checkpoints.Save(run, checkpoint));

    public void Delete(string runId) => Keep(() => checkpoints.Delete(runId));

    public RunStart Start(string runId, IReadOnlyList<EpochResult> before, Continuation? continuedFrom = null)
    {
        RunStart started = default;
        Record(() => started = recorder.Start(runId, before, continuedFrom));
        return started;
    }

    public void RecordEpoch(string runId, EpochResult epoch) => Record(() => recorder.RecordEpoch(runId, epoch));

    public bool Finish(string runId, TrainedRun run)
    {
        bool kept = false;
        Record(() => kept = recorder.Finish(runId, run));
        return kept;
    }

    public void Fail(string runId, string error) => Record(() => recorder.Fail(runId, error));

    public void Interrupt(string runId) => Record(() => recorder.Interrupt(runId));

    public void OnStarted(int worker, SweepItem item) => Observe(() => observer.OnStarted(worker, item));

    public void OnResumed(int worker, SweepItem item, EpochResult last) =>
        Observe(() => observer.OnResumed(worker, item, last));

    public void OnNotice(string text) => Observe(() => observer.OnNotice(text));

    public void OnProgress(int worker, SweepItem item, int epoch, PassResult soFar) =>
        Observe(() => observer.OnProgress(worker, item, epoch, soFar));

    public void OnEpoch(int worker, SweepItem item, EpochResult epoch) =>
        Observe(() => observer.OnEpoch(worker, item, epoch));

    // The last that a worker does for a run.
    public void OnEnded(int worker, SweepItem item, RunEnding ending)
    {
        Observe(() => observer.OnEnded(worker, item, ending));
        current.Total = clock.GetElapsedTime(begin);
        runs.Add(current);
    }

    public void OnMemoryShort(int worker, IReadOnlyList<SweepItem> items, MemoryShortage shortage) =>
        Observe(() => observer.OnMemoryShort(worker, items, shortage));

    public void OnLost(int worker, SweepItem item) => Observe(() => observer.OnLost(worker, item));

    public void OnWaiting(IReadOnlyList<RunHolder> holders) => observer.OnWaiting(holders);

    private void Record(Action work)
    {
        long from = clock.GetTimestamp();
        work();
        current.Recording += clock.GetElapsedTime(from);
    }

    private void Keep(Action work)
    {
        long from = clock.GetTimestamp();
        work();
        current.Checkpoints += clock.GetElapsedTime(from);
    }

    private void Observe(Action work)
    {
        long from = clock.GetTimestamp();
        work();
        current.Progress += clock.GetElapsedTime(from);
    }

    /// <summary>Counts what the engine itself takes to train and to evaluate.</summary>
    private class MeteredLearner(ILearner learner, HarnessMeter meter) : ILearner
    {
        public Network Network => learner.Network;

        public int Threads
        {
            get => learner.Threads;
            set => learner.Threads = value;
        }

        public void ReadParameters(Span<float> values) => learner.ReadParameters(values);

        public void WriteParameters(ReadOnlySpan<float> values) => learner.WriteParameters(values);

        public LearnerState ReadState()
        {
            LearnerState? state = null;
            meter.Keep(() => state = learner.ReadState());
            return state!;
        }

        public void WriteState(LearnerState state) => meter.Keep(() => learner.WriteState(state));

        public PassResult Train(ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates)
        {
            long from = meter.Now;
            PassResult result = learner.Train(images, order, learningRates);
            meter.current.Training += meter.Since(from);
            return result;
        }

        public PassResult Evaluate(ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions)
        {
            long from = meter.Now;
            PassResult result = learner.Evaluate(images, selection, predictions);
            meter.current.Evaluation += meter.Since(from);
            return result;
        }

        public void Probabilities(ImageSet images, ReadOnlySpan<int> selection, Span<float> probabilities) =>
            learner.Probabilities(images, selection, probabilities);

        public PassResult Gradients(ImageSet images, ReadOnlySpan<int> batch, Span<float> gradients) =>
            learner.Gradients(images, batch, gradients);

        public void Curvatures(ImageSet images, ReadOnlySpan<int> sample, Span<float> curvatures) =>
            learner.Curvatures(images, sample, curvatures);

        public void EstimateCurvature(ImageSet images, ReadOnlySpan<int> sample)
        {
            long from = meter.Now;
            learner.EstimateCurvature(images, sample);
            meter.current.Training += meter.Since(from);
        }

        public void Dispose() => learner.Dispose();
    }

    /// <summary>A look into the layers is the engine's work, too.</summary>
    private sealed class MeteredProbe(ILearner learner, ILayerProbe probe, HarnessMeter meter)
        : MeteredLearner(learner, meter), ILayerProbe
    {
        private readonly HarnessMeter meter = meter;

        public void Probe(
            ImageSet images, ReadOnlySpan<int> selection, Span<float> gradients, Span<ActivationSummary> activations)
        {
            long from = meter.Now;
            probe.Probe(images, selection, gradients, activations);
            meter.current.Evaluation += meter.Since(from);
        }
    }

    private long Now => clock.GetTimestamp();

    private TimeSpan Since(long from) => clock.GetElapsedTime(from);
}

/// <summary>Where one run's time on its worker went.</summary>
internal sealed record HarnessCost
{
    /// <summary>In the engine's training passes.</summary>
    public TimeSpan Training { get; set; }

    /// <summary>In the engine's evaluations.</summary>
    public TimeSpan Evaluation { get; set; }

    /// <summary>In the recorder.</summary>
    public TimeSpan Recording { get; set; }

    /// <summary>In checkpoints: reading the learner's state, writing files, removing them.</summary>
    public TimeSpan Checkpoints { get; set; }

    /// <summary>In the observer.</summary>
    public TimeSpan Progress { get; set; }

    /// <summary>From before it was looked who has the run to after its end was told.</summary>
    public TimeSpan Total { get; set; }

    /// <summary>Everything but the engine's passes.</summary>
    public TimeSpan Harness => Total - Training - Evaluation;

    /// <summary>
    /// What is neither recording nor checkpoints nor progress: first weights, orders, rates, the learner's memory.
    /// </summary>
    public TimeSpan Bookkeeping => Harness - Recording - Checkpoints - Progress;
}
