using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// y = pool(f(a)) without parameters of its own, and backward dL/da = share(dL/dy) · f′(a): the squashing of what is
/// pooled goes in the same pass, while it is in registers. The input keeps f(a).
/// </summary>
internal sealed unsafe class PoolingLayer<TLane, TSquashing, TPooling>(
    Tensor input, Tensor output, TSquashing function) : SimdLayer
    where TLane : struct, ILane<TLane>
    where TSquashing : struct, ISquashing<TLane>
    where TPooling : struct, IPooling<TLane>
{
    private readonly PoolingWalk walk = new(input, output, TLane.Count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(int firstBlock, int blocks)
    {
        TSquashing f = function;
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            float* x = input.Values(block), y = output.Values(block);
            for (int row = 0; row < walk.Rows; row++, x += walk.TwoInputRows)
            {
                for (int column = 0; column < walk.Columns; column++, y += TLane.Count)
                {
                    float* at = x + (column * 2 * TLane.Count);
                    Neighbourhood<TLane> values = walk.Load<TLane>(at).Squash(f);
                    walk.Store(at, values);
                    TPooling.Value(values).Store(y);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(int firstBlock, int blocks)
    {
        TSquashing f = function;
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            float* x = input.Values(block), dx = input.Gradients(block), dy = output.Gradients(block);
            for (int row = 0; row < walk.Rows; row++, x += walk.TwoInputRows, dx += walk.TwoInputRows)
            {
                for (int column = 0; column < walk.Columns; column++, dy += TLane.Count)
                {
                    int at = column * 2 * TLane.Count;
                    Neighbourhood<TLane> values = walk.Load<TLane>(x + at);
                    walk.Store(dx + at, TPooling.Share(values, TLane.Load(dy)).TimesSlope(f, values));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Curvature(int firstBlock, int blocks, float* squares)
    {
        TSquashing f = function;
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            float* x = input.Values(block), dx = input.Gradients(block), dy = output.Gradients(block);
            for (int row = 0; row < walk.Rows; row++, x += walk.TwoInputRows, dx += walk.TwoInputRows)
            {
                for (int column = 0; column < walk.Columns; column++, dy += TLane.Count)
                {
                    int at = column * 2 * TLane.Count;
                    Neighbourhood<TLane> values = walk.Load<TLane>(x + at);
                    walk.Store(dx + at, TPooling.ShareSquared(values, TLane.Load(dy)).TimesSquaredSlope(f, values));
                }
            }
        }
    }
}
