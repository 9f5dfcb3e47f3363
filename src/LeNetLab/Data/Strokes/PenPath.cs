namespace LeNetLab.Data.Strokes;

/// <summary>Where the pen went: points joined by straight pieces. Reused from image to image.</summary>
internal sealed class PenPath
{
    private PenPoint[] points = new PenPoint[256];

    internal int Count { get; private set; }

    internal Span<PenPoint> Points => points.AsSpan(0, Count);

    internal void Clear() => Count = 0;

    internal void Add(PenPoint point)
    {
        if (Count == points.Length)
            Array.Resize(ref points, 2 * Count);
        points[Count++] = point;
    }
}

/// <summary>A place of the pen.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Downwards.</param>
/// <param name="Pressure">The line's width here, in units of the pen's.</param>
/// <param name="IsStart">The pen was set down here: nothing joins this point to the one before.</param>
internal readonly record struct PenPoint(double X, double Y, double Pressure, bool IsStart);
