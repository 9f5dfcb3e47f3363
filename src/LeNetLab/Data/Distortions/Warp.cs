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

    private readonly int rows, columns, stride;
    private readonly byte[] source;
    private readonly float[] count, across, down;
    private readonly int[] places, above, below;

    /// <param name="rows">Rows of an image.</param>
    /// <param name="columns">Columns of an image.</param>
    public Warp(int rows, int columns)
    {
        this.rows = rows;
        this.columns = columns;
        stride = columns + (2 * Border) + 1;
        source = new byte[(rows + (2 * Border) + 1) * stride];
        int width = new Plane(1, columns, 0).Width;
        count = [.. Enumerable.Range(0, width).Select(column => (float)column)];
        across = new float[width];
        down = new float[width];
        places = new int[width];
        above = new int[width];
        below = new int[width];
    }

    /// <summary>Alters one image.</summary>
    /// <param name="image">Its pixels, row by row.</param>
    /// <param name="map">Where a pixel comes from.</param>
    /// <param name="field">What is added to a pixel's own place before that; null for nothing.</param>
    /// <param name="target">Receives the pixels.</param>
    public void Of(ReadOnlySpan<byte> image, AffineMap map, DisplacementField? field, Span<byte> target)
    {
        for (int row = 0; row < rows; row++)
            image.Slice(row * columns, columns).CopyTo(source.AsSpan(((row + Border) * stride) + Border));
        for (int row = 0; row < rows; row++)
        {
            Locate(row, map, field);
            Interpolate(target.Slice(row * columns, columns));
        }
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

            Vector<float> x = Vector.Min(Vector.Max((px * map.XByX) + (py * map.XByY) + x0, first), lastX);
            Vector<float> y = Vector.Min(Vector.Max((px * map.YByX) + (py * map.YByY) + y0, first), lastY);
            Vector<float> left = Vector.Floor(x), top = Vector.Floor(y);
            (x - left).CopyTo(across, column);
            (y - top).CopyTo(down, column);
            (((Vector.ConvertToInt32(top) + border) * stride) + Vector.ConvertToInt32(left) + border)
                .CopyTo(places, column);
        }
    }

    /// <summary>Two neighbours are read at once, as the low and the high byte of a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Interpolate(Span<byte> target)
    {
        ref byte pixels = ref source[0];
        for (int i = 0; i < target.Length; i++)
        {
            ref byte place = ref Unsafe.Add(ref pixels, places[i]);
            above[i] = Unsafe.ReadUnaligned<ushort>(ref place);
            below[i] = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref place, stride));
        }

        for (int i = 0; i < target.Length; i += Vector<int>.Count)
        {
            Vector<float> u = new(across, i), v = new(down, i);
            Vector<float> high = Between(new Vector<int>(above, i), u), low = Between(new Vector<int>(below, i), u);

            // Not negative, so that to cut off is to round down.
            Vector.ConvertToInt32(high + (v * (low - high)) + new Vector<float>(0.5f)).CopyTo(places, i);
        }

        for (int i = 0; i < target.Length; i++)
            target[i] = (byte)places[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Between(Vector<int> pair, Vector<float> share)
    {
        Vector<float> left = Vector.ConvertToSingle(pair & new Vector<int>(byte.MaxValue));
        Vector<float> right = Vector.ConvertToSingle(Vector.ShiftRightLogical(pair, 8));
        return left + (share * (right - left));
    }
}
