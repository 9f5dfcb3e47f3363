using System.Runtime.Intrinsics;
using LeNetLab.Benchmarks.Figures;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>Times the multiply-add peak of one core, in every round anew: machines are not steady.</summary>
/// <remarks>
/// A round is the best of several slices. A peak is a most by its nature: where somebody else had the core for a
/// while, the limit would seem lower than it is, and everything held against it better.
/// </remarks>
/// <param name="timing">Length of a round.</param>
/// <param name="widest">Bits of the registers to use; where the machine's are narrower, those.</param>
internal sealed class PeakMeter(Timing timing, int widest = 512)
{
    private const int Slices = 5;

    private readonly Timing slice = timing with { Round = timing.Brief.Round / Slices };
    private readonly List<double> rounds = [];

    /// <summary>All rounds so far, GFLOP/s; null before the first.</summary>
    public Spread? Spread => rounds.Count > 0 ? Spread.Of(rounds) : null;

    /// <summary>One round, in GFLOP/s.</summary>
    public double Measure()
    {
        bool wide = widest >= 512 && Vector512.IsHardwareAccelerated;
        Func<long> run = wide ? MultiplyAddPeak.Run<Lane16> : MultiplyAddPeak.Run<Lane8>;
        double gigaflops = Enumerable.Range(0, Slices).Max(_ => slice.UnitsPerSecond(run)) / 1e9;
        rounds.Add(gigaflops);
        return gigaflops;
    }
}
