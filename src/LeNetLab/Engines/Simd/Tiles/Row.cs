using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Tiles;

/// <summary>
/// One row of a register tile: the accumulators of one output for a few neighbouring columns. The same type holds the
/// columns' inputs.
/// </summary>
internal unsafe interface IRow<TSelf, TLane>
    where TSelf : struct, IRow<TSelf, TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Columns in the row.</summary>
    static abstract int Columns { get; }

    /// <summary>The same register in every column.</summary>
    static abstract TSelf Repeat(TLane value);

    /// <summary>Column j from <paramref name="source"/> + offsets[j].</summary>
    static abstract TSelf Load(float* source, Offsets offsets);

    /// <summary>Column j to <paramref name="target"/> + offsets[j].</summary>
    void Store(float* target, Offsets offsets);

    /// <summary>this + a·inputs, column by column.</summary>
    void MultiplyAdd(TLane a, TSelf inputs);
}

/// <summary>Where a tile's columns start, in floats from a common base.</summary>
internal readonly record struct Offsets(nint C0, nint C1, nint C2)
{
    /// <summary>The first columns of a list; those a row does not have are never read.</summary>
    public static unsafe Offsets From(int* list, int columns) =>
        new(list[0], columns > 1 ? list[1] : 0, columns > 2 ? list[2] : 0);
}

/// <summary>A row of one column.</summary>
internal unsafe struct Row1<TLane> : IRow<Row1<TLane>, TLane>
    where TLane : struct, ILane<TLane>
{
    private TLane c0;

    public static int Columns => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TLane> Repeat(TLane value) => new() { c0 = value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TLane> Load(float* source, Offsets offsets) => new() { c0 = TLane.Load(source + offsets.C0) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, Offsets offsets) => c0.Store(target + offsets.C0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(TLane a, Row1<TLane> inputs) => c0.AddProduct(a, inputs.c0);
}

/// <summary>A row of two columns.</summary>
internal unsafe struct Row2<TLane> : IRow<Row2<TLane>, TLane>
    where TLane : struct, ILane<TLane>
{
    private TLane c0, c1;

    public static int Columns => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TLane> Repeat(TLane value) => new() { c0 = value, c1 = value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TLane> Load(float* source, Offsets offsets) =>
        new() { c0 = TLane.Load(source + offsets.C0), c1 = TLane.Load(source + offsets.C1) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, Offsets offsets)
    {
        c0.Store(target + offsets.C0);
        c1.Store(target + offsets.C1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(TLane a, Row2<TLane> inputs)
    {
        c0.AddProduct(a, inputs.c0);
        c1.AddProduct(a, inputs.c1);
    }
}

/// <summary>A row of three columns.</summary>
internal unsafe struct Row3<TLane> : IRow<Row3<TLane>, TLane>
    where TLane : struct, ILane<TLane>
{
    private TLane c0, c1, c2;

    public static int Columns => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<TLane> Repeat(TLane value) => new() { c0 = value, c1 = value, c2 = value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<TLane> Load(float* source, Offsets offsets) => new()
    {
        c0 = TLane.Load(source + offsets.C0),
        c1 = TLane.Load(source + offsets.C1),
        c2 = TLane.Load(source + offsets.C2),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target, Offsets offsets)
    {
        c0.Store(target + offsets.C0);
        c1.Store(target + offsets.C1);
        c2.Store(target + offsets.C2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(TLane a, Row3<TLane> inputs)
    {
        c0.AddProduct(a, inputs.c0);
        c1.AddProduct(a, inputs.c1);
        c2.AddProduct(a, inputs.c2);
    }
}
