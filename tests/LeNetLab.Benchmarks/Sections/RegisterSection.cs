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

    private static readonly double MultiplyAdds = LeNet5.Build(new ModelSpec()).TrainingMultiplyAdds;

    public string Name => "registers";

    public string Title =>
        $"{new VariantName(new ModelSpec())} on one core with parts of the processor switched off, against "
        + "a core's peak.";

    public void Measure(Bench bench)
    {
        if (bench.Wants("without AVX-512"))
            MeasureWithoutAvx512(bench);
        if (bench.Wants("without AVX2"))
            MeasureWithoutAvx2(bench);
    }

    // Where 512-bit registers do twice as much, narrower ones cannot reach 60 % of that: both peaks are told.
    private static void MeasureWithoutAvx512(Bench bench)
    {
        using var child = RateProcess.Start(bench.Timing, TrainingLoad.UsualImages, "DOTNET_EnableAVX512");
        var narrow = new PeakMeter(bench.Timing, widest: 256);
        double[][] rounds = bench.Timing.InTurn(bench.Peak.Measure, narrow.Measure, child.Measure);
        bool same = child.VectorBits == new SimdEngine().Identity.VectorBits;
        Add("of the peak", rounds[0], same
            ? $"this machine has none, so {child.VectorBits} bits are the ordinary case"
            : $"{child.VectorBits}-bit vectors against the peak of 512 bits");
        if (!same)
            Add($"of the peak of {child.VectorBits} bits", rounds[1], null);

        void Add(string what, double[] peaks, string? note) => bench.Add(bench.Figure(
            $"without AVX-512 (DOTNET_EnableAVX512=0), {what}", Unit.Percent,
            Spread.OfRatios(rounds[2], peaks, 100 * 2 * MultiplyAdds / 1e9)) with
        {
            Aim = Aim.AtLeast(60, KnownCause.NarrowerRegisters),
            Note = note,
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
