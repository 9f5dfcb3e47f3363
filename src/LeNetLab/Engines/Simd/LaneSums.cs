using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// Gradients still spread over images: eight partial sums for each number, [number][8]. Images are added in groups of
/// eight, in order, whatever the register's width, and the eight are summed once at the end of the batch: so the order
/// of additions is the same on every machine.
/// </summary>
internal sealed unsafe class LaneSums(int count, Arena arena)
{
    /// <summary>The sums.</summary>
    public float* Sums { get; } = arena.Floats((long)count * 8);

    public void Clear() => NativeMemory.Clear(Sums, (nuint)count * 8 * sizeof(float));

    /// <summary>((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) of each number.</summary>
    public void ReduceTo(float* target)
    {
        for (int i = 0; i < count; i++)
        {
            Vector128<float> four = Vector128.Load(Sums + (8 * i)) + Vector128.Load(Sums + (8 * i) + 4);
            Vector64<float> two = four.GetLower() + four.GetUpper();
            target[i] = two.GetElement(0) + two.GetElement(1);
        }
    }
}
