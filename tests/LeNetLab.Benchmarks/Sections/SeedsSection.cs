using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>Runs at batch size 1 that share the lanes.</summary>
internal sealed class SeedsSection : ISection
{
    private const int Seeds = 16;

    public string Name => "seeds";

    public string Title => $"{Seeds} seeds of {new VariantName(new ModelSpec())} at batch 1, on one core.";

    public void Measure(Bench bench)
    {
        if (!bench.Wants("in the lanes"))
            return;
        using var together = new GroupLoad(new SimdEngine(), new ModelSpec(), Seeds);
        using var alone = TrainingLoad.OnNoise(new ModelSpec(), 1);
        bench.Timing.WarmUp(together.Train);
        bench.Timing.WarmUp(alone.Train);
        double[][] rounds = bench.Timing.InTurn(
            () => bench.Timing.UnitsPerSecond(together.Train), () => bench.Timing.UnitsPerSecond(alone.Train));
        bench.Add(bench.Figure(
            $"{Seeds} seeds in the lanes, all together", Unit.ImagesPerSecond, Spread.Of(rounds[0])) with
        {
            Aim = Aim.AtLeast(15_000, KnownCause.Seeds),
            Note = $"groups of {together.RunsOfGroup}",
        });
        bench.Add(bench.Figure("one seed after the other", Unit.ImagesPerSecond, Spread.Of(rounds[1])));
        bench.Add(bench.Figure(
            "in the lanes, of one after the other", Unit.Times, Spread.OfRatios(rounds[0], rounds[1], 1)));
    }
}
