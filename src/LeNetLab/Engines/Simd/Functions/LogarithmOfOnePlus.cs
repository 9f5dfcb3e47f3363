using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Functions;

/// <summary>
/// ln(1 + x) for x ≥ 0: u = 1 + x = m·2ⁿ with m in [√½, √2), ln m = s − s²/2 + s³·p(s) with s = m − 1 and p the
/// polynomial of degree 7 that errs least, and (x − (u − 1))/u for what u lost in rounding. Within 1.5 ulp up to 10³⁸,
/// constant beyond; 0 for 0, and NaN stays NaN.
/// </summary>
internal static class LogarithmOfOnePlus
{
    private const float Highest = 1e38f;

    // ln 2 in two parts, the first with trailing zero bits, so that n·head is exact.
    private const float Ln2Head = 0.693359375f, Ln2Tail = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Broadcast(1f);
        x = TLane.Min(TLane.Broadcast(Highest), x);
        TLane u = one + x;
        (TLane n, TLane m) = TLane.Split(u);
        TLane s = m - one, square = s * s;
        TLane p = TLane.Broadcast(-0.0763442986f);
        p = TLane.MultiplyAdd(p, s, TLane.Broadcast(0.127615503f));
        p = TLane.MultiplyAdd(p, s, TLane.Broadcast(-0.131601951f));
        p = TLane.MultiplyAdd(p, s, TLane.Broadcast(0.142017625f));
        p = TLane.MultiplyAdd(p, s, TLane.Broadcast(-0.166233565f));
        p = TLane.MultiplyAdd(p, s, TLane.Broadcast(0.200012267f));
        p = TLane.MultiplyAdd(p, s, TLane.Broadcast(-0.250008211f));
        p = TLane.MultiplyAdd(p, s, TLane.Broadcast(0.333333317f));
        TLane small = TLane.MultiplyAdd(n, TLane.Broadcast(Ln2Tail), (x - (u - one)) / u);
        small = TLane.MultiplyAdd(p * square, s, small);
        small = TLane.MultiplyAdd(TLane.Broadcast(-0.5f), square, small);
        return TLane.MultiplyAdd(n, TLane.Broadcast(Ln2Head), s + small);
    }
}
