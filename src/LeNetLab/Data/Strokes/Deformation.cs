using LeNetLab.Numerics;

namespace LeNetLab.Data.Strokes;

/// <summary>
/// Bends a written digit: a smooth elastic displacement, then a trapezoid, a change of width, a slant and a rotation
/// about the digit's middle.
/// </summary>
internal sealed class Deformation
{
    // Knots of the displacement, a grid over x in [−0.2, 0.8] and y in [−0.2, 1.2].
    private const int Knots = 4;
    private const double Left = -0.2, Top = -0.2, Width = 1.0, Height = 1.4;
    private const double MiddleX = 0.3, MiddleY = 0.5;

    private readonly double[] shiftX = new double[Knots * Knots];
    private readonly double[] shiftY = new double[Knots * Knots];
    private double widthScale, trapezoid, slant, cosine, sine;

    /// <summary>Draws another deformation.</summary>
    /// <param name="sloppiness">1 is ordinary.</param>
    /// <param name="stream">Draws it.</param>
    internal void Draw(double sloppiness, SeedStream stream)
    {
        double spread = 0.045 * sloppiness;
        for (int knot = 0; knot < shiftX.Length; knot++)
        {
            shiftX[knot] = spread * stream.NextGaussian();
            shiftY[knot] = spread * stream.NextGaussian();
        }

        widthScale = Math.Clamp(1 + (0.2 * stream.NextGaussian()), 0.6, 1.6);
        trapezoid = Math.Clamp(0.15 * stream.NextGaussian(), -0.4, 0.4);
        slant = Math.Clamp(0.12 + (0.25 * stream.NextGaussian()), -0.7, 0.9);
        double angle = Math.Clamp(0.1 * stream.NextGaussian(), -0.4, 0.4);
        cosine = PortableMath.Cos(angle);
        sine = PortableMath.Sin(angle);
    }

    /// <summary>Applies it in place.</summary>
    internal void Apply(Span<PenPoint> points)
    {
        foreach (ref PenPoint point in points)
        {
            double column = (point.X - Left) / Width, row = (point.Y - Top) / Height;
            double x = point.X + Interpolate(shiftX, column, row) - MiddleX;
            double y = point.Y + Interpolate(shiftY, column, row) - MiddleY;
            x = (x * widthScale * (1 + (trapezoid * y))) - (slant * y);
            point = point with { X = (cosine * x) - (sine * y), Y = (sine * x) + (cosine * y) };
        }
    }

    /// <summary>Between four knots, with slopes that vanish at the knots so that lines do not kink there.</summary>
    private static double Interpolate(double[] knots, double column, double row)
    {
        double x = Math.Clamp(column, 0, 1) * (Knots - 1), y = Math.Clamp(row, 0, 1) * (Knots - 1);
        int left = Math.Min((int)x, Knots - 2), top = Math.Min((int)y, Knots - 2), knot = (top * Knots) + left;
        double u = Smooth(x - left), v = Smooth(y - top);
        double above = knots[knot] + (u * (knots[knot + 1] - knots[knot]));
        double below = knots[knot + Knots] + (u * (knots[knot + Knots + 1] - knots[knot + Knots]));
        return above + (v * (below - above));
    }

    private static double Smooth(double t) => t * t * (3 - (2 * t));
}
