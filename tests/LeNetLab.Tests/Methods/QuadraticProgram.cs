using LeNetLab.Numerics;

namespace LeNetLab.Tests.Methods;

/// <summary>
/// min ½αᵀQα − Σα over 0 ≤ α ≤ C, with yᵀα = 0 if asked: slowly, by accelerated projected gradients, to high precision.
/// </summary>
internal sealed class QuadraticProgram(double[,] q, sbyte[] sides, double upper, bool balanced)
{
    public double[] Solve(int steps)
    {
        int count = sides.Length;
        double bound = Enumerable.Range(0, count).Max(i => Enumerable.Range(0, count).Sum(j => Math.Abs(q[i, j])));
        double[] now = new double[count], ahead = new double[count];
        double momentum = 1;
        for (int step = 0; step < steps; step++)
        {
            double[] gradient = Gradient(ahead);
            double[] next = Project([.. ahead.Select((value, i) => value - (gradient[i] / bound))]);
            if (Enumerable.Range(0, count).Sum(i => (ahead[i] - next[i]) * (next[i] - now[i])) > 0)
                momentum = 1;
            double after = (1 + Math.Sqrt(1 + (4 * momentum * momentum))) / 2;
            ahead = [.. next.Select((value, i) => value + ((momentum - 1) / after * (value - now[i])))];
            (now, momentum) = (next, after);
        }

        return now;
    }

    public double Value(double[] multipliers)
    {
        double[] gradient = Gradient(multipliers);
        return multipliers.Select((value, i) => (value * (gradient[i] + 1) / 2) - value).Sum();
    }

    /// <summary>Points around two centres that overlap.</summary>
    public static (double[][] Points, sbyte[] Sides) Clouds(long seed, int count, int dimensions)
    {
        SeedStream random = SeedStream.Open(seed, "clouds");
        sbyte[] sides = [.. Enumerable.Range(0, count).Select(i => (sbyte)(i % 3 == 0 ? 1 : -1))];
        double[][] points =
        [
            .. sides.Select(side => Enumerable.Range(0, dimensions)
                .Select(_ => (0.6 * side) + random.NextGaussian()).ToArray()),
        ];
        return (points, sides);
    }

    private double[] Gradient(double[] multipliers) =>
    [
        .. Enumerable.Range(0, multipliers.Length).Select(
            i => multipliers.Select((value, j) => q[i, j] * value).Sum() - 1),
    ];

    /// <summary>The nearest point that is allowed; the multiplier of the balance is found by halving.</summary>
    private double[] Project(double[] point)
    {
        if (!balanced)
            return Clipped(0);
        double low = -1e4, high = 1e4;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (Clipped(middle).Select((value, row) => value * sides[row]).Sum() > 0)
                low = middle;
            else
                high = middle;
        }

        return Clipped((low + high) / 2);

        double[] Clipped(double shift) =>
            [.. point.Select((value, row) => Math.Clamp(value - (shift * sides[row]), 0, upper))];
    }
}
