using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Tiles;

/// <summary>Three nested loops over the terms of a sum, and how far each step moves in the two factors.</summary>
internal readonly struct Walk(
    int n0, int n1, int n2, nint left0, nint left1, nint left2, nint right0, nint right1, nint right2)
{
    /// <summary>Steps of the outer, the middle and the inner loop.</summary>
    public int N0 { get; } = n0;
    public int N1 { get; init; } = n1;
    public int N2 { get; } = n2;

    /// <summary>Floats that a step of each loop moves in the left factor.</summary>
    public nint Left0 { get; } = left0;
    public nint Left1 { get; } = left1;
    public nint Left2 { get; } = left2;

    /// <summary>Floats that a step of each loop moves in the right factor.</summary>
    public nint Right0 { get; } = right0;
    public nint Right1 { get; } = right1;
    public nint Right2 { get; } = right2;
}

/// <summary>What the sums start from.</summary>
internal enum Start
{
    Zero,

    /// <summary>Each row's bias.</summary>
    Bias,

    /// <summary>What the result already holds.</summary>
    Result,
}

/// <summary>
/// The one product behind every convolution, dense layer and gradient:
/// C(i, j) = start + Σₖ A(i, k) · B(j, k), vectorised over images, k ascending through the walk.
/// </summary>
/// <remarks>
/// Rows i and columns j are lists of offsets, so that a tile may hold any maps and any pixels; the order of additions
/// within one C(i, j) is the walk's, whatever the tile and the width.
/// </remarks>
internal unsafe struct TiledProduct
{
    public Walk Walk;
    public int Rows;
    public int Columns;

    /// <summary>A, and how far apart its rows lie.</summary>
    public float* Left;
    public nint LeftStride;

    /// <summary>B, and for each column its offset in B.</summary>
    public float* Right;
    public int* RightColumns;

    /// <summary>C, and the offsets of each row and column there; the bias of a row stands at Bias + BiasRows[i].</summary>
    public float* Result;
    public int* ResultRows;
    public int* ResultColumns;
    public float* Bias;
    public int* BiasRows;
    public Start Start;

    /// <summary>Stores C where A holds weights, the same for every image.</summary>
    public readonly void Store<TLane>()
        where TLane : struct, ILane<TLane> => Run<TLane, Scalar<TLane>>();

    /// <summary>Stores C where A holds gradients of images: the sums of each lane stay apart.</summary>
    public readonly void StoreByImage<TLane>()
        where TLane : struct, ILane<TLane> => Run<TLane, Image<TLane>>();

    private readonly void Run<TLane, TOperand>()
        where TLane : struct, ILane<TLane>
        where TOperand : IOperand<TLane>
    {
        for (int row = 0; row < Rows;)
        {
            int left = Rows - row;
            if (left < 4)
            {
                int column = Strip<Tile1<Row3<TLane>, TLane>, Row3<TLane>, TLane, TOperand>(row, 0);
                Strip<Tile1<Row1<TLane>, TLane>, Row1<TLane>, TLane, TOperand>(row, column);
                row++;
            }
            else if (left % 4 != 0 && left >= 6)
            {
                int column = Strip<Tile6<Row2<TLane>, TLane>, Row2<TLane>, TLane, TOperand>(row, 0);
                Strip<Tile6<Row1<TLane>, TLane>, Row1<TLane>, TLane, TOperand>(row, column);
                row += 6;
            }
            else
            {
                int column = Strip<Tile4<Row3<TLane>, TLane>, Row3<TLane>, TLane, TOperand>(row, 0);
                column = Strip<Tile4<Row2<TLane>, TLane>, Row2<TLane>, TLane, TOperand>(row, column);
                Strip<Tile4<Row1<TLane>, TLane>, Row1<TLane>, TLane, TOperand>(row, column);
                row += 4;
            }
        }
    }

    /// <summary>One strip of rows, tile by tile, as far as whole tiles go; returns the first column left.</summary>
    private readonly int Strip<TTile, TRow, TLane, TOperand>(int row, int column)
        where TTile : struct, ITile<TTile, TRow, TLane>
        where TRow : struct, IRow<TRow, TLane>
        where TLane : struct, ILane<TLane>
        where TOperand : IOperand<TLane>
    {
        for (; column + TRow.Columns <= Columns; column += TRow.Columns)
            One<TTile, TRow, TLane, TOperand>(in this, row, column);
        return column;
    }

    /// <summary>One tile. A method of its own, so that nothing else competes for registers with its inner loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void One<TTile, TRow, TLane, TOperand>(ref readonly TiledProduct p, int row, int column)
        where TTile : struct, ITile<TTile, TRow, TLane>
        where TRow : struct, IRow<TRow, TLane>
        where TLane : struct, ILane<TLane>
        where TOperand : IOperand<TLane>
    {
        TTile tile = default;
        if (p.Start == Start.Bias)
            tile.Broadcast(p.Bias, RowOffsets.From(p.BiasRows + row, TTile.Rows));
        else if (p.Start == Start.Result)
        {
            tile.Load(
                p.Result, RowOffsets.From(p.ResultRows + row, TTile.Rows),
                Offsets.From(p.ResultColumns + column, TRow.Columns));
        }

        nint leftStride = p.LeftStride;
        float* left0 = p.Left + (row * leftStride), right0 = p.Right;
        Offsets columns = Offsets.From(p.RightColumns + column, TRow.Columns);
        for (int k0 = p.Walk.N0; k0 > 0; k0--, left0 += p.Walk.Left0, right0 += p.Walk.Right0)
        {
            float* left1 = left0, right1 = right0;
            for (int k1 = p.Walk.N1; k1 > 0; k1--, left1 += p.Walk.Left1, right1 += p.Walk.Right1)
            {
                float* left2 = left1, right2 = right1;
                nint leftStep = p.Walk.Left2, rightStep = p.Walk.Right2;
                for (int k2 = p.Walk.N2; k2 > 0; k2--, left2 += leftStep, right2 += rightStep)
                    tile.MultiplyAdd<TOperand>(left2, leftStride, TRow.Load(right2, columns));
            }
        }

        tile.Store(
            p.Result, RowOffsets.From(p.ResultRows + row, TTile.Rows),
            Offsets.From(p.ResultColumns + column, TRow.Columns));
    }
}
