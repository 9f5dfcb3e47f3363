namespace LeNetLab.Data.Distortions;

/// <summary>
/// Numbers for the pixels of an image, row by row, each row filled up to whole registers and with a margin of zeros at
/// either end, so that a window may reach beyond the image.
/// </summary>
internal sealed class Plane
{
    /// <summary>Numbers in the widest register that there is.</summary>
    private const int Widest = 16;

    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="margin">Zeros before and after each row.</param>
    public Plane(int rows, int columns, int margin)
    {
        Rows = rows;
        Margin = margin;
        Width = (columns + Widest - 1) / Widest * Widest;
        Stride = Width + (2 * margin);
        Values = new float[rows * Stride];
    }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Numbers of a row, those beyond the last column included: a multiple of 16.</summary>
    public int Width { get; }

    /// <summary>Zeros before and after each row.</summary>
    public int Margin { get; }

    /// <summary>Numbers from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Everything, margins included.</summary>
    public float[] Values { get; }

    /// <summary>Where a row's first column is.</summary>
    public int At(int row) => (row * Stride) + Margin;
}
