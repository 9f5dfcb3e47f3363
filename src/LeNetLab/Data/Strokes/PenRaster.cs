namespace LeNetLab.Data.Strokes;

/// <summary>
/// Inks a pen's way onto an image of 28×28, much as MNIST was made: scaled, aspect kept, so that the ink fits a square,
/// and moved so that the ink's centre of mass lies near the image's centre.
/// </summary>
internal static class PenRaster
{
    private const int Side = DatasetSource.ImageSide;

    /// <param name="points">The pen's way, in any coordinates; changed to pixels.</param>
    /// <param name="pen">What is written with.</param>
    /// <param name="frame">Where to.</param>
    /// <param name="image">28×28, row-major; overwritten.</param>
    internal static void Draw(Span<PenPoint> points, Pen pen, Frame frame, Span<byte> image)
    {
        Span<double> ink = stackalloc double[Side * Side];
        ink.Clear();
        Place(points, pen, frame);
        for (int i = 0; i + 1 < points.Length; i++)
        {
            if (!points[i + 1].IsStart)
                Ink(points[i], points[i + 1], pen, ink);
        }

        for (int i = 0; i < ink.Length; i++)
            image[i] = (byte)((255 * pen.Darkness * ink[i]) + 0.5);
    }

    private static void Place(Span<PenPoint> points, Pen pen, Frame frame)
    {
        double left = double.MaxValue, right = double.MinValue, top = double.MaxValue, bottom = double.MinValue;
        foreach (PenPoint point in points)
        {
            left = Math.Min(left, point.X);
            right = Math.Max(right, point.X);
            top = Math.Min(top, point.Y);
            bottom = Math.Max(bottom, point.Y);
        }

        double scale = (frame.Size - (2 * pen.Radius)) / Math.Max(right - left, bottom - top);
        (double massX, double massY) = CentreOfMass(points);
        foreach (ref PenPoint point in points)
        {
            point = point with
            {
                X = frame.X + (scale * (point.X - massX)),
                Y = frame.Y + (scale * (point.Y - massY)),
            };
        }
    }

    /// <summary>Of the line, each piece weighing its length times its width.</summary>
    private static (double X, double Y) CentreOfMass(ReadOnlySpan<PenPoint> points)
    {
        double x = 0, y = 0, mass = 0;
        for (int i = 0; i + 1 < points.Length; i++)
        {
            PenPoint from = points[i], to = points[i + 1];
            if (to.IsStart)
                continue;
            double dx = to.X - from.X, dy = to.Y - from.Y;
            double weight = Math.Sqrt((dx * dx) + (dy * dy)) * (from.Pressure + to.Pressure);
            x += weight * (from.X + to.X) / 2;
            y += weight * (from.Y + to.Y) / 2;
            mass += weight;
        }

        return (x / mass, y / mass);
    }

    /// <summary>
    /// Inks one straight piece. A pixel's ink falls from 1 to 0 over the pen's softness, across the line's edge; where
    /// pieces overlap the darker counts, so that joints do not show.
    /// </summary>
    private static void Ink(PenPoint from, PenPoint to, Pen pen, Span<double> ink)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, square = (dx * dx) + (dy * dy);
        double reach = (pen.Radius * Math.Max(from.Pressure, to.Pressure)) + (pen.Softness / 2);
        (int left, int right) = Pixels(Math.Min(from.X, to.X) - reach, Math.Max(from.X, to.X) + reach);
        (int top, int bottom) = Pixels(Math.Min(from.Y, to.Y) - reach, Math.Max(from.Y, to.Y) + reach);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double x = column + 0.5 - from.X, y = row + 0.5 - from.Y;
                double t = square > 0 ? Math.Clamp(((x * dx) + (y * dy)) / square, 0, 1) : 0;
                double offX = x - (t * dx), offY = y - (t * dy), offSquare = (offX * offX) + (offY * offY);
                if (offSquare >= reach * reach)
                    continue;
                double radius = pen.Radius * (from.Pressure + (t * (to.Pressure - from.Pressure)));
                double distance = Math.Sqrt(offSquare);
                double covered = Math.Clamp(((radius - distance) / pen.Softness) + 0.5, 0, 1);
                ref double pixel = ref ink[(row * Side) + column];
                pixel = Math.Max(pixel, covered);
            }
        }
    }

    private static (int First, int Last) Pixels(double low, double high) =>
        (Math.Max(0, (int)Math.Floor(low - 0.5)), Math.Min(Side - 1, (int)Math.Ceiling(high - 0.5)));
}

/// <summary>What is written with.</summary>
/// <param name="Radius">Half the line's width at ordinary pressure, in pixels.</param>
/// <param name="Softness">Width of the line's edge, in pixels.</param>
/// <param name="Darkness">Grey level of full ink, in (0, 1].</param>
internal readonly record struct Pen(double Radius, double Softness, double Darkness);

/// <summary>Where on the image a digit goes.</summary>
/// <param name="Size">Side of the square that its ink fits, in pixels.</param>
/// <param name="X">Column of its centre of mass, in pixels from the left edge.</param>
/// <param name="Y">Row of its centre of mass, in pixels from the top edge.</param>
internal readonly record struct Frame(double Size, double X, double Y);
