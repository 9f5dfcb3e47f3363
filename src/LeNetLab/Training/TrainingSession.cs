using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Training;

/// <summary>One training under way: its learner, its order of images, its rates, its buffers.</summary>
internal sealed class TrainingSession
{
    // A slice is what cannot be cancelled and is not reported on: some tenths of a second on one core. It is sized by
    // arithmetic rather than by the clock so that sums are added in the same order on every machine.
    private const double SliceMultiplyAdds = 4e9;
    private const int MeasuredTogether = 256;

    private readonly ILearner learner;
    private readonly Dataset dataset;
    private readonly TrainingSpec spec;
    private readonly DataOrder images;
    private readonly LearningRateSchedule schedule;
    private readonly TimeProvider clock;
    private readonly Func<int> threads;
    private readonly CancellationToken cancellation;
    private readonly int[] order;
    private readonly float[] rates;
    private readonly int[] testImages;
    private readonly byte[] predictions;
    private readonly int trainingSlice;
    private readonly int measuringSlice;

    public TrainingSession(
        ILearner learner, RunSpec run, Dataset dataset, TimeProvider clock, Func<int> threads,
        CancellationToken cancellation)
    {
        this.learner = learner;
        this.dataset = dataset;
        this.clock = clock;
        this.threads = threads;
        this.cancellation = cancellation;
        spec = run.Training;
        images = new DataOrder(dataset.Train.Count, spec.TrainImages, spec.ValidationImages, run.Seed);
        order = new int[images.Training.Length];
        int steps = (order.Length + spec.BatchSize - 1) / spec.BatchSize;
        schedule = new LearningRateSchedule(spec, steps);
        rates = new float[steps];
        testImages = [.. Enumerable.Range(0, dataset.Test.Count)];
        predictions = new byte[dataset.Test.Count];
        Network network = learner.Network;
        trainingSlice = WholeBatches(network.TrainingMultiplyAdds, spec.BatchSize);
        measuringSlice = WholeBatches(network.ForwardMultiplyAdds, MeasuredTogether);
    }

    public TrainedRun Run(ITrainingObserver observer)
    {
        var epochs = new List<EpochResult>(spec.Epochs);
        for (int epoch = 1; epoch <= spec.Epochs; epoch++)
        {
            EpochResult? result = RunEpoch(epoch, observer);
            if (result is null)
                return Ended(TrainingEnd.Diverged, epochs, []);
            epochs.Add(result);
            observer.OnEpoch(result);
        }

        return Ended(TrainingEnd.Done, epochs, predictions);
    }

    /// <returns>Null if the loss is no longer finite.</returns>
    private EpochResult? RunEpoch(int epoch, ITrainingObserver observer)
    {
        images.Fill(epoch, order);
        schedule.Fill(epoch, rates);
        (PassResult online, TimeSpan time) = TrainingPass(epoch, observer);
        if (!double.IsFinite(online.LossSum))
            return null;

        PassResult train = Measure(dataset.Train, images.Training, []);
        PassResult? validation = images.Validation.IsEmpty ? null : Measure(dataset.Train, images.Validation, []);
        PassResult test = Measure(dataset.Test, testImages, predictions);
        if (!double.IsFinite(train.LossSum) || !double.IsFinite(test.LossSum))
            return null;
        return new EpochResult(
            epoch, schedule.Rate((long)(epoch - 1) * schedule.StepsPerEpoch), train.MeanLoss, online.ErrorPct,
            train.ErrorPct, validation?.ErrorPct, test.MeanLoss, test.ErrorPct, time.TotalSeconds);
    }

    private (PassResult Online, TimeSpan Time) TrainingPass(int epoch, ITrainingObserver observer)
    {
        PassResult soFar = default;
        TimeSpan time = default;
        for (int start = 0; start < order.Length; start += trainingSlice)
        {
            cancellation.ThrowIfCancellationRequested();
            learner.Threads = threads();
            int length = Math.Min(trainingSlice, order.Length - start);
            int firstStep = start / spec.BatchSize;
            int steps = (length + spec.BatchSize - 1) / spec.BatchSize;
            long begin = clock.GetTimestamp();
            soFar += learner.Train(dataset.Train, order.AsSpan(start, length), rates.AsSpan(firstStep, steps));
            time += clock.GetElapsedTime(begin);
            observer.OnProgress(epoch, soFar);
            if (!double.IsFinite(soFar.LossSum))
                break;
        }

        return (soFar, time);
    }

    /// <param name="set">The set to measure on.</param>
    /// <param name="selection">Which of its images.</param>
    /// <param name="classes">Receives the predictions, or is empty.</param>
    private PassResult Measure(ImageSet set, ReadOnlySpan<int> selection, Span<byte> classes)
    {
        PassResult sum = default;
        for (int start = 0; start < selection.Length; start += measuringSlice)
        {
            cancellation.ThrowIfCancellationRequested();
            learner.Threads = threads();
            int length = Math.Min(measuringSlice, selection.Length - start);
            sum += learner.Evaluate(
                set, selection.Slice(start, length), classes.IsEmpty ? classes : classes.Slice(start, length));
        }

        return sum;
    }

    private TrainedRun Ended(TrainingEnd end, List<EpochResult> epochs, byte[] classes)
    {
        var weights = new float[learner.Network.VectorLength];
        learner.ReadParameters(weights);
        return new TrainedRun(
            end, learner.Network, order.Length, epochs, weights, classes, epochs.Sum(epoch => epoch.Seconds));
    }

    private static int WholeBatches(long multiplyAddsPerImage, int batch) =>
        batch * (int)Math.Clamp(SliceMultiplyAdds / ((double)multiplyAddsPerImage * batch), 1, 1000);
}
