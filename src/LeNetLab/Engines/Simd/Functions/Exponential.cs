using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Functions;

/// <summary>
/// e^x: x = n·ln 2 + r with |r| ≤ ln 2 / 2, then 2ⁿ·(1 + r + r²·q(r)), q the minimax polynomial of degree 4.
/// Within 1.1 ulp over [−87, 88], never above 1 for x ≤ 0, and 1 for 0; arguments beyond are taken as the nearer end,
/// a NaN without a payload, as arithmetic makes it, stays NaN.
/// </summary>
internal static class Exponential
{
    private const float Lowest = -87f, Highest = 88f;
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts, the first with trailing zero bits, so that n·head is exact.
    private const float Ln2Head = 0.693359375f, Ln2Tail = -2.12194440e-4f;

    // Adding 1.5·2²³ rounds to an integer and leaves it in the low bits.
    private const float Rounder = 12582912f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        x = TLane.Max(TLane.Broadcast(Lowest), TLane.Min(TLane.Broadcast(Highest), x));
        TLane shifted = TLane.MultiplyAdd(x, TLane.Broadcast(Log2E), TLane.Broadcast(Rounder));
        TLane n = shifted - TLane.Broadcast(Rounder);
        TLane r = TLane.MultiplyAdd(n, TLane.Broadcast(-Ln2Head), x);
        r = TLane.MultiplyAdd(n, TLane.Broadcast(-Ln2Tail), r);
        TLane q = TLane.Broadcast(0.00139012853f);
        q = TLane.MultiplyAdd(q, r, TLane.Broadcast(0.00836314148f));
        q = TLane.MultiplyAdd(q, r, TLane.Broadcast(0.0416668534f));
        q = TLane.MultiplyAdd(q, r, TLane.Broadcast(0.166665773f));
        q = TLane.MultiplyAdd(q, r, TLane.Broadcast(0.499999996f));
        TLane power = TLane.MultiplyAdd(r * r, q, r) + TLane.Broadcast(1f);
        return TLane.ScaleByPowerOfTwo(power, shifted);
    }
}
