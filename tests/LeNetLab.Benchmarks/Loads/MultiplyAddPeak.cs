using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>The most multiply-adds that one core does: independent chains in registers, no memory.</summary>
internal static unsafe class MultiplyAddPeak
{
    private const int Chains = 12;
    private const int Repetitions = 50_000;

    /// <summary>Floating-point operations of one call, two for each multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static long Run<TLane>()
        where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.Broadcast(0.5f), b = TLane.Broadcast(0.25f);
        TLane c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a;
        for (int i = 0; i < Repetitions; i++)
        {
            c0.AddProduct(a, b);
            c1.AddProduct(a, b);
            c2.AddProduct(a, b);
            c3.AddProduct(a, b);
            c4.AddProduct(a, b);
            c5.AddProduct(a, b);
            c6.AddProduct(a, b);
            c7.AddProduct(a, b);
            c8.AddProduct(a, b);
            c9.AddProduct(a, b);
            c10.AddProduct(a, b);
            c11.AddProduct(a, b);
        }

        float* sink = stackalloc float[16];
        (c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11).Store(sink);
        return sink[0] > 0 ? 2L * TLane.Count * Chains * Repetitions : 0;
    }
}
