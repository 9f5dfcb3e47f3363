using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>One way of pooling a 2×2 neighbourhood, forward and backward.</summary>
internal interface IPooling<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>The pooled value.</summary>
    static abstract TLane Value(Neighbourhood<TLane> x);

    /// <summary>How the pooled value's gradient is shared out.</summary>
    static abstract Neighbourhood<TLane> Share(Neighbourhood<TLane> x, TLane gradient);
}

/// <summary>A 2×2 neighbourhood: top left, top right, bottom left, bottom right.</summary>
internal readonly record struct Neighbourhood<TLane>(TLane X00, TLane X01, TLane X10, TLane X11)
    where TLane : struct, ILane<TLane>
{
    public TLane Mean
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (X00 + X01 + (X10 + X11)) * TLane.Broadcast(0.25f);
    }
}

/// <summary>The mean.</summary>
internal readonly struct AveragePooling<TLane> : IPooling<TLane>
    where TLane : struct, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value(Neighbourhood<TLane> x) => x.Mean;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Neighbourhood<TLane> Share(Neighbourhood<TLane> x, TLane gradient)
    {
        TLane quarter = gradient * TLane.Broadcast(0.25f);
        return new(quarter, quarter, quarter, quarter);
    }
}

/// <summary>The maximum; the gradient goes to the first of equals.</summary>
internal readonly struct MaxPooling<TLane> : IPooling<TLane>
    where TLane : struct, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value(Neighbourhood<TLane> x) =>
        TLane.Max(TLane.Max(x.X00, x.X01), TLane.Max(x.X10, x.X11));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Neighbourhood<TLane> Share(Neighbourhood<TLane> x, TLane gradient)
    {
        TLane max = Value(x), none = TLane.Broadcast(0f);
        TLane first = TLane.WhereGreater(max, x.X00, none, gradient);
        TLane left = TLane.WhereGreater(max, x.X00, gradient, none);
        TLane second = TLane.WhereGreater(max, x.X01, none, left);
        left = TLane.WhereGreater(max, x.X01, left, none);
        TLane third = TLane.WhereGreater(max, x.X10, none, left);
        return new(first, second, third, TLane.WhereGreater(max, x.X10, left, none));
    }
}

/// <summary>Pooling without parameters.</summary>
internal sealed unsafe class PoolingLayer<TLane, TPooling>(Tensor input, Tensor output) : SimdLayer
    where TLane : struct, ILane<TLane>
    where TPooling : struct, IPooling<TLane>
{
    private readonly PoolingWalk walk = new(input, output, TLane.Count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            float* x = input.Values(block), y = output.Values(block);
            for (int row = 0; row < walk.Rows; row++, x += walk.TwoInputRows)
            {
                for (int column = 0; column < walk.Columns; column++, y += TLane.Count)
                    TPooling.Value(walk.Load<TLane>(x + (column * 2 * TLane.Count))).Store(y);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            float* x = input.Values(block), dx = input.Gradients(block), dy = output.Gradients(block);
            for (int row = 0; row < walk.Rows; row++, x += walk.TwoInputRows, dx += walk.TwoInputRows)
            {
                for (int column = 0; column < walk.Columns; column++, dy += TLane.Count)
                {
                    int at = column * 2 * TLane.Count;
                    walk.Store(dx + at, TPooling.Share(walk.Load<TLane>(x + at), TLane.Load(dy)));
                }
            }
        }
    }
}

/// <summary>Where neighbourhoods lie: rows of all maps in one go, since a map's rows are even in number.</summary>
internal readonly unsafe struct PoolingWalk(Tensor input, Tensor output, int lanes)
{
    private readonly int inputRow = input.RowStride;

    /// <summary>Output rows of all maps.</summary>
    public int Rows { get; } = output.Shape.Maps * output.Shape.Rows;

    /// <summary>Output columns.</summary>
    public int Columns { get; } = output.Shape.Columns;

    /// <summary>Floats from one pair of input rows to the next.</summary>
    public int TwoInputRows { get; } = 2 * input.Shape.Columns * lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Neighbourhood<TLane> Load<TLane>(float* x)
        where TLane : struct, ILane<TLane> =>
        new(TLane.Load(x), TLane.Load(x + TLane.Count),
            TLane.Load(x + inputRow), TLane.Load(x + inputRow + TLane.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLane>(float* x, Neighbourhood<TLane> values)
        where TLane : struct, ILane<TLane>
    {
        values.X00.Store(x);
        values.X01.Store(x + TLane.Count);
        values.X10.Store(x + inputRow);
        values.X11.Store(x + inputRow + TLane.Count);
    }
}
