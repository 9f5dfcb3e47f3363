using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Training;

/// <summary>
/// One run's way through its epochs, whoever computes it: which image and which rate come when, and what is measured
/// after each pass.
/// </summary>
internal sealed class RunCourse
{
    // A slice is what cannot be cancelled and is not reported on: some tenths of a second on one core. It is sized by
    // arithmetic rather than by the clock so that sums are added in the same order on every machine.
    private const double SliceMultiplyAdds = 4e9;
    private const int MeasuredTogether = 256;

    private readonly Network network;
    private readonly Dataset dataset;
    private readonly TrainingSpec spec;
    private readonly DataOrder images;
    private readonly LearningRateSchedule schedule;
    private readonly Func<int> threads;
    private readonly CancellationToken cancellation;
    private readonly int[] order;
    private readonly float[] rates;
    private readonly int[] testImages;
    private readonly byte[] predictions;
    private readonly List<EpochResult> epochs;
    private readonly int measuringSlice;

    /// <param name="run">The run.</param>
    /// <param name="network">Its network.</param>
    /// <param name="dataset">On what it is trained.</param>
    /// <param name="threads">How many threads it may use, asked before each slice.</param>
    /// <param name="cancellation">Asked between slices.</param>
    public RunCourse(
        RunSpec run, Network network, Dataset dataset, Func<int> threads, CancellationToken cancellation)
    {
        this.network = network;
        this.dataset = dataset;
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
        epochs = new List<EpochResult>(spec.Epochs);
        TrainingSlice = WholeBatches(network.TrainingMultiplyAdds, spec.BatchSize);
        measuringSlice = WholeBatches(network.ForwardMultiplyAdds, MeasuredTogether);
    }

    /// <summary>The images of the epoch under way, in order.</summary>
    public ReadOnlySpan<int> Order => order;

    /// <summary>The rates of its steps.</summary>
    public ReadOnlySpan<float> Rates => rates;

    /// <summary>Images of a slice of a training pass.</summary>
    public int TrainingSlice { get; }

    /// <summary>Draws an epoch's order and rates.</summary>
    /// <param name="epoch">From 1.</param>
    public void Begin(int epoch)
    {
        images.Fill(epoch, order);
        schedule.Fill(epoch, rates);
    }

    /// <summary>Measures what the pass has made of the weights, and keeps it.</summary>
    /// <param name="learner">Has the weights.</param>
    /// <param name="epoch">The epoch that is over.</param>
    /// <param name="online">What was found during its pass.</param>
    /// <param name="time">What the pass took.</param>
    /// <returns>Null if a loss is no longer finite.</returns>
    public EpochResult? Complete(ILearner learner, int epoch, PassResult online, TimeSpan time)
    {
        if (!double.IsFinite(online.LossSum))
            return null;

        PassResult train = Measure(learner, dataset.Train, images.Training, []);
        PassResult? validation = images.Validation.IsEmpty
            ? null : Measure(learner, dataset.Train, images.Validation, []);
        PassResult test = Measure(learner, dataset.Test, testImages, predictions);
        if (!double.IsFinite(train.LossSum) || !double.IsFinite(test.LossSum))
            return null;
        var result = new EpochResult(
            epoch, schedule.Rate((long)(epoch - 1) * schedule.StepsPerEpoch), train.MeanLoss, online.ErrorPct,
            train.ErrorPct, validation?.ErrorPct, test.MeanLoss, test.ErrorPct, time.TotalSeconds);
        epochs.Add(result);
        return result;
    }

    /// <summary>The run with the weights that it ended in.</summary>
    public TrainedRun End(TrainingEnd end, float[] weights) => new(
        end, network, order.Length, epochs, weights, end == TrainingEnd.Done ? predictions : [],
        epochs.Sum(epoch => epoch.Seconds));

    /// <param name="learner">Has the weights.</param>
    /// <param name="set">The set to measure on.</param>
    /// <param name="selection">Which of its images.</param>
    /// <param name="classes">Receives the predictions, or is empty.</param>
    private PassResult Measure(ILearner learner, ImageSet set, ReadOnlySpan<int> selection, Span<byte> classes)
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

    private static int WholeBatches(long multiplyAddsPerImage, int batch) =>
        batch * (int)Math.Clamp(SliceMultiplyAdds / ((double)multiplyAddsPerImage * batch), 1, 1000);
}
