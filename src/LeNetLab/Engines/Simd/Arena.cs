using System.Runtime.InteropServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd;

/// <summary>Memory of one learner, allocated once, zeroed and aligned to cache lines, freed together.</summary>
internal sealed unsafe class Arena : IDisposable
{
    private const nuint CacheLine = 64;
    private readonly List<nint> blocks = [];

    /// <summary>A zeroed array of floats.</summary>
    public float* Floats(long count) => (float*)Allocate((nuint)count * sizeof(float));

    /// <summary>One register of numbers, those not given 0.</summary>
    public float* Lanes<TLane>(IEnumerable<float> values)
        where TLane : struct, ILane<TLane>
    {
        float* lanes = Floats(TLane.Count);
        int lane = 0;
        foreach (float value in values)
            lanes[lane++] = value;
        return lanes;
    }

    /// <summary>A list of offsets.</summary>
    public int* Offsets(IReadOnlyList<int> values)
    {
        int* list = (int*)Allocate((nuint)values.Count * sizeof(int));
        for (int i = 0; i < values.Count; i++)
            list[i] = values[i];
        return list;
    }

    public void Dispose()
    {
        foreach (nint block in blocks)
            NativeMemory.AlignedFree((void*)block);
        blocks.Clear();
    }

    private void* Allocate(nuint bytes)
    {
        nuint padded = ((bytes / CacheLine) + 1) * CacheLine;
        void* memory = NativeMemory.AlignedAlloc(padded, CacheLine);
        NativeMemory.Clear(memory, padded);
        blocks.Add((nint)memory);
        return memory;
    }
}
