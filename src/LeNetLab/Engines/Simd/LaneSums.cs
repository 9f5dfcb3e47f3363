using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// Gradients still spread over images: sixteen sums for each number, image n of a part in sum n mod 16, whatever the
/// register's width: sixteen lanes hold them all, eight lanes every other block's half. So the order of additions is
/// the same on every machine.
/// </summary>
/// <param name="count">Numbers summed.</param>
/// <param name="offset">Where they belong in the layout of <see cref="ParameterStore{TLane}"/>.</param>
/// <param name="arena">Where the memory comes from.</param>
internal sealed unsafe class LaneSums<TLane>(int count, int offset, Arena arena) : IGradientSums
    where TLane : struct, ILane<TLane>
{
    private const int Sums = 16;
    private readonly float* sums = arena.Floats((long)count * Sums);

    public float* Of(int block) => sums + ((nint)(block % (Sums / TLane.Count)) * count * TLane.Count);

    public void Clear() => NativeMemory.Clear(sums, (nuint)count * Sums * sizeof(float));

    public void Complete(float* gradients) => ReduceTo(gradients + offset);

    /// <summary>
    /// tᵢ = sᵢ + sᵢ₊₈, then ((t₀ + t₄) + (t₂ + t₆)) + ((t₁ + t₅) + (t₃ + t₇)) of each number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReduceTo(float* target)
    {
        nint secondHalf = TLane.Count == Sums ? 8 : (nint)count * TLane.Count;
        for (int i = 0; i < count; i++)
        {
            float* first = sums + (i * TLane.Count);
            Vector256<float> eight = Vector256.Load(first) + Vector256.Load(first + secondHalf);
            Vector128<float> four = eight.GetLower() + eight.GetUpper();
            Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
            target[i] = two.ToScalar() + two.GetElement(1);
        }
    }
}
