using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Functions;

/// <summary>
/// tanh x = x·P(x²)/Q(x²), the minimax rational function of degrees 4 and 4 over |x| ≤ 8.2, its coefficients rounded so
/// that the computed values err least up to 9.02, beyond which tanh rounds to ±1. Within 5.5 ulp, never beyond ±1, and
/// tanh(−x) = −tanh x to the bit; NaN stays NaN.
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
        TLane p = TLane.Broadcast(1.48404951e-08f);
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(2.16372264e-05f));
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(0.00355668296f));
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(0.134321183f));
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(1f));
        TLane q = TLane.Broadcast(8.37057655e-07f);
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(0.000338643615f));
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(0.0261082835f));
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(0.467654407f));
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(1f));
        TLane y = x * p / q;
        return TLane.Max(TLane.Broadcast(-1f), TLane.Min(TLane.Broadcast(1f), y));
    }
}
