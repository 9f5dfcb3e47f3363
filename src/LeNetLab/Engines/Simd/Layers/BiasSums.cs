using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>Gradients of biases: each map's output gradients summed over its pixels and over images.</summary>
internal static unsafe class BiasSums
{
    /// <summary>
    /// Adds one block. Pixels go to four sums in turn, which are added as (s0 + s1) + (s2 + s3): one sum alone would
    /// wait for each addition.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TLane>(float* gradients, int maps, int pixels, float* laneSums)
        where TLane : struct, ILane<TLane>
    {
        for (int map = 0; map < maps; map++, laneSums += TLane.Count)
        {
            TLane s0 = TLane.Broadcast(0f), s1 = s0, s2 = s0, s3 = s0;
            int pixel = 0;
            for (; pixel + 4 <= pixels; pixel += 4, gradients += 4 * TLane.Count)
            {
                s0 += TLane.Load(gradients);
                s1 += TLane.Load(gradients + TLane.Count);
                s2 += TLane.Load(gradients + (2 * TLane.Count));
                s3 += TLane.Load(gradients + (3 * TLane.Count));
            }

            for (; pixel < pixels; pixel++, gradients += TLane.Count)
                s0 += TLane.Load(gradients);
            (TLane.Load(laneSums) + (s0 + s1 + (s2 + s3))).Store(laneSums);
        }
    }
}
