using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>The forward pass with loss and errors, against its own limit and against training.</summary>
internal sealed class EvaluationSection : ISection
{
    public string Name => "evaluation";

    public string Title =>
        "forward, loss and error count of one core; limit: 2 × the forward multiply-adds against the peak.";

    public void Measure(Bench bench)
    {
        foreach (Preset preset in VariantName.Presets)
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
        timing.WarmUp(load.Evaluate);
        double[][] rounds = timing.InTurn(
            bench.Peak.Measure,
            () => timing.UnitsPerSecond(load.Evaluate),
            () => timing.UnitsPerSecond(load.Train));
        double work = load.Network.ForwardMultiplyAdds;
        bench.Add(bench.Figure($"{name}, evaluated", Unit.ImagesPerSecond, Spread.Of(rounds[1])));
        bench.Add(bench.Figure(
            $"{name}, of the peak", Unit.Percent, Spread.OfRatios(rounds[1], rounds[0], 100 * 2 * work / 1e9)) with
        {
            Aim = Aim.AtLeast(80, KnownCause.WhatIsStillLost),
        });

        // The seconds of an image evaluated to those of an image trained are the inverse of their rates.
        bench.Add(bench.Figure(
            $"{name}, time to evaluate the training images of the time to train on them", Unit.Percent,
            Spread.OfRatios(rounds[2], rounds[1], 100)) with
        {
            Aim = Aim.AtMost(25, KnownCause.WhatIsStillLost),
        });
    }
}
