using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Functions;

/// <summary>
/// tanh x = x·P(x²)/Q(x²), the minimax rational function of degrees 4 and 4 over |x| ≤ 9.02, beyond which tanh rounds
/// to ±1. Within 6 ulp and never beyond ±1, which is proven over every float32; NaN stays NaN.
/// </summary>
internal static class HyperbolicTangent
{
    private const float Saturation = 9.02f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // Beyond saturation P/Q stays what it was there, and x·P/Q grows past ±1.
        TLane z = TLane.Min(TLane.Broadcast(Saturation * Saturation), x * x);
        TLane p = TLane.Broadcast(1.331908755e-08f);
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(2.058348918e-05f));
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(0.003494034539f));
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(0.1337971676f));
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(0.999999979f));
        TLane q = TLane.Broadcast(7.7620245e-07f);
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(0.0003283093053f));
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(0.02587106923f));
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(0.4671302687f));
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(1f));
        TLane y = x * p / q;
        return TLane.Max(TLane.Broadcast(-1f), TLane.Min(TLane.Broadcast(1f), y));
    }
}
