using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Functions;

/// <summary>
/// tanh x = x·P(x²)/Q(x²), the minimax rational function of degrees 5 and 4 over |x| ≤ 9.02, beyond which tanh rounds
/// to ±1. Within 6 ulp and never beyond ±1; NaN stays NaN.
/// </summary>
internal static class HyperbolicTangent
{
    private const float Saturation = 9.02f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        x = TLane.Max(TLane.Broadcast(-Saturation), TLane.Min(TLane.Broadcast(Saturation), x));
        TLane z = x * x;
        TLane p = TLane.Broadcast(-1.22034744e-11f);
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(3.0585041e-08f));
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(2.8007469e-05f));
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(0.00386832832f));
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(0.136799155f));
        p = TLane.MultiplyAdd(p, z, TLane.Broadcast(0.999999999f));
        TLane q = TLane.Broadcast(1.28736723e-06f);
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(0.000393863207f));
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(0.027245841f));
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(0.470132476f));
        q = TLane.MultiplyAdd(q, z, TLane.Broadcast(1f));
        TLane y = x * p / q;
        return TLane.Max(TLane.Broadcast(-1f), TLane.Min(TLane.Broadcast(1f), y));
    }
}
