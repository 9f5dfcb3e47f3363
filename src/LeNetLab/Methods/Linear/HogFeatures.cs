using LeNetLab.Numerics;

namespace LeNetLab.Methods.Linear;

/// <summary>
/// Histograms of oriented gradients (Dalal and Triggs, "Histograms of Oriented Gradients for Human Detection", CVPR
/// 2005): differences [−1 0 1] of grey levels, without smoothing; 9 orientations over 0 … 180°, each pixel's magnitude
/// shared between the two nearest orientations and the four nearest cells; blocks of 2×2 cells, a cell apart, each
/// normalised by its length, clipped at 0.2 and normalised again (L2-Hys). Without their Gaussian weighting of blocks.
/// </summary>
internal sealed class HogFeatures : IFeatures
{
    private const int Side = 28, Orientations = 9, Block = 2, BlockLength = Block * Block * Orientations;
    private const double Clip = 0.2;

    // Added to a block's squared length, in squares of full ink: blank blocks stay 0.
    private const double Floor = 0.01;

    // [|dy|][|dx|], the angle of a gradient in units of 20°: 0 … 4.5.
    private static readonly double[] Angles = DrawAngles();

    private readonly int cells;

    // [pixel along an axis], the first of the two cells that share it, and the share of the second.
    private readonly (int Cell, double Second)[] shares;

    /// <param name="cell">Side of a cell in pixels, a divisor of 28, at most 14.</param>
    public HogFeatures(int cell)
    {
        if (cell < 1 || Side % cell != 0 || Side / cell < Block)
            throw new ArgumentOutOfRangeException(nameof(cell), cell, "28 pixels are no two or more such cells.");
        cells = Side / cell;
        shares = [.. Enumerable.Range(0, Side).Select(pixel => Share(((pixel + 0.5) / cell) - 0.5))];
        Length = (cells - 1) * (cells - 1) * BlockLength;
    }

    public int Length { get; }

    /// <inheritdoc/>
    /// <remarks>[block row][block column][cell row][cell column][orientation].</remarks>
    public void Of(ReadOnlySpan<byte> field, Span<float> features)
    {
        // [cell row][cell column][orientation], with a border of cells that nobody reads.
        int padded = cells + 2;
        var histograms = new double[padded * padded * Orientations];
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
                Add(field, row, column, histograms);
        }

        Span<double> block = stackalloc double[BlockLength];
        int at = 0;
        for (int row = 1; row < cells; row++)
        {
            for (int column = 1; column < cells; column++, at += BlockLength)
            {
                int first = ((row * padded) + column) * Orientations, length = Block * Orientations;
                histograms.AsSpan(first, length).CopyTo(block);
                histograms.AsSpan(first + (padded * Orientations), length).CopyTo(block[length..]);
                Normalise(block, features.Slice(at, BlockLength));
            }
        }
    }

    private void Add(ReadOnlySpan<byte> field, int row, int column, double[] histograms)
    {
        int across = Level(field, row, column + 1) - Level(field, row, column - 1);
        int down = Level(field, row + 1, column) - Level(field, row - 1, column);
        if (across == 0 && down == 0)
            return;
        double magnitude = Math.Sqrt((across * across) + (down * down)) / 255;
        double angle = Angles[(Math.Abs(down) * 256) + Math.Abs(across)];
        (int orientation, double next) = Share((across < 0) == (down < 0) ? angle - 0.5 : Orientations - angle - 0.5);
        int low = (orientation + Orientations) % Orientations, high = (orientation + 1) % Orientations;
        (int cellRow, double below) = shares[row];
        (int cellColumn, double right) = shares[column];
        for (int i = 0; i < 4; i++)
        {
            double share = magnitude * (i < 2 ? 1 - below : below) * (i % 2 == 0 ? 1 - right : right);
            int at = (((cellRow + 1 + (i / 2)) * (cells + 2)) + cellColumn + 1 + (i % 2)) * Orientations;
            histograms[at + low] += share * (1 - next);
            histograms[at + high] += share * next;
        }
    }

    private static int Level(ReadOnlySpan<byte> field, int row, int column) =>
        row is < 0 or >= Side || column is < 0 or >= Side ? 0 : field[(row * Side) + column];

    private static (int First, double Second) Share(double place) =>
        ((int)Math.Floor(place), place - Math.Floor(place));

    private static void Normalise(Span<double> block, Span<float> features)
    {
        Scale(block);
        foreach (ref double value in block)
            value = Math.Min(value, Clip);
        Scale(block);
        for (int i = 0; i < features.Length; i++)
            features[i] = (float)block[i];
    }

    private static void Scale(Span<double> block)
    {
        double square = Floor;
        foreach (double value in block)
            square += value * value;
        double length = Math.Sqrt(square);
        foreach (ref double value in block)
            value /= length;
    }

    private static double[] DrawAngles()
    {
        const double Unit = 0.3490658503988659; // 20° in radians
        var angles = new double[256 * 256];
        for (int i = 1; i < angles.Length; i++)
        {
            (int down, int across) = (i / 256, i % 256);
            angles[i] = across == 0 ? 4.5 : PortableMath.Atan((double)down / across) / Unit;
        }

        return angles;
    }
}
