using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>Managed memory that is allocated within an epoch.</summary>
internal sealed class AllocationSection : ISection
{
    public string Name => "allocation";

    public string Title => "bytes allocated on the managed heap while the default network trains and is evaluated.";

    public void Measure(Bench bench)
    {
        foreach (int threads in new[] { 1, 2 })
        {
            string with = threads == 1 ? "" : $" with {threads} threads";
            if (bench.Wants($"training pass{with}"))
                MeasurePass(bench, $"training pass{with}", threads, load => load.Train());
            if (bench.Wants($"evaluation{with}"))
                MeasurePass(bench, $"evaluation{with}", threads, load => load.Evaluate());
        }

        if (bench.Wants("trainer"))
            MeasureTrainer(bench);
    }

    private static void MeasurePass(Bench bench, string row, int threads, Func<TrainingLoad, long> pass)
    {
        using var load = TrainingLoad.OnNoise(new ModelSpec(), threads: threads);
        bench.Timing.WarmUp(() => pass(load));
        double[][] rounds = bench.Timing.InTurn(() => Allocated(() => pass(load)));
        bench.Add(bench.Figure(row, Unit.Bytes, Spread.Of(rounds[0])) with { Aim = Aim.AtMost(0) });
    }

    /// <summary>What <paramref name="work"/> allocates, on whatever thread.</summary>
    private static double Allocated(Func<long> work)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>A whole epoch of the trainer around the engine: order, rates, passes, its result.</summary>
    private static void MeasureTrainer(Bench bench)
    {
        var marks = new AllocationMarks();
        var training = new TrainingSpec { Epochs = bench.Timing.Rounds + 1, TrainImages = TrainingLoad.UsualImages };
        new Trainer(new SimdEngine(), bench.Clock).Train(
            new RunSpec("bench", new ModelSpec(), training, 1, []), bench.Digits.Dataset, marks,
            () => 1, CancellationToken.None);
        bench.Add(bench.Figure("trainer, an epoch with all around it", Unit.Bytes, Spread.Of(marks.PerEpoch)) with
        {
            Note = "its result's record included, recording and display not",
        });
    }

    /// <summary>What the training thread allocates from the end of one epoch to the end of the next.</summary>
    private sealed class AllocationMarks : ITrainingObserver
    {
        private readonly List<double> perEpoch = [];
        private long last;

        public IReadOnlyCollection<double> PerEpoch => perEpoch;

        public void OnProgress(int epoch, PassResult soFar)
        {
        }

        public void OnEpoch(EpochResult epoch)
        {
            if (epoch.Epoch > 1)
                perEpoch.Add(GC.GetAllocatedBytesForCurrentThread() - last);
            last = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
