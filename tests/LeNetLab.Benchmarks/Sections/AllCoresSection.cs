using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>A run on every core at once, as a sweep has it.</summary>
internal sealed class AllCoresSection : ISection
{
    public string Name => "all-cores";

    public string Title =>
        $"a run on each of {Environment.ProcessorCount} cores at once, batch {TrainingLoad.UsualBatch}.";

    public void Measure(Bench bench)
    {
        foreach (Preset preset in VariantName.Presets)
        {
            var model = new ModelSpec { Preset = preset };
            string name = new VariantName(model).ToString();
            if (bench.Wants(name))
                Measure(bench, name, model);
        }
    }

    private static void Measure(Bench bench, string name, ModelSpec model)
    {
        int cores = Environment.ProcessorCount;
        TrainingLoad[] loads = [.. Enumerable.Range(0, cores).Select(_ => TrainingLoad.OnNoise(model))];
        foreach (TrainingLoad load in loads)
            bench.Timing.WarmUp(load.Train);
        double[][] rounds = bench.Timing.InTurn(
            () => bench.Timing.UnitsPerSecond(loads[0].Train), () => Together(loads, bench.Timing));
        foreach (TrainingLoad load in loads)
            load.Dispose();
        bench.Add(bench.Figure($"{name}, trained", Unit.ImagesPerSecond, Spread.Of(rounds[1])));
        bench.Add(bench.Figure(
            $"{name}, of as many times one core alone", Unit.Percent,
            Spread.OfRatios(rounds[1], rounds[0], 100.0 / cores)));
    }

    private static double Together(TrainingLoad[] loads, Timing timing)
    {
        double[] rates = new double[loads.Length];
        Thread[] threads =
            [.. loads.Select((load, i) => new Thread(() => rates[i] = timing.UnitsPerSecond(load.Train)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return rates.Sum();
    }
}
