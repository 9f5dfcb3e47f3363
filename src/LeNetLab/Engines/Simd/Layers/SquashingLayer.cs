using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>y = f(a), in place; backward dL/da = dL/dy · f′(a), in place.</summary>
internal sealed unsafe class SquashingLayer<TLane, TSquashing>(Tensor tensor, TSquashing function) : SimdLayer
    where TLane : struct, ILane<TLane>
    where TSquashing : struct, ISquashing<TLane>
{
    public override void Forward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
            Squash(tensor.Values(block), tensor.BlockLength);
    }

    public override void Backward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
            MultiplyBySlope(tensor.Gradients(block), tensor.Values(block), tensor.BlockLength);
    }

    public override void Curvature(int firstBlock, int blocks, float* squares)
    {
        // The slope once, and once more: its square.
        Backward(firstBlock, blocks);
        Backward(firstBlock, blocks);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Squash(float* values, int count)
    {
        for (int i = 0; i < count; i += TLane.Count)
            function.Value(TLane.Load(values + i)).Store(values + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyBySlope(float* gradients, float* values, int count)
    {
        for (int i = 0; i < count; i += TLane.Count)
            (TLane.Load(gradients + i) * function.Slope(TLane.Load(values + i))).Store(gradients + i);
    }
}
