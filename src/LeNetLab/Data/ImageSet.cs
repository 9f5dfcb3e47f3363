namespace LeNetLab.Data;

/// <summary>Grey-level images and their labels, as the files hold them: 8 bits a pixel, row-major.</summary>
public sealed class ImageSet
{
    private readonly byte[] pixels;
    private readonly byte[] labels;

    /// <param name="pixels">[image][row][column]; 0 is background.</param>
    /// <param name="labels">[image], each under 10.</param>
    /// <param name="rows">Rows of one image.</param>
    /// <param name="columns">Columns of one image.</param>
    /// <exception cref="ArgumentException">The counts do not agree.</exception>
    public ImageSet(byte[] pixels, byte[] labels, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (rows < 1 || columns < 1 || pixels.LongLength != (long)labels.Length * rows * columns)
            throw new ArgumentException($"{pixels.Length} pixels are not {labels.Length} images of {rows}×{columns}.");
        this.pixels = pixels;
        this.labels = labels;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Whether it is made for one slice of training and never seen again: nothing of it is worth keeping.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Number of images.</summary>
    public int Count => labels.Length;

    /// <summary>Rows of one image, 28 for MNIST.</summary>
    public int Rows { get; }

    /// <summary>Columns of one image, 28 for MNIST.</summary>
    public int Columns { get; }

    /// <summary>Every label, [image].</summary>
    public ReadOnlySpan<byte> Labels => labels;

    /// <summary>Every image, [image][row][column].</summary>
    internal ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>One image's pixels, row-major.</summary>
    public ReadOnlySpan<byte> Image(int index) => pixels.AsSpan(index * Rows * Columns, Rows * Columns);
}
