using LeNetLab.Data;

namespace LeNetLab.Engines.Simd.Rows;

/// <summary>Images as rows of grey levels, each in a field of 28×28 with 0 around what is smaller.</summary>
internal sealed class PixelRows
{
    /// <summary>Rows and columns of the field.</summary>
    public const int Side = 28;

    /// <summary>Grey levels of a row: a multiple of 16, so that no register is left half empty.</summary>
    public const int Length = Side * Side;

    private readonly byte[] levels;
    private readonly int[] squares;

    /// <param name="images">A set.</param>
    /// <param name="selection">Which of its images, in order.</param>
    /// <exception cref="ArgumentException">They are larger than the field, or cannot be centred in it.</exception>
    public PixelRows(ImageSet images, ReadOnlySpan<int> selection)
    {
        Count = selection.Length;
        levels = new byte[(long)Count * Length];
        squares = new int[Count];
        for (int row = 0; row < Count; row++)
        {
            Span<byte> to = levels.AsSpan(row * Length, Length);
            Centre(images, selection[row], to);
            foreach (byte level in to)
                squares[row] += level * level;
        }
    }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>[image], the sum of its squared grey levels.</summary>
    public ReadOnlySpan<int> Squares => squares;

    /// <summary>[image][grey level], of some of them.</summary>
    public ReadOnlySpan<byte> Levels(int first, int count) => levels.AsSpan(first * Length, count * Length);

    /// <summary>One image in the middle of the field.</summary>
    /// <param name="images">Its set.</param>
    /// <param name="index">Which.</param>
    /// <param name="field">Receives it; the rest is 0.</param>
    /// <exception cref="ArgumentException">It is larger than the field, or cannot be centred in it.</exception>
    public static void Centre(ImageSet images, int index, Span<byte> field)
    {
        ReadOnlySpan<byte> image = images.Image(index);
        if (images.Rows == Side && images.Columns == Side)
        {
            image.CopyTo(field);
            return;
        }

        int top = Border(images.Rows), left = Border(images.Columns);
        field.Clear();
        for (int row = 0; row < images.Rows; row++)
        {
            image.Slice(row * images.Columns, images.Columns)
                .CopyTo(field[(((top + row) * Side) + left)..]);
        }
    }

    private static int Border(int side) => side > Side || (Side - side) % 2 != 0
        ? throw new ArgumentException($"Images of {side} pixels cannot be centred in a field of {Side}.")
        : (Side - side) / 2;
}
