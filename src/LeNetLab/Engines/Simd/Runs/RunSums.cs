using System.Runtime.InteropServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Runs;

/// <summary>
/// Gradients of one pattern of each run, [number][run]: nothing is added across lanes, and once they are complete the
/// step is taken.
/// </summary>
internal sealed unsafe class RunSums<TLane, TRule>(
    RunParameters<TLane, TRule> parameters, ParameterBlock block, Arena arena) : IGradientSums
    where TLane : struct, ILane<TLane>
    where TRule : struct, IRule<TLane>
{
    private readonly float* sums = arena.Floats((long)block.Length * TLane.Count);

    /// <inheritdoc/>
    public float* Of(int block) => sums;

    public void Clear() => NativeMemory.Clear(sums, (nuint)block.Length * (nuint)TLane.Count * sizeof(float));

    public void Complete(float* gradients) => parameters.Step(block, sums);
}
