using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LeNetLab.Engines.Simd.Rows;

/// <summary>
/// Products of rows of grey levels, Σₖ a(k) · b(k). Whole numbers: exact, and the same in any order of additions. With
/// |a|² and |b|² they give the squared distance |a|² − 2·a·b + |b|².
/// </summary>
internal static unsafe class PixelProducts
{
    private const int TileRows = 4, TileColumns = 2, Step = 16;

    /// <summary>Grey levels as the 16-bit numbers that are multiplied.</summary>
    public static void Widen(ReadOnlySpan<byte> levels, Span<short> numbers)
    {
        for (int i = 0; i < levels.Length; i++)
            numbers[i] = levels[i];
    }

    /// <summary>The products of every row on the left with every row on the right.</summary>
    /// <param name="left">[row][<see cref="PixelRows.Length"/>], each 0 … 255.</param>
    /// <param name="right">[column][<see cref="PixelRows.Length"/>], each 0 … 255.</param>
    /// <param name="products">Receives [row][column].</param>
    public static void Of(ReadOnlySpan<short> left, ReadOnlySpan<short> right, Span<int> products)
    {
        int rows = left.Length / PixelRows.Length, columns = right.Length / PixelRows.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(products.Length, rows * columns);
        int wholeRows = Avx2.IsSupported ? rows - (rows % TileRows) : 0;
        int wholeColumns = Avx2.IsSupported ? columns - (columns % TileColumns) : 0;
        fixed (short* a = left, b = right)
        fixed (int* c = products)
        {
            for (int row = 0; row < rows; row++)
            {
                bool tiled = row < wholeRows;
                for (int column = 0; tiled && row % TileRows == 0 && column < wholeColumns; column += TileColumns)
                {
                    Tile(
                        a + ((nint)row * PixelRows.Length), b + ((nint)column * PixelRows.Length),
                        c + ((nint)row * columns) + column, columns);
                }

                for (int column = tiled ? wholeColumns : 0; column < columns; column++)
                {
                    c[((nint)row * columns) + column] =
                        Product(a + ((nint)row * PixelRows.Length), b + ((nint)column * PixelRows.Length));
                }
            }
        }
    }

    /// <summary>The products of one row with many, for which widening all of them would take longer.</summary>
    /// <param name="one">[<see cref="PixelRows.Length"/>], each 0 … 255.</param>
    /// <param name="many">[row][<see cref="PixelRows.Length"/>].</param>
    /// <param name="products">Receives [row].</param>
    public static void OfOne(ReadOnlySpan<short> one, ReadOnlySpan<byte> many, Span<int> products)
    {
        int rows = many.Length / PixelRows.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(products.Length, rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(one.Length, PixelRows.Length);
        fixed (short* a = one)
        fixed (byte* b = many)
        {
            for (int row = 0; row < rows; row++)
                products[row] = Product(a, b + ((nint)row * PixelRows.Length));
        }
    }

    /// <summary>4×2 products at once: eight sums for six loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(short* a, short* b, int* c, nint stride)
    {
        const int Length = PixelRows.Length;
        Vector256<int> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector256<int> c20 = default, c21 = default, c30 = default, c31 = default;
        for (int k = 0; k < Length; k += Step)
        {
            Vector256<short> b0 = Vector256.Load(b + k), b1 = Vector256.Load(b + Length + k);
            Vector256<short> row = Vector256.Load(a + k);
            c00 += Avx2.MultiplyAddAdjacent(row, b0);
            c01 += Avx2.MultiplyAddAdjacent(row, b1);
            row = Vector256.Load(a + Length + k);
            c10 += Avx2.MultiplyAddAdjacent(row, b0);
            c11 += Avx2.MultiplyAddAdjacent(row, b1);
            row = Vector256.Load(a + (2 * Length) + k);
            c20 += Avx2.MultiplyAddAdjacent(row, b0);
            c21 += Avx2.MultiplyAddAdjacent(row, b1);
            row = Vector256.Load(a + (3 * Length) + k);
            c30 += Avx2.MultiplyAddAdjacent(row, b0);
            c31 += Avx2.MultiplyAddAdjacent(row, b1);
        }

        (c[0], c[1]) = (Vector256.Sum(c00), Vector256.Sum(c01));
        (c[stride], c[stride + 1]) = (Vector256.Sum(c10), Vector256.Sum(c11));
        (c[2 * stride], c[(2 * stride) + 1]) = (Vector256.Sum(c20), Vector256.Sum(c21));
        (c[3 * stride], c[(3 * stride) + 1]) = (Vector256.Sum(c30), Vector256.Sum(c31));
    }

    private static int Product(short* a, short* b)
    {
        int sum = 0, k = 0;
        if (Avx2.IsSupported)
        {
            Vector256<int> sums = default;
            for (; k < PixelRows.Length; k += Step)
                sums += Avx2.MultiplyAddAdjacent(Vector256.Load(a + k), Vector256.Load(b + k));
            sum = Vector256.Sum(sums);
        }

        for (; k < PixelRows.Length; k++)
            sum += a[k] * b[k];
        return sum;
    }

    private static int Product(short* a, byte* b)
    {
        int sum = 0, k = 0;
        if (Avx2.IsSupported)
        {
            Vector256<int> even = default, odd = default;
            for (; k + Step < PixelRows.Length; k += 2 * Step)
            {
                even += Avx2.MultiplyAddAdjacent(Vector256.Load(a + k), Avx2.ConvertToVector256Int16(b + k));
                odd += Avx2.MultiplyAddAdjacent(
                    Vector256.Load(a + k + Step), Avx2.ConvertToVector256Int16(b + k + Step));
            }

            even += Avx2.MultiplyAddAdjacent(Vector256.Load(a + k), Avx2.ConvertToVector256Int16(b + k));
            k += Step;
            sum = Vector256.Sum(even + odd);
        }

        for (; k < PixelRows.Length; k++)
            sum += a[k] * b[k];
        return sum;
    }
}
