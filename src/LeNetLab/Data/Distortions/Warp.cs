using System.Numerics;
using System.Runtime.CompilerServices;

namespace LeNetLab.Data.Distortions;

/// <summary>
/// Takes each pixel of an image from another place of it: between four pixels it is interpolated linearly in both
/// directions, beyond the image there is background, and the result is rounded to a grey level. Every operation rounds
/// as IEEE 754 says, whatever the registers' width, so the result is the same on every machine.
/// </summary>
internal sealed class Warp
{
    /// <summary>Background around the source: places are held to a pixel beyond its edges.</summary>
    private const int Border = 1;

    private readonly int rows, columns, width;
    private readonly byte[] source, bent;
    private readonly uint[] fours, found;
    private readonly float[] count, across, down;
    private readonly int[] places;

    /// <param name="rows">Rows of an image.</param>
    /// <param name="columns">Columns of an image.</param>
    public Warp(int rows, int columns)
    {
        this.rows = rows;
        this.columns = columns;

        width = Whole(columns + (2 * Border));
        source = new byte[(rows + (2 * Border) + 1) * Stride];
        fours = new uint[(rows + (2 * Border)) * width];
        int bentWidth = Whole(columns);
        count = [.. Enumerable.Range(0, bentWidth).Select(column => (float)column)];
        across = new float[bentWidth];
        down = new float[bentWidth];
        places = new int[bentWidth];
        found = new uint[bentWidth];
        bent = new byte[bentWidth];
    }

    /// <summary>Bytes of a row of the source: whole registers, and the last one's neighbour to the right.</summary>
    private int Stride => width + 1;

    /// <summary>Alters one image.</summary>
    /// <param name="image">Its pixels, row by row.</param>
    /// <param name="map">Where a pixel comes from.</param>
    /// <param name="field">What is added to a pixel's own place before that; null for nothing.</param>
    /// <param name="target">Receives the pixels.</param>
    public void Of(ReadOnlySpan<byte> image, AffineMap map, DisplacementField? field, Span<byte> target)
    {
        for (int row = 0; row < rows; row++)
            image.Slice(row * columns, columns).CopyTo(source.AsSpan(((row + Border) * Stride) + Border));
        Gather();
        for (int row = 0; row < rows; row++)
        {
            Locate(row, map, field);
            Find();
            Interpolate();
            bent.AsSpan(0, columns).CopyTo(target[(row * columns)..]);
        }
    }

    private static int Whole(int numbers) =>
        (numbers + Vector<byte>.Count - 1) / Vector<byte>.Count * Vector<byte>.Count;

    /// <summary>
    /// Each pixel with its three neighbours to the right and below as the bytes of one number, the pixel itself the
    /// lowest, so that one look finds all four.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather()
    {
        for (int row = 0; row < rows + (2 * Border); row++)
        {
            for (int at = 0; at < width; at += Vector<byte>.Count)
            {
                ref byte pixel = ref source[(row * Stride) + at];
                ref uint four = ref fours[(row * width) + at];
                (Vector<ushort> high, Vector<ushort> highMore) = Pairs(ref pixel);
                (Vector<ushort> low, Vector<ushort> lowMore) = Pairs(ref Unsafe.Add(ref pixel, Stride));
                Store(high, low, ref four);
                Store(highMore, lowMore, ref Unsafe.Add(ref four, Vector<ushort>.Count));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<ushort> First, Vector<ushort> More) Pairs(ref byte pixel)
    {
        Vector.Widen(Vector.LoadUnsafe(ref pixel), out Vector<ushort> left, out Vector<ushort> leftMore);
        Vector.Widen(Vector.LoadUnsafe(ref pixel, 1), out Vector<ushort> right, out Vector<ushort> rightMore);
        return (left | (right << 8), leftMore | (rightMore << 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<ushort> high, Vector<ushort> low, ref uint fours)
    {
        Vector.Widen(high, out Vector<uint> top, out Vector<uint> topMore);
        Vector.Widen(low, out Vector<uint> bottom, out Vector<uint> bottomMore);
        (top | (bottom << 16)).StoreUnsafe(ref fours);
        (topMore | (bottomMore << 16)).StoreUnsafe(ref fours, (nuint)Vector<uint>.Count);
    }

    /// <summary>
    /// For each pixel of a row the place of the upper left of its four sources, and how far it is from that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Locate(int row, AffineMap map, DisplacementField? field)
    {
        float middleX = (columns - 1) / 2f, middleY = (rows - 1) / 2f;
        Vector<float> x0 = new(map.X + middleX), y0 = new(map.Y + middleY);
        Vector<float> first = new(-1f), lastX = new(columns), lastY = new(rows);
        Vector<int> border = new(Border);
        for (int column = 0; column < columns; column += Vector<float>.Count)
        {
            Vector<float> px = new Vector<float>(count, column) - new Vector<float>(middleX);
            Vector<float> py = new(row - middleY);
            if (field is not null)
            {
                px += new Vector<float>(field.Right.Values, field.Right.At(row) + column);
                py += new Vector<float>(field.Down.Values, field.Down.At(row) + column);
            }

            // The processor's own operations: nothing here is NaN or too large for an integer.
            Vector<float> x = (px * map.XByX) + (py * map.XByY) + x0, y = (px * map.YByX) + (py * map.YByY) + y0;
            x = Vector.MinNative(Vector.MaxNative(x, first), lastX);
            y = Vector.MinNative(Vector.MaxNative(y, first), lastY);
            Vector<float> left = Vector.Floor(x), top = Vector.Floor(y);
            (x - left).CopyTo(across, column);
            (y - top).CopyTo(down, column);
            Vector<int> upper = Vector.ConvertToInt32Native(top) + border;
            ((upper * width) + Vector.ConvertToInt32Native(left) + border).CopyTo(places, column);
        }
    }

    private void Find()
    {
        ReadOnlySpan<uint> from = fours;
        ReadOnlySpan<int> at = places.AsSpan(0, columns);
        Span<uint> to = found.AsSpan(0, columns);
        for (int i = 0; i < at.Length; i++)
            to[i] = from[at[i]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Interpolate()
    {
        for (int i = 0; i < bent.Length; i += Vector<byte>.Count)
        {
            Vector<ushort> first = Vector.Narrow(Level(i), Level(i + Vector<uint>.Count));
            Vector<ushort> more = Vector.Narrow(Level(i + (2 * Vector<uint>.Count)), Level(i + (3 * Vector<uint>.Count)));
            Vector.Narrow(first, more).CopyTo(bent, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<uint> Level(int i)
    {
        Vector<uint> four = new(found, i);
        Vector<float> u = new(across, i), v = new(down, i);
        Vector<float> high = Between(four, four >>> 8, u), low = Between(four >>> 16, four >>> 24, u);

        // Not negative, so that to cut off is to round down.
        return Vector.ConvertToInt32Native(high + (v * (low - high)) + new Vector<float>(0.5f)).As<int, uint>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Between(Vector<uint> left, Vector<uint> right, Vector<float> share)
    {
        Vector<uint> level = new(byte.MaxValue);
        Vector<float> from = Vector.ConvertToSingle((left & level).As<uint, int>());
        Vector<float> to = Vector.ConvertToSingle((right & level).As<uint, int>());
        return from + (share * (to - from));
    }
}
