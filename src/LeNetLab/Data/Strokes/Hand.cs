using LeNetLab.Numerics;

namespace LeNetLab.Data.Strokes;

/// <summary>
/// Moves a pen along a form's points, missing each of them a little: smooth curves (uniform Catmull–Rom), corners
/// that a hurried hand rounds, strokes that begin late or end early, and pressure that changes on the way.
/// </summary>
internal static class Hand
{
    private const int StepsPerPiece = 6;
    private const int MaximumPoints = 16;

    /// <param name="form">What to write.</param>
    /// <param name="sloppiness">1 is ordinary.</param>
    /// <param name="stream">Draws every deviation.</param>
    /// <param name="path">Receives the pen's way, in the form's coordinates.</param>
    internal static void Write(StrokeForm form, double sloppiness, SeedStream stream, PenPath path)
    {
        path.Clear();
        Span<ControlPoint> points = stackalloc ControlPoint[MaximumPoints];
        Span<PenPoint> drawn = stackalloc PenPoint[MaximumPoints * StepsPerPiece];
        foreach (Stroke stroke in form.Strokes)
        {
            Span<ControlPoint> aimed = points[..stroke.Points.Count];
            Miss(stroke.Points, aimed, sloppiness, stream);
            int count = Follow(aimed, drawn);
            Press(drawn[..count], sloppiness, stream, path);
        }
    }

    /// <summary>Mostly in the same direction as at the point before: a hand drifts, it does not tremble.</summary>
    private static void Miss(
        IReadOnlyList<ControlPoint> points, Span<ControlPoint> aimed, double sloppiness, SeedStream stream)
    {
        const double Kept = 0.6, Fresh = 0.8; // squares sum to 1: the spread is the same everywhere
        double x = stream.NextGaussian(), y = stream.NextGaussian(), spread = 0.03 * sloppiness;
        for (int i = 0; i < aimed.Length; i++)
        {
            bool isRounded = stream.NextDouble() < 0.2 * sloppiness;
            aimed[i] = new ControlPoint(
                points[i].X + (spread * x), points[i].Y + (spread * y), points[i].IsCorner && !isRounded);
            x = (Kept * x) + (Fresh * stream.NextGaussian());
            y = (Kept * y) + (Fresh * stream.NextGaussian());
        }
    }

    /// <summary>Samples the curve through the points.</summary>
    /// <returns>How many samples there are.</returns>
    private static int Follow(ReadOnlySpan<ControlPoint> points, Span<PenPoint> drawn)
    {
        int count = 0;
        for (int piece = 0; piece + 1 < points.Length; piece++)
        {
            ControlPoint from = points[piece], to = points[piece + 1];

            // At an end or a corner the curve knows nothing of what lies beyond.
            ControlPoint before = piece == 0 || from.IsCorner ? from : points[piece - 1];
            ControlPoint after = piece + 2 == points.Length || to.IsCorner ? to : points[piece + 2];
            for (int step = piece == 0 ? 0 : 1; step <= StepsPerPiece; step++)
            {
                double t = (double)step / StepsPerPiece;
                double x = CatmullRom(before.X, from.X, to.X, after.X, t);
                double y = CatmullRom(before.Y, from.Y, to.Y, after.Y, t);
                drawn[count++] = new PenPoint(x, y, 1, false);
            }
        }

        return count;
    }

    private static double CatmullRom(double before, double from, double to, double after, double t)
    {
        double linear = to - before, square = (2 * before) - (5 * from) + (4 * to) - after;
        double cube = (3 * (from - to)) + after - before;
        return from + (0.5 * t * (linear + (t * (square + (t * cube)))));
    }

    /// <summary>Copies the samples between a late start and an early end, with the pressure of the pen there.</summary>
    private static void Press(ReadOnlySpan<PenPoint> drawn, double sloppiness, SeedStream stream, PenPath path)
    {
        double trim = 0.035 * sloppiness * drawn.Length;
        int first = (int)Math.Clamp(trim * stream.NextGaussian(), 0, drawn.Length / 4);
        int last = drawn.Length - 1 - (int)Math.Clamp(trim * stream.NextGaussian(), 0, drawn.Length / 4);
        double rise = 0.15 * stream.NextGaussian(), bulge = 0.15 * stream.NextGaussian();
        for (int i = first; i <= last; i++)
        {
            double t = ((2.0 * (i - first)) / (last - first)) - 1;
            double pressure = Math.Clamp(1 + (rise * t) + (bulge * (1 - (2 * t * t))), 0.5, 1.5);
            path.Add(drawn[i] with { Pressure = pressure, IsStart = i == first });
        }
    }
}
