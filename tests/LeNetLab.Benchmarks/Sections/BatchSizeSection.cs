using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>The default network's training with other batches than 64.</summary>
internal sealed class BatchSizeSection : ISection
{
    private static readonly int[] Sizes = [1, 16, 32, 64, 128, 256];
    private static readonly int Single = Array.IndexOf(Sizes, 1);
    private static readonly int Usual = Array.IndexOf(Sizes, TrainingLoad.UsualBatch);

    public string Name => "batch-sizes";

    public string Title => $"{new VariantName(new ModelSpec())} on one core; every size is timed in every round.";

    public void Measure(Bench bench)
    {
        if (!bench.Wants("sizes"))
            return;
        TrainingLoad[] loads = [.. Sizes.Select(size => TrainingLoad.OnNoise(new ModelSpec(), size))];
        foreach (TrainingLoad load in loads)
            bench.Timing.WarmUp(load.Train);
        double[][] rates = bench.Timing.InTurn(
            [.. loads.Select(load => (Func<double>)(() => bench.Timing.UnitsPerSecond(load.Train)))]);
        foreach (TrainingLoad load in loads)
            load.Dispose();
        for (int i = 0; i < Sizes.Length; i++)
            bench.Add(bench.Figure($"batch {Sizes[i]}", Unit.ImagesPerSecond, Spread.Of(rates[i])));
        Compare(bench, rates);
    }

    /// <param name="bench">Receives the figures.</param>
    /// <param name="rates">[size][round]</param>
    private static void Compare(Bench bench, double[][] rates)
    {
        int[] order = [.. Enumerable.Range(0, Sizes.Length).Where(i => i != Single)
            .OrderBy(i => Spread.OfRatios(rates[i], rates[Usual], 1).Median)];
        (int slowest, int fastest) = (order[0], order[^1]);
        bench.Add(bench.Figure(
            "slowest of 16 to 256, of the fastest", Unit.Percent,
            Spread.OfRatios(rates[slowest], rates[fastest], 100)) with
        {
            Aim = Aim.AtLeast(85, KnownCause.WhatIsStillLost),
            Note = $"{Sizes[slowest]} against {Sizes[fastest]}",
        });
        bench.Add(bench.Figure(
            "batch 1, of batch 64", Unit.Percent, Spread.OfRatios(rates[Single], rates[Usual], 100)) with
        {
            Aim = Aim.AtLeast(10, KnownCause.WhatIsStillLost),
        });
    }
}
