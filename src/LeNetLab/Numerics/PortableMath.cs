namespace LeNetLab.Numerics;

/// <summary>
/// Elementary functions from +, −, ×, ÷ and square root alone, which IEEE 754 rounds the same everywhere:
/// <see cref="Math"/> asks the platform's library, whose last bits differ between machines.
/// </summary>
/// <remarks>Errors stay under 4 units in the last place; the tests hold them to that.</remarks>
public static class PortableMath
{
    // ln 2 and π/2 as a head with trailing zero bits, so that its products with small integers are exact, and a tail.
    private const double Ln2Head = 6.93147180369123816490e-01;
    private const double Ln2Tail = 1.90821492927058770002e-10;
    private const double HalfPiHead = 1.57079632673412561417;
    private const double HalfPiTail = 6.07710050650619224932e-11;

    /// <summary>
    /// Natural logarithm, by the series of atanh((m − 1)/(m + 1)) over m in [√½, √2). Of a float from 1 to 256, where
    /// the engine asks it, within 2 units in the last place; rounded to a float the nearest to the truth, but for one.
    /// </summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0)
            return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x))
            return x;
        int exponent = Math.ILogB(x);
        double m = Math.ScaleB(x, -exponent);
        if (m >= 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }

        double s = (m - 1) / (m + 1), s2 = s * s, tail = 0;
        for (int power = 23; power >= 3; power -= 2)
            tail = (tail + (1.0 / power)) * s2;
        return (exponent * Ln2Head) + ((2 * s) + ((2 * s * tail) + (exponent * Ln2Tail)));
    }

    /// <summary>e to the <paramref name="x"/>, by Taylor's series over |r| ≤ ln 2 / 2.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709.79)
            return double.PositiveInfinity;
        if (x < -745.2)
            return 0;
        double k = Math.Round(x * 1.4426950408889634);
        double r = x - (k * Ln2Head) - (k * Ln2Tail);
        double sum = 1;
        for (int term = 14; term >= 1; term--)
            sum = 1 + (sum * r / term);
        return Math.ScaleB(sum, (int)k);
    }

    /// <summary>Sine of an angle in radians, |x| ≤ 10⁵.</summary>
    public static double Sin(double x) => Quadrant(x, 0);

    /// <summary>Cosine of an angle in radians, |x| ≤ 10⁵.</summary>
    public static double Cos(double x) => Quadrant(x, 1);

    /// <summary>The angle in radians whose tangent is <paramref name="x"/>, within ±π/2; of NaN, NaN.</summary>
    public static double Atan(double x)
    {
        double size = Math.Abs(x), t = size > 1 ? 1 / size : size;

        // Twice half the angle: tan(a/2) = t/(1 + √(1 + t²)). The series is then over at most tan(π/16).
        t /= 1 + Math.Sqrt(1 + (t * t));
        t /= 1 + Math.Sqrt(1 + (t * t));
        double t2 = t * t, tail = 0;
        for (int power = 25; power >= 3; power -= 2)
            tail = ((1.0 / power) - tail) * t2;
        double angle = 4 * (t - (t * tail));
        return Math.CopySign(size > 1 ? (HalfPiHead - angle) + HalfPiTail : angle, x);
    }

    private static double Quadrant(double x, int shift)
    {
        if (!(Math.Abs(x) <= 1e5))
            throw new ArgumentOutOfRangeException(nameof(x), x, "The angle must be finite and within ±100,000 rad.");
        double k = Math.Round(x / (HalfPiHead + HalfPiTail));
        double r = x - (k * HalfPiHead) - (k * HalfPiTail), r2 = r * r;
        int quadrant = ((int)k + shift) & 3;
        double value = (quadrant & 1) == 0 ? r * Alternating(r2, 3, 21) : Alternating(r2, 2, 22);
        return (quadrant & 2) == 0 ? value : -value;
    }

    /// <summary>1 − r²/((n−1)n) · (1 − r²/((n+1)(n+2)) · (…)): the tail of Taylor's series of sine or cosine.</summary>
    private static double Alternating(double r2, int first, int last)
    {
        double sum = 1;
        for (int n = last - ((last - first) % 2); n >= first; n -= 2)
            sum = 1 - (sum * r2 / (n * (n - 1)));
        return sum;
    }
}
