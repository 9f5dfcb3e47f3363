using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Models;
using LeNetLab.Training;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>What a look into the layers adds to an epoch of 60,000 images.</summary>
internal sealed class LayerProbeSection : ISection
{
    private const int Epoch = 60_000, Looked = LayerWatch.ProbeImages;

    public string Name => "layers-watched";

    public string Title => $"a look at {Looked} images after each epoch, beside training on {Epoch:N0}; one core.";

    public void Measure(Bench bench)
    {
        foreach (Preset preset in new[] { Preset.LeNet5, Preset.LeNet5Wide })
        {
            var model = new ModelSpec { Preset = preset };
            string name = new VariantName(model).ToString();
            if (!bench.Wants(name))
                continue;
            using var load = TrainingLoad.OnNoise(model);
            Measure(bench, name, load);
        }
    }

    private static void Measure(Bench bench, string name, TrainingLoad load)
    {
        Timing timing = bench.Timing;
        timing.WarmUp(load.Train);
        timing.WarmUp(() => load.Look(Looked));
        double[][] rounds = timing.InTurn(
            () => timing.UnitsPerSecond(load.Train), () => timing.UnitsPerSecond(() => load.Look(Looked)));

        // The seconds of an image looked at to those of an image trained are the inverse of their rates.
        bench.Add(bench.Figure(
            $"{name}, watching its layers, of the time to train an epoch", Unit.Percent,
            Spread.OfRatios(rounds[0], rounds[1], 100.0 * Looked / Epoch)) with
        {
            Aim = Aim.AtMost(1),
        });
    }
}
