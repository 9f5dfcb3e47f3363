using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Benchmarks.Programs;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>The default network with narrower registers, in processes of their own.</summary>
internal sealed class RegisterSection : ISection
{
    // Without vectors a pass of the usual length would take a minute.
    private const int FewImages = 64;

    public string Name => "registers";

    public string Title =>
        $"{new VariantName(new ModelSpec())} on one core with parts of the processor switched off, against this "
        + "process's peak.";

    public void Measure(Bench bench)
    {
        if (bench.Wants("without AVX-512"))
            MeasureWithoutAvx512(bench);
        if (bench.Wants("without AVX2"))
            MeasureWithoutAvx2(bench);
    }

    private static void MeasureWithoutAvx512(Bench bench)
    {
        using var child = RateProcess.Start(bench.Timing, TrainingLoad.UsualImages, "DOTNET_EnableAVX512");
        double[][] rounds = bench.Timing.InTurn(bench.Peak.Measure, child.Measure);
        double work = LeNet5.Build(new ModelSpec()).TrainingMultiplyAdds;
        bool same = child.VectorBits == new SimdEngine().Identity.VectorBits;
        bench.Add(bench.Figure(
            "without AVX-512 (DOTNET_EnableAVX512=0), of the peak", Unit.Percent,
            Spread.OfRatios(rounds[1], rounds[0], 100 * 2 * work / 1e9)) with
        {
            Aim = Aim.AtLeast(60, KnownCause.WhatIsStillLost),
            Note = same
                ? $"this machine has none, so {child.VectorBits} bits are the ordinary case"
                : $"{child.VectorBits}-bit vectors",
        });
    }

    private static void MeasureWithoutAvx2(Bench bench)
    {
        using var child = RateProcess.Start(bench.Timing, FewImages, "DOTNET_EnableAVX2");
        double[][] rounds = bench.Timing.InTurn(child.Measure);
        bench.Add(bench.Figure(
            "without AVX2 (DOTNET_EnableAVX2=0)", Unit.ImagesPerSecond, Spread.Of(rounds[0])) with
        {
            Note = "right, however slow",
        });
    }
}
