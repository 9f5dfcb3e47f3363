using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>y(i) = x(i)².</summary>
internal static unsafe class Squares
{
    /// <param name="x">Numbers.</param>
    /// <param name="count">How many; a multiple of the lanes.</param>
    /// <param name="y">Receives the squares; may be <paramref name="x"/> itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of<TLane>(float* x, int count, float* y)
        where TLane : struct, ILane<TLane>
    {
        for (int i = 0; i < count; i += TLane.Count)
            (TLane.Load(x + i) * TLane.Load(x + i)).Store(y + i);
    }
}
