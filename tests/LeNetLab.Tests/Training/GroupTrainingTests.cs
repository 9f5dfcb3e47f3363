using System.Runtime.InteropServices;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

/// <summary>Runs that are trained together must be told all that they are told alone, in the same slices.</summary>
public sealed class GroupTrainingTests
{
    private static readonly TrainingSpec Spec =
        new() { Epochs = 2, BatchSize = 8, ValidationImages = 10, LearningRate = 0.1 };

    // All at once, several batches at a time, one batch at a time; 690 images leave a last batch of 2.
    public static TheoryData<double> Slices => [4e9, 5e7, 1, double.PositiveInfinity];

    [Theory]
    [MemberData(nameof(Slices))]
    public void Each_run_of_a_group_ends_as_it_does_alone(double sliceMultiplyAdds)
    {
        var engine = new FakeEngine { SliceMultiplyAdds = sliceMultiplyAdds };
        RunSpec[] runs = [.. Enumerable.Range(1, 5).Select(Run)];
        Heard[] alone = [.. runs.Select(run => Alone(engine, run))];

        Heard[] together = Together(new FakeGroupEngine(engine), runs);

        for (int run = 0; run < runs.Length; run++)
        {
            Assert.Equal(alone[run].Progress, together[run].Progress);
            Assert.Equal(
                alone[run].Ended!.Epochs.Select(epoch => epoch with { Seconds = 0 }),
                together[run].Ended!.Epochs.Select(epoch => epoch with { Seconds = 0 }));
            Assert.Equal(Hex(alone[run]), Hex(together[run]));
            Assert.Equal(alone[run].Ended!.TestPredictions, together[run].Ended!.TestPredictions);
        }

        // They do differ: in what they saw, or nothing would have been compared.
        Assert.Equal(runs.Length, together.Select(Hex).Distinct().Count());
    }

    [Fact]
    public void An_infinite_slice_is_a_whole_epoch()
    {
        var engine = new FakeEngine { SliceMultiplyAdds = double.PositiveInfinity };

        Heard alone = Alone(engine, Run(1), images: 30_000);
        Heard[] together = Together(new FakeGroupEngine(engine), [Run(1), Run(2)], images: 30_000);

        Assert.All(
            [alone, .. together],
            run => Assert.Equal([29_990, 29_990], run.Progress.Select(progress => progress.Images)));
    }

    [Fact]
    public void A_run_that_diverges_leaves_at_the_slice_at_which_it_does_alone()
    {
        // Of 87 steps an epoch, five in a slice: the second epoch's second.
        int training = 0;
        var learners = new List<FakeLearner>();
        var engine = new FakeEngine
        {
            SliceMultiplyAdds = 5e7,
            BeforeSlice = learner =>
            {
                if (!learners.Contains(learner))
                    learners.Add(learner);
                training = learners.IndexOf(learner);
            },
            LossOfStep = step => training == 1 && step == 88 ? double.NaN : 0.5,
        };
        var open = new List<int>();

        Heard[] together = Together(
            new FakeGroupEngine(engine) { BeforeSlice = group => open.Add(group.Open) },
            [Run(1), Run(2), Run(3)]);

        Assert.Equal(
            [TrainingEnd.Done, TrainingEnd.Diverged, TrainingEnd.Done], together.Select(run => run.Ended!.End));
        Assert.Single(together[1].Ended!.Epochs);
        Assert.Empty(together[1].Ended!.TestPredictions);
        int slices = open.Count / 2;
        Assert.True(slices > 2);
        Assert.Equal([3, 2], open.Distinct());
        Assert.Equal(slices + 1, together[1].Progress.Count);
        Assert.Equal(2 * slices, together[0].Progress.Count);
    }

    [Fact]
    public void Networks_are_built_once_for_each_model_and_slopes_may_differ_where_the_engine_says_so()
    {
        var networks = new List<Network>();
        var engine = new FakeGroupEngine(new FakeEngine { BeforeSlice = learner => networks.Add(learner.Network) });
        RunSpec[] runs =
        [
            .. new[] { 0.1, 0.2, 0.1 }.Select((slope, run) => Run(run + 1) with
            {
                Model = new ModelSpec { Activation = new Activation.LeakyRelu(slope) },
            }),
        ];

        Together(engine, runs);

        Assert.Equal([3], engine.Groups);
        Assert.Equal(2, networks.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Same(networks[0], networks[2]);
    }

    [Fact]
    public void Measuring_has_the_threads_that_the_sweep_has_to_spare()
    {
        var threads = new List<int>();
        var engine = new FakeGroupEngine(new FakeEngine())
        {
            BeforeMeasurement = group => threads.Add(group.Threads),
        };
        int asked = 0;

        Together(engine, [Run(1), Run(2)], threads: () => ++asked);

        // Training images, those held out and test images, in each of two epochs.
        Assert.Equal([1, 2, 3, 4, 5, 6], threads);
    }

    [Fact]
    public void Runs_of_two_kinds_are_refused() => Assert.Throws<ArgumentException>(() => Together(
        new FakeGroupEngine(new FakeEngine()),
        [Run(1), Run(2) with { Training = Spec with { BatchSize = 4 } }]));

    private static RunSpec Run(int seed) => Samples.Run(
        seed: seed, training: Spec with { LearningRate = 0.1 / seed });

    private static Heard Alone(IEngine engine, RunSpec run, int images = 700)
    {
        var heard = new Heard();
        heard.Ended = new Trainer(engine, new ManualClock()).Train(
            run, Samples.Dataset(images, 300), heard, () => 1, CancellationToken.None);
        return heard;
    }

    private static Heard[] Together(
        FakeGroupEngine engine, RunSpec[] runs, int images = 700, Func<int>? threads = null)
    {
        Heard[] heard = [.. runs.Select(_ => new Heard())];
        new Trainer(engine, new ManualClock()).TrainTogether(
            [.. runs.Select((run, i) => new GroupMember(run, heard[i], ended => heard[i].Ended = ended))],
            Samples.Dataset(images, 300), threads ?? (() => 1), CancellationToken.None);
        return heard;
    }

    private static string Hex(Heard heard) =>
        Convert.ToHexString(MemoryMarshal.AsBytes<float>(heard.Ended!.Weights));

    private sealed class Heard : ITrainingObserver
    {
        public List<PassResult> Progress { get; } = [];

        public TrainedRun? Ended { get; set; }

        public void OnProgress(int epoch, PassResult soFar) => Progress.Add(soFar);

        public void OnEpoch(EpochResult epoch)
        {
        }
    }

    [Theory]
    [InlineData(4096, 1, 64, 4096)]
    [InlineData(60_000, 2, 64, 60_000)]
    [InlineData(60_000, 46, 64, 14_848)]
    [InlineData(60_000, 256, 64, 2624)]
    [InlineData(60_000, 256, 10_000, 10_000)]
    [InlineData(60_000, 256, 1, 2674)]
    public void Bent_images_of_many_runs_are_made_in_slices_of_whole_batches_that_an_array_holds(
        int slice, int runs, int batchSize, int expected) =>
        Assert.Equal(expected, GroupSession.SliceWithin(1 << 29, slice, runs * 28 * 28, batchSize));
}
