using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Tiles;

/// <summary>A block of accumulators small enough to stay in registers: a few rows of a few columns.</summary>
/// <remarks>Twelve accumulators cover the latency of two multiply-adds a cycle and leave four of AVX2's registers.</remarks>
internal unsafe interface ITile<TSelf, TRow, TLane>
    where TSelf : struct, ITile<TSelf, TRow, TLane>
    where TRow : struct, IRow<TRow, TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Rows in the tile: 1, 4, 5 or 6.</summary>
    static abstract int Rows { get; }

    /// <summary>Every column of row i from values + starts[i].</summary>
    void Repeat<TOperand>(float* values, int* starts)
        where TOperand : IOperand<TLane>;

    /// <summary>Row i, column j from source + rows[i] + columns[j].</summary>
    void Load(float* source, int* rows, Offsets columns);

    /// <summary>The reverse of <see cref="Load"/>.</summary>
    void Store(float* target, int* rows, Offsets columns);

    /// <summary>Row i += A(i) · inputs, where A(i) is read at left + i·stride.</summary>
    void MultiplyAdd<TOperand>(float* left, nint stride, TRow inputs)
        where TOperand : IOperand<TLane>;
}

/// <summary>How a number that meets a whole register is read: a left factor, a bias.</summary>
internal unsafe interface IOperand<TLane>
{
    /// <summary>Floats that it takes in memory: 1, or as many as there are lanes.</summary>
    static abstract int Floats { get; }

    /// <summary>One number for every lane.</summary>
    static abstract TLane Read(float* source);
}

/// <summary>The same number for every lane: a weight of one run, whose images are in the lanes.</summary>
internal readonly unsafe struct Scalar<TLane> : IOperand<TLane>
    where TLane : struct, ILane<TLane>
{
    public static int Floats => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Read(float* source) => TLane.Broadcast(*source);
}

/// <summary>A number for each lane: a gradient of each image, or a weight of each run.</summary>
internal readonly unsafe struct Vector<TLane> : IOperand<TLane>
    where TLane : struct, ILane<TLane>
{
    public static int Floats => TLane.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Read(float* source) => TLane.Load(source);
}

/// <summary>One row: what is left over where a number of maps is no sum of fours, fives and sixes.</summary>
internal unsafe struct Tile1<TRow, TLane> : ITile<Tile1<TRow, TLane>, TRow, TLane>
    where TRow : struct, IRow<TRow, TLane>
    where TLane : struct, ILane<TLane>
{
    private TRow r0;

    public static int Rows => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Repeat<TOperand>(float* values, int* starts)
        where TOperand : IOperand<TLane> => r0 = TRow.Repeat(TOperand.Read(values + starts[0]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* source, int* rows, Offsets columns) => r0 = TRow.Load(source + rows[0], columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, int* rows, Offsets columns) =>
        r0.Store(target + rows[0], columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd<TOperand>(float* left, nint stride, TRow inputs)
        where TOperand : IOperand<TLane> => r0.MultiplyAdd(TOperand.Read(left), inputs);
}

/// <summary>Four rows.</summary>
internal unsafe struct Tile4<TRow, TLane> : ITile<Tile4<TRow, TLane>, TRow, TLane>
    where TRow : struct, IRow<TRow, TLane>
    where TLane : struct, ILane<TLane>
{
    private TRow r0, r1, r2, r3;

    public static int Rows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Repeat<TOperand>(float* values, int* starts)
        where TOperand : IOperand<TLane>
    {
        r0 = TRow.Repeat(TOperand.Read(values + starts[0]));
        r1 = TRow.Repeat(TOperand.Read(values + starts[1]));
        r2 = TRow.Repeat(TOperand.Read(values + starts[2]));
        r3 = TRow.Repeat(TOperand.Read(values + starts[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* source, int* rows, Offsets columns)
    {
        r0 = TRow.Load(source + rows[0], columns);
        r1 = TRow.Load(source + rows[1], columns);
        r2 = TRow.Load(source + rows[2], columns);
        r3 = TRow.Load(source + rows[3], columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, int* rows, Offsets columns)
    {
        r0.Store(target + rows[0], columns);
        r1.Store(target + rows[1], columns);
        r2.Store(target + rows[2], columns);
        r3.Store(target + rows[3], columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd<TOperand>(float* left, nint stride, TRow inputs)
        where TOperand : IOperand<TLane>
    {
        r0.MultiplyAdd(TOperand.Read(left), inputs);
        r1.MultiplyAdd(TOperand.Read(left + stride), inputs);
        r2.MultiplyAdd(TOperand.Read(left + (2 * stride)), inputs);
        r3.MultiplyAdd(TOperand.Read(left + (3 * stride)), inputs);
    }
}

/// <summary>Five rows.</summary>
internal unsafe struct Tile5<TRow, TLane> : ITile<Tile5<TRow, TLane>, TRow, TLane>
    where TRow : struct, IRow<TRow, TLane>
    where TLane : struct, ILane<TLane>
{
    private TRow r0, r1, r2, r3, r4;

    public static int Rows => 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Repeat<TOperand>(float* values, int* starts)
        where TOperand : IOperand<TLane>
    {
        r0 = TRow.Repeat(TOperand.Read(values + starts[0]));
        r1 = TRow.Repeat(TOperand.Read(values + starts[1]));
        r2 = TRow.Repeat(TOperand.Read(values + starts[2]));
        r3 = TRow.Repeat(TOperand.Read(values + starts[3]));
        r4 = TRow.Repeat(TOperand.Read(values + starts[4]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* source, int* rows, Offsets columns)
    {
        r0 = TRow.Load(source + rows[0], columns);
        r1 = TRow.Load(source + rows[1], columns);
        r2 = TRow.Load(source + rows[2], columns);
        r3 = TRow.Load(source + rows[3], columns);
        r4 = TRow.Load(source + rows[4], columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, int* rows, Offsets columns)
    {
        r0.Store(target + rows[0], columns);
        r1.Store(target + rows[1], columns);
        r2.Store(target + rows[2], columns);
        r3.Store(target + rows[3], columns);
        r4.Store(target + rows[4], columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd<TOperand>(float* left, nint stride, TRow inputs)
        where TOperand : IOperand<TLane>
    {
        r0.MultiplyAdd(TOperand.Read(left), inputs);
        r1.MultiplyAdd(TOperand.Read(left + stride), inputs);
        r2.MultiplyAdd(TOperand.Read(left + (2 * stride)), inputs);
        r3.MultiplyAdd(TOperand.Read(left + (3 * stride)), inputs);
        r4.MultiplyAdd(TOperand.Read(left + (4 * stride)), inputs);
    }
}

/// <summary>Six rows.</summary>
internal unsafe struct Tile6<TRow, TLane> : ITile<Tile6<TRow, TLane>, TRow, TLane>
    where TRow : struct, IRow<TRow, TLane>
    where TLane : struct, ILane<TLane>
{
    private TRow r0, r1, r2, r3, r4, r5;

    public static int Rows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Repeat<TOperand>(float* values, int* starts)
        where TOperand : IOperand<TLane>
    {
        r0 = TRow.Repeat(TOperand.Read(values + starts[0]));
        r1 = TRow.Repeat(TOperand.Read(values + starts[1]));
        r2 = TRow.Repeat(TOperand.Read(values + starts[2]));
        r3 = TRow.Repeat(TOperand.Read(values + starts[3]));
        r4 = TRow.Repeat(TOperand.Read(values + starts[4]));
        r5 = TRow.Repeat(TOperand.Read(values + starts[5]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* source, int* rows, Offsets columns)
    {
        r0 = TRow.Load(source + rows[0], columns);
        r1 = TRow.Load(source + rows[1], columns);
        r2 = TRow.Load(source + rows[2], columns);
        r3 = TRow.Load(source + rows[3], columns);
        r4 = TRow.Load(source + rows[4], columns);
        r5 = TRow.Load(source + rows[5], columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, int* rows, Offsets columns)
    {
        r0.Store(target + rows[0], columns);
        r1.Store(target + rows[1], columns);
        r2.Store(target + rows[2], columns);
        r3.Store(target + rows[3], columns);
        r4.Store(target + rows[4], columns);
        r5.Store(target + rows[5], columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd<TOperand>(float* left, nint stride, TRow inputs)
        where TOperand : IOperand<TLane>
    {
        r0.MultiplyAdd(TOperand.Read(left), inputs);
        r1.MultiplyAdd(TOperand.Read(left + stride), inputs);
        r2.MultiplyAdd(TOperand.Read(left + (2 * stride)), inputs);
        r3.MultiplyAdd(TOperand.Read(left + (3 * stride)), inputs);
        r4.MultiplyAdd(TOperand.Read(left + (4 * stride)), inputs);
        r5.MultiplyAdd(TOperand.Read(left + (5 * stride)), inputs);
    }
}
