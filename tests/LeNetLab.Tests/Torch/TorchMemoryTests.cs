using LeNetLab.Data;
using LeNetLab.Data.Strokes;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Tests.Engines;
using LeNetLab.Tests.Training;
using LeNetLab.Torch;
using LeNetLab.Training;
using TorchSharp;

namespace LeNetLab.Tests.Torch;

/// <summary>
/// Nothing leaks, and what is too large is told apart from what is wrong. Alone, because the process is measured.
/// </summary>
[Trait("engine", "torch")]
[Collection(nameof(TorchMemoryTests))]
[CollectionDefinition(nameof(TorchMemoryTests), DisableParallelization = true)]
public sealed class TorchMemoryTests
{
    private static readonly Dataset Digits = new(
        "strokes", "a prefix", StrokeDigits.DrawTraining(400, CancellationToken.None),
        StrokeDigits.DrawTest(100, CancellationToken.None));

    /// <summary>Tensors that this thread has made and not freed; other tests run on other threads.</summary>
    private static long LiveTensors => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Ten_epochs_leave_no_more_memory_in_use_than_two(int runs)
    {
        using TorchEngine engine = RegisteredEngines.TorchOnCpu();
        var observer = new MemoryWatch();
        var training = new TrainingSpec
        {
            Epochs = 10,
            BatchSize = 4,
            Optimizer = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0),
        };
        var trainer = new Trainer(engine, new ManualClock());
        if (runs == 1)
        {
            trainer.Train(Samples.Run(training: training), Digits, observer, () => 1, CancellationToken.None);
        }
        else
        {
            trainer.TrainTogether(
                [.. Enumerable.Range(1, runs).Select(seed => new GroupMember(
                    Samples.Run(seed: seed, training: training), seed == 1 ? observer : new SilentObserver(), _ => { }))],
                Digits, () => 1, CancellationToken.None);
        }

        Assert.Equal(10, observer.Tensors.Count);
        Assert.Equal(observer.Tensors[1], observer.Tensors[9]);

        // What the system has given comes and goes by some 40 MB; a gradient left behind at each of the 800 steps
        // between the two would be 200.
        Assert.InRange(observer.WorkingSet[9] - observer.WorkingSet[1], long.MinValue, 48 << 20);
    }

    [Fact]
    public void A_finished_run_leaves_no_tensor_behind()
    {
        long before = LiveTensors;
        using (TorchEngine engine = RegisteredEngines.TorchOnCpu())
        {
            TrainingSpec training = new() { Epochs = 1, BatchSize = 20 };
            new Trainer(engine, new ManualClock()).Train(
                Samples.Run(training: training), Digits, new SilentObserver(), () => 1, CancellationToken.None);
        }

        Assert.Equal(before, LiveTensors);
    }

    [Fact]
    public void What_no_machine_could_hold_is_reported_as_memory()
    {
        using TorchEngine engine = RegisteredEngines.TorchOnCpu();

        // 172 TB: more than addresses reach, so that no kind of overcommitment can grant it.
        Network huge = Network.Create(
            new Shape(1, 32, 32), [new Layer.Dense("F1", 1 << 20), new Layer.SoftmaxOutput("output", 10)]);
        const int Runs = 40_000;

        EngineMemoryException refused = Assert.Throws<EngineMemoryException>(() => engine.CreateGroupLearner(
            [.. Enumerable.Repeat(huge, Runs)],
            [.. Enumerable.Repeat(new OptimizerSpec.Sgd(0.9, false, 0), Runs)], 1));

        Assert.Contains("40000 runs", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Cuda_in_a_build_for_the_cpu_is_refused_with_the_build_that_has_it()
    {
        EngineUnavailableException refused =
            Assert.Throws<EngineUnavailableException>(() => TorchEngine.Open("cuda"));

        Assert.Equal(new EngineSpec("torch", "cuda"), refused.LeftOut);
    }

    /// <summary>Notes after every epoch what is in use.</summary>
    private sealed class MemoryWatch : ITrainingObserver
    {
        public List<long> Tensors { get; } = [];

        public List<long> WorkingSet { get; } = [];

        public void OnProgress(int epoch, PassResult soFar)
        {
        }

        public void OnEpoch(EpochResult epoch)
        {
            Tensors.Add(LiveTensors);
            GC.Collect();
            WorkingSet.Add(Environment.WorkingSet);
        }
    }
}
