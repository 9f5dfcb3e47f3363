using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Layers;

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
