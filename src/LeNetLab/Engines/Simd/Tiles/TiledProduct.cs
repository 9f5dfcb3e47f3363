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
/// C(i, j) = start + Σₖ A(i, k) · B(j, k), vectorised over images or runs, k ascending through the walk.
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

    /// <summary>
    /// Columns for which all rows are gone through before the next, so that B stays in the cache; null for all. A
    /// multiple of 6.
    /// </summary>
    public int? ColumnsAtATime;

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

    /// <summary>Columns of the widest tiles, 2 or 3; 0 until chosen.</summary>
    private int widest;

    /// <summary>The same with its tiles chosen: for products that are prepared once and small.</summary>
    public readonly TiledProduct Planned() => this with { widest = WidestColumn() };

    /// <summary>Stores C where A holds one number for all lanes: weights of one run.</summary>
    public readonly void Store<TLane>()
        where TLane : struct, ILane<TLane> => Store<TLane, Scalar<TLane>>();

    /// <summary>Stores C where A holds a number for each lane, and the sums of each lane stay apart.</summary>
    public readonly void StoreByLane<TLane>()
        where TLane : struct, ILane<TLane> => Store<TLane, Vector<TLane>>();

    /// <summary>Stores C, reading A and the biases as the operand says.</summary>
    public readonly void Store<TLane, TOperand>()
        where TLane : struct, ILane<TLane>
        where TOperand : IOperand<TLane>
    {
        int columns = widest > 0 ? widest : WidestColumn(), strip = ColumnsAtATime ?? Columns;
        for (int first = 0; first < Columns; first += strip)
        {
            int end = Math.Min(Columns, first + strip);
            for (int row = 0, height; row < Rows; row += height)
            {
                height = Height(Rows - row, columns);
                Strip<TLane, TOperand>(row, height, first, end, columns);
            }
        }
    }

    /// <summary>Rows of the next tile: 4 beside three columns, 4 to 6 beside two, single ones for what is left.</summary>
    private static int Height(int rowsLeft, int widestTile) =>
        rowsLeft < 4 ? 1 : widestTile == 3 || rowsLeft % 6 is 2 or 3 ? 4 : Math.Min(rowsLeft, 6);

    /// <summary>2 or 3 columns, whichever covers the result in less time.</summary>
    private readonly int WidestColumn() => Cost(3) < Cost(2) ? 3 : 2;

    /// <summary>
    /// Half-cycles for one term of every result: one for each accumulator of a tile, but at least eight a tile, which
    /// is how long an accumulator takes to be ready for the next term.
    /// </summary>
    private readonly int Cost(int widestTile)
    {
        const int Least = 8;
        int whole = Columns / widestTile, rest = Columns % widestTile, cost = 0;
        for (int row = 0, height; row < Rows; row += height)
        {
            height = Height(Rows - row, widestTile);
            cost += (whole * Math.Max(Least, height * widestTile)) + (rest > 0 ? Math.Max(Least, height * rest) : 0);
        }

        return cost;
    }

    /// <summary>Rows from <paramref name="row"/>, columns up to <paramref name="end"/>: the widest tiles, then what is left.</summary>
    private readonly void Strip<TLane, TOperand>(int row, int height, int column, int end, int widestTile)
        where TLane : struct, ILane<TLane>
        where TOperand : IOperand<TLane>
    {
        if (widestTile == 3)
            column = Strip<Row3<TLane>, TLane, TOperand>(row, height, column, end);
        column = Strip<Row2<TLane>, TLane, TOperand>(row, height, column, end);
        Strip<Row1<TLane>, TLane, TOperand>(row, height, column, end);
    }

    /// <summary>As many whole tiles as there are; returns the first column left.</summary>
    private readonly int Strip<TRow, TLane, TOperand>(int row, int height, int column, int end)
        where TRow : struct, IRow<TRow, TLane>
        where TLane : struct, ILane<TLane>
        where TOperand : IOperand<TLane>
    {
        int tiles = (end - column) / TRow.Columns;
        if (tiles == 0)
            return column;
        switch (height)
        {
            case 6:
                Tiles<Tile6<TRow, TLane>, TRow, TLane, TOperand>(in this, row, column, tiles);
                break;
            case 5:
                Tiles<Tile5<TRow, TLane>, TRow, TLane, TOperand>(in this, row, column, tiles);
                break;
            case 4:
                Tiles<Tile4<TRow, TLane>, TRow, TLane, TOperand>(in this, row, column, tiles);
                break;
            default:
                Tiles<Tile1<TRow, TLane>, TRow, TLane, TOperand>(in this, row, column, tiles);
                break;
        }

        return column + (tiles * TRow.Columns);
    }

    /// <summary>Tiles side by side. A method of its own, so that nothing else competes for registers with its inner loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tiles<TTile, TRow, TLane, TOperand>(ref readonly TiledProduct p, int row, int column, int tiles)
        where TTile : struct, ITile<TTile, TRow, TLane>
        where TRow : struct, IRow<TRow, TLane>
        where TLane : struct, ILane<TLane>
        where TOperand : IOperand<TLane>
    {
        nint leftStride = p.LeftStride;
        for (; tiles > 0; tiles--, column += TRow.Columns)
        {
            TTile tile = default;
            if (p.Start == Start.Bias)
                tile.Repeat<TOperand>(p.Bias, p.BiasRows + row);
            else if (p.Start == Start.Result)
                tile.Load(p.Result, p.ResultRows + row, Offsets.From(p.ResultColumns + column, TRow.Columns));

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

            tile.Store(p.Result, p.ResultRows + row, Offsets.From(p.ResultColumns + column, TRow.Columns));
        }
    }
}
