using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>One run that has several cores to itself.</summary>
internal sealed class ThreadSection : ISection
{
    private const int BatchSize = 256;
    private const int MostThreads = 8;

    public string Name => "threads";

    public string Title => $"one run of {new VariantName(new ModelSpec())} on several cores, batch {BatchSize}.";

    public void Measure(Bench bench)
    {
        int most = Math.Min(Environment.ProcessorCount, MostThreads);
        foreach (int threads in new[] { 2, most }.Where(threads => threads >= 2).Distinct())
        {
            string name = $"{threads} threads, images a second, of one thread's";
            if (bench.Wants(name))
                Measure(bench, name, threads);
        }
    }

    private static void Measure(Bench bench, string name, int threads)
    {
        Figure figure = bench.Figure(name, Unit.Times, null) with
        {
            // More cores than two are for information: what is promised is promised for two.
            Aim = threads == 2 ? Aim.AtLeast(1.6, KnownCause.Threads) : null,
        };
        if (Environment.ProcessorCount < threads)
        {
            bench.Add(figure with { Note = "this machine has one core" });
            return;
        }

        using var alone = TrainingLoad.OnNoise(new ModelSpec(), BatchSize);
        using var shared = TrainingLoad.OnNoise(new ModelSpec(), BatchSize, threads: threads);
        bench.Timing.WarmUp(alone.Train);
        bench.Timing.WarmUp(shared.Train);
        double[][] rounds = bench.Timing.InTurn(
            () => bench.Timing.UnitsPerSecond(alone.Train), () => bench.Timing.UnitsPerSecond(shared.Train));
        bench.Add(bench.Figure("1 thread", Unit.ImagesPerSecond, Spread.Of(rounds[0])));
        bench.Add(bench.Figure($"{threads} threads", Unit.ImagesPerSecond, Spread.Of(rounds[1])));
        bench.Add(figure with { Spread = Spread.OfRatios(rounds[1], rounds[0], 1) });
    }
}
