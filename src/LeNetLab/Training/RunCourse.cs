using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Training;

/// <summary>
/// One run's way through its epochs, whoever computes it: which image and which rate come when, in which slices, and
/// what becomes of what is measured after each pass.
/// </summary>
internal sealed class RunCourse
{
    private const int MeasuredTogether = 256;

    // At batch size 1 a step costs more than its arithmetic says.
    private const int MostBatchesOfSlice = 1000;

    private readonly Network network;
    private readonly TrainingSpec spec;
    private readonly DataOrder images;
    private readonly LearningRateSchedule schedule;
    private readonly int[] order;
    private readonly float[] rates;
    private readonly int[] curvatureSample;
    private readonly BentImages bent;
    private readonly byte[] predictions;
    private readonly MeasuredPart[] parts;
    private readonly List<EpochResult> epochs;
    private readonly Continuation? continuedFrom;
    private int epochUnderWay;

    /// <param name="run">The run.</param>
    /// <param name="network">Its network.</param>
    /// <param name="dataset">On what it is trained.</param>
    /// <param name="start">What it goes on from; null if it begins.</param>
    /// <param name="sliceMultiplyAdds">
    /// What its engine is given in one call, infinity for a whole epoch. Arithmetic sizes a slice, not the clock, so
    /// that losses are added in the same order on every machine.
    /// </param>
    public RunCourse(
        RunSpec run, Network network, Dataset dataset, TrainingCheckpoint? start, double sliceMultiplyAdds)
    {
        this.network = network;
        spec = run.Training;
        Images = dataset.Train;
        images = new DataOrder(dataset.Train.Count, spec.TrainImages, spec.ValidationImages, run.Seed);
        order = new int[images.Training.Length];
        int steps = (order.Length + spec.BatchSize - 1) / spec.BatchSize;
        schedule = new LearningRateSchedule(spec, steps);
        rates = new float[steps];
        curvatureSample = new int[spec.Optimizer is OptimizerSpec.Sdlm sdlm
            ? Math.Min(sdlm.CurvatureImages, order.Length)
            : 0];
        bent = new BentImages(Images, spec.Distortion, run.Seed);
        predictions = new byte[dataset.Test.Count];
        parts =
        [
            new MeasuredPart(dataset.Train, images.Training, []),
            new MeasuredPart(dataset.Train, images.Validation, []),
            new MeasuredPart(dataset.Test, Enumerable.Range(0, dataset.Test.Count).ToArray(), predictions),
        ];
        epochs = new List<EpochResult>(spec.Epochs);
        epochs.AddRange(start?.Epochs ?? []);
        continuedFrom = start?.ContinuedFrom;
        Watch = spec.LayerStats
            ? new LayerWatch(network, dataset.Train, images.Probe(Math.Min(LayerWatch.ProbeImages, order.Length)))
            : null;
        TrainingSlice = Slice(sliceMultiplyAdds, network.TrainingMultiplyAdds, spec.BatchSize, order.Length);
        MeasuringSlice = Slice(
            sliceMultiplyAdds, network.ForwardMultiplyAdds, MeasuredTogether,
            parts.Max(part => part.Selection.Length));
    }

    /// <summary>Passes.</summary>
    public int Epochs => spec.Epochs;

    /// <summary>Passes that are over.</summary>
    public int Finished => epochs.Count;

    /// <summary>The set that it is trained on.</summary>
    public ImageSet Images { get; }

    /// <summary>The images of the epoch under way, in order.</summary>
    public ReadOnlySpan<int> Order => order;

    /// <summary>Images of a step.</summary>
    public int BatchSize => spec.BatchSize;

    /// <summary>Whether it is trained on images that are bent.</summary>
    public bool Bends => !spec.Distortion.IsNone;

    /// <summary>The images for curvatures before the epoch under way; none if the optimiser takes none.</summary>
    public ReadOnlySpan<int> CurvatureSample => curvatureSample;

    /// <summary>Looks into the layers after each pass; null if nobody asks.</summary>
    public LayerWatch? Watch { get; }

    /// <summary>What is measured after each pass: training images, those held out, test images.</summary>
    public ReadOnlySpan<MeasuredPart> Parts => parts;

    /// <summary>Where the test images are among the parts: those of which the predictions are kept.</summary>
    public int Predicted => parts.Length - 1;

    /// <summary>Images of a slice of a training pass.</summary>
    public int TrainingSlice { get; }

    /// <summary>Images of a slice of what is measured.</summary>
    public int MeasuringSlice { get; }

    /// <summary>The rates of a slice's steps.</summary>
    /// <param name="start">Its first image, at the beginning of a batch.</param>
    /// <param name="length">Its images.</param>
    public ReadOnlySpan<float> Rates(int start, int length) =>
        rates.AsSpan(start / spec.BatchSize, (length + spec.BatchSize - 1) / spec.BatchSize);

    /// <summary>Draws an epoch's order, its rates, and the sample for curvatures.</summary>
    /// <param name="epoch">From 1.</param>
    public void Begin(int epoch)
    {
        epochUnderWay = epoch;
        images.Fill(epoch, order);
        schedule.Fill(epoch, rates);
        if (curvatureSample.Length > 0)
            images.FillSample(epoch, curvatureSample);
        foreach (MeasuredPart part in parts)
            part.Begin();
    }

    /// <summary>The images of a slice as the epoch under way has them: bent, or as they are.</summary>
    /// <param name="start">Its first image.</param>
    /// <param name="length">Its images.</param>
    /// <param name="pixels">Receives them.</param>
    /// <param name="labels">Receives their labels.</param>
    /// <param name="threads">Threads to bend them with.</param>
    public void Fill(int start, int length, Memory<byte> pixels, Memory<byte> labels, int threads) =>
        bent.Fill(epochUnderWay, order.AsMemory(start, length), pixels, labels, threads);

    /// <summary>Keeps an epoch whose parts are measured.</summary>
    /// <param name="epoch">The epoch that is over.</param>
    /// <param name="online">What was found during its pass.</param>
    /// <param name="time">What the pass took.</param>
    /// <param name="layers">What was found in the layers; null if they are not watched.</param>
    /// <returns>Null if a loss is no longer finite.</returns>
    public EpochResult? Complete(int epoch, PassResult online, TimeSpan time, LayerResults? layers)
    {
        (PassResult train, PassResult held, PassResult test) = (parts[0].Found, parts[1].Found, parts[2].Found);
        if (!double.IsFinite(train.LossSum) || !double.IsFinite(test.LossSum))
            return null;
        var result = new EpochResult(
            epoch, schedule.Rate((long)(epoch - 1) * schedule.StepsPerEpoch), train.MeanLoss, online.ErrorPct,
            train.ErrorPct, held.Images > 0 ? held.ErrorPct : null, test.MeanLoss, test.ErrorPct, time.TotalSeconds)
        {
            Layers = layers ?? LayerResults.None,
        };
        epochs.Add(result);
        return result;
    }

    /// <summary>Where the run stands between two epochs.</summary>
    public TrainingCheckpoint Checkpoint(LearnerState state) => new([.. epochs], state)
    {
        ContinuedFrom = continuedFrom,
    };

    /// <summary>The run with the weights that it ended in.</summary>
    public TrainedRun End(TrainingEnd end, float[] weights) => new(
        end, network, order.Length, epochs, weights, end == TrainingEnd.Done ? predictions : [],
        epochs.Sum(epoch => epoch.Seconds))
    {
        PredictSeconds = end == TrainingEnd.Done ? parts[Predicted].Time.TotalSeconds : null,
        ContinuedFrom = continuedFrom,
    };

    /// <summary>Images of a slice: whole batches, or all of them.</summary>
    private static int Slice(double sliceMultiplyAdds, long multiplyAddsPerImage, int batch, int all) =>
        double.IsPositiveInfinity(sliceMultiplyAdds)
            ? all
            : batch * (int)Math.Clamp(
                sliceMultiplyAdds / ((double)multiplyAddsPerImage * batch), 1, MostBatchesOfSlice);
}
