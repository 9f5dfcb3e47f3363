using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

public sealed class TrainerTests
{
    private static TrainedRun Train(
        FakeEngine engine, TrainingSpec? training = null, RecordingObserver? observer = null,
        ManualClock? clock = null, int images = 100, CancellationToken cancellation = default) =>
        new Trainer(engine, clock ?? new ManualClock()).Train(
            Samples.Run(training: training), Samples.Dataset(images), observer ?? new RecordingObserver(),
            () => 1, cancellation);

    [Fact]
    public void A_training_reports_every_epoch_measured_after_its_pass()
    {
        var observer = new RecordingObserver();
        var training = new TrainingSpec { Epochs = 3, BatchSize = 8, ValidationImages = 20, LearningRate = 0.1 };
        TrainedRun run = Train(new FakeEngine(), training, observer);

        Assert.Equal(TrainingEnd.Done, run.End);
        Assert.Equal(80, run.TrainImages);
        Assert.Equal([1, 2, 3], run.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(run.Epochs, observer.Epochs);
        EpochResult first = run.Epochs[0];
        Assert.Equal((0.1, 50.0), (first.LearningRate, first.TrainErrorOnlinePct));
        Assert.Equal((0.25, 25.0), (first.TrainLoss, first.TrainErrorPct));
        Assert.Equal((0.25, 25.0), (first.TestLoss, first.TestErrorPct));
        Assert.Equal((25.0, 0.0), (first.ValidationErrorPct, first.GapPct));
        Assert.Equal(Enumerable.Range(0, 20).Select(image => (byte)(image % 10)), run.TestPredictions);
    }

    [Fact]
    public void Without_validation_images_there_is_no_validation_error() =>
        Assert.All(Train(new FakeEngine()).Epochs, epoch => Assert.Null(epoch.ValidationErrorPct));

    [Theory]
    [InlineData(30, 30)]
    [InlineData(500, 100)]
    public void Before_each_epoch_curvatures_are_taken_on_a_sample_of_the_training_images(int asked, int taken)
    {
        var samples = new List<int[]>();
        var slices = new List<int>();
        var engine = new FakeEngine { OnCurvature = samples.Add, BeforeSlice = _ => slices.Add(samples.Count) };

        Train(engine, new TrainingSpec { Epochs = 2, Optimizer = new OptimizerSpec.Sdlm(0.02, asked, 0) });
        Train(engine, new TrainingSpec { Epochs = 2 });

        Assert.Equal([1, 2, 2, 2], slices);
        Assert.All(samples, sample => Assert.Equal(taken, sample.Distinct().Count()));
        Assert.NotEqual(samples[0], samples[1]);
    }

    [Fact]
    public void Time_is_that_of_the_training_passes_alone()
    {
        var clock = new ManualClock();
        TrainedRun run = Train(new FakeEngine(clock), clock: clock);

        Assert.All(run.Epochs, epoch => Assert.Equal(0.1, epoch.Seconds, 1e-12));
        Assert.Equal(0.2, run.TrainSeconds, 1e-12);
        Assert.Equal(1000, run.ImagesPerSecond, 1e-6);
        Assert.Equal(0.01 * run.TestPredictions.Length, run.PredictSeconds!.Value, 1e-12);
    }

    [Fact]
    public void An_epoch_is_trained_in_slices_of_whole_batches_and_reported_after_each()
    {
        var observer = new RecordingObserver();
        Train(new FakeEngine(), new TrainingSpec { Epochs = 1, BatchSize = 64 }, observer, images: 10_000);

        Assert.True(observer.Progress.Count > 1);
        Assert.All(observer.Progress.SkipLast(1), progress => Assert.Equal(0, progress.Images % 64));
        Assert.Equal(10_000, observer.Progress[^1].Images);
        int[] images = [.. observer.Progress.Select(progress => progress.Images)];
        Assert.Equal(images.Order(), images);
    }

    [Fact]
    public void The_same_run_ends_in_the_same_weights_and_another_seed_in_others()
    {
        float[] first = Train(new FakeEngine()).Weights;

        Assert.Equal(first, Train(new FakeEngine()).Weights);
        Assert.NotEqual(first, new Trainer(new FakeEngine(), TimeProvider.System).Train(
            Samples.Run(seed: 2), Samples.Dataset(), new RecordingObserver(), () => 1, CancellationToken.None).Weights);
    }

    [Fact]
    public void A_loss_that_is_no_longer_finite_ends_the_run_and_keeps_the_epochs_before()
    {
        // 13 steps an epoch: the third epoch's second step.
        var engine = new FakeEngine { LossOfStep = step => step == 27 ? double.NaN : 1 };
        TrainedRun run = Train(engine, new TrainingSpec { Epochs = 5, BatchSize = 8 });

        Assert.Equal(TrainingEnd.Diverged, run.End);
        Assert.Equal(2, run.Epochs.Count);
        Assert.Empty(run.TestPredictions);
        Assert.Equal(61_706, run.Weights.Length);
    }

    [Fact]
    public void Weights_that_broke_in_the_last_step_are_found_by_the_measurement()
    {
        var engine = new FakeEngine { LossOfMeasurement = count => count == 2 ? double.PositiveInfinity : 1 };
        TrainedRun run = Train(engine, new TrainingSpec { Epochs = 5, BatchSize = 8 });

        Assert.Equal(TrainingEnd.Diverged, run.End);
        Assert.Single(run.Epochs);
    }

    [Fact]
    public void Cancellation_is_seen_between_slices()
    {
        using var stop = new CancellationTokenSource();
        int slices = 0;
        var engine = new FakeEngine
        {
            BeforeSlice = _ =>
            {
                if (++slices == 2)
                    stop.Cancel();
            },
        };
        var training = new TrainingSpec { Epochs = 1, BatchSize = 64 };

        Assert.Throws<OperationCanceledException>(
            () => Train(engine, training, images: 20_000, cancellation: stop.Token));
        Assert.Equal(2, slices);
    }

    [Fact]
    public void More_images_than_the_set_has_are_refused() =>
        Assert.Throws<ArgumentException>(() => Train(new FakeEngine(), new TrainingSpec { TrainImages = 101 }));

    [Fact]
    public void The_passes_of_an_epoch_allocate_nothing_but_its_result()
    {
        var observer = new AllocationObserver();
        new Trainer(new FakeEngine(), new ManualClock()).Train(
            Samples.Run(training: new TrainingSpec
            {
                Epochs = 4,
                BatchSize = 64,
                ValidationImages = 20,
                LayerStats = false,
            }),
            Samples.Dataset(20_000), observer, () => 1, CancellationToken.None);

        Assert.True(observer.Slices > 4);
        Assert.Equal(0, observer.LeastBetweenSlices);
        Assert.Equal(SizeOfResult(), observer.LeastInMeasuring);
    }

    [Fact]
    [Trait("speed", "hardware")]
    public void Nor_do_those_of_a_group_allocate_anything_that_grows_with_images_or_weights()
    {
        // The second of an epoch's two slices is shorter.
        Dataset dataset = Samples.Dataset(1_120);
        var training = new TrainingSpec
        {
            Epochs = 4,
            BatchSize = 1,
            ValidationImages = 20,
            LearningRate = 1e-3,
            LayerStats = false,
        };
        var observer = new GroupAllocationObserver();
        GroupMember[] members =
        [
            .. Enumerable.Range(1, 3).Select(
                seed => new GroupMember(Samples.Run(seed: seed, training: training), observer, _ => { })),
        ];

        new Trainer(new SimdEngine(), new ManualClock()).TrainTogether(
            members, dataset, () => 1, CancellationToken.None);

        Assert.Equal(2 * 4 * 3, observer.Slices);

        // What reads and writes weights opens an enumerator over their blocks; the weights would be 247 kB a run.
        Assert.InRange(observer.LeastFromFirstSlice, 3 * SizeOfResult(), (3 * SizeOfResult()) + 1_000);

        // Three streams; the images and rates of a slice would be 24 kB.
        Assert.InRange(observer.LeastToFirstSlice, 0, 3_000);
    }

    private static long SizeOfResult()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new EpochResult(1, 1, 1, 1, 1, 1, 1, 1, 1));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>
    /// Counts what this thread allocates from the end of a group's epoch to the next one's first slice, and from there
    /// to its end. The least of all epochs counts: the first one loads code and types.
    /// </summary>
    private sealed class GroupAllocationObserver : ITrainingObserver
    {
        private long atFirst;
        private long atEnd;
        private int epoch;
        private long sinceFirst;

        public int Slices { get; private set; }

        public long LeastToFirstSlice { get; private set; } = long.MaxValue;

        /// <summary>To the end of the last run's epoch.</summary>
        public long LeastFromFirstSlice { get; private set; } = long.MaxValue;

        public void OnProgress(int epoch, PassResult soFar)
        {
            Slices++;
            if (this.epoch == epoch)
                return;
            atFirst = GC.GetAllocatedBytesForCurrentThread();
            if (this.epoch > 0)
            {
                LeastFromFirstSlice = Math.Min(LeastFromFirstSlice, sinceFirst);
                LeastToFirstSlice = Math.Min(LeastToFirstSlice, atFirst - atEnd);
            }

            this.epoch = epoch;
        }

        // Of each run in turn; the last of them stays.
        public void OnEpoch(EpochResult epoch)
        {
            atEnd = GC.GetAllocatedBytesForCurrentThread();
            sinceFirst = atEnd - atFirst;
        }
    }

    /// <summary>
    /// Counts what this thread allocates from the first slice of a training pass to the last, and from there to the
    /// epoch's end. The least of all epochs counts: the first one loads code and types.
    /// </summary>
    private sealed class AllocationObserver : ITrainingObserver
    {
        private long atFirst;
        private long atLast;
        private int epoch;

        public int Slices { get; private set; }

        public long LeastBetweenSlices { get; private set; } = long.MaxValue;

        public long LeastInMeasuring { get; private set; } = long.MaxValue;

        public void OnProgress(int epoch, PassResult soFar)
        {
            Slices++;
            atLast = GC.GetAllocatedBytesForCurrentThread();
            if (this.epoch != epoch)
                atFirst = atLast;
            this.epoch = epoch;
        }

        public void OnEpoch(EpochResult epoch)
        {
            LeastBetweenSlices = Math.Min(LeastBetweenSlices, atLast - atFirst);
            LeastInMeasuring = Math.Min(LeastInMeasuring, GC.GetAllocatedBytesForCurrentThread() - atLast);
        }
    }

    private sealed class RecordingObserver : ITrainingObserver
    {
        public List<PassResult> Progress { get; } = [];

        public List<EpochResult> Epochs { get; } = [];

        public void OnProgress(int epoch, PassResult soFar) => Progress.Add(soFar);

        public void OnEpoch(EpochResult epoch) => Epochs.Add(epoch);
    }
}
