using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Numerics;

namespace LeNetLab.Methods.Linear;

/// <summary>A hyperplane: what is positive is on its side w·x + b &gt; 0.</summary>
/// <param name="Weights">w, and zeros after it up to a multiple of 16.</param>
/// <param name="Bias">b.</param>
/// <param name="Multipliers">α, one for each row: 0 if the row does not matter.</param>
internal sealed record LinearSolution(double[] Weights, double Bias, double[] Multipliers);

/// <summary>
/// Dual coordinate descent for the linear support vector machine with squared hinge loss (Hsieh, Chang, Lin, Keerthi
/// and Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, Algorithm 3):
/// <list type="bullet">
/// <item>primal: min over w, b of ½(|w|² + b²) + C · Σᵢ max(0, 1 − yᵢ(w·xᵢ + b))²</item>
/// <item>dual: min over α ≥ 0 of ½ Σᵢⱼ αᵢαⱼ(yᵢyⱼ(xᵢ·xⱼ + 1) + δᵢⱼ/(2C)) − Σᵢ αᵢ</item>
/// </list>
/// The bias is the weight of a feature that is always 1, as in LIBLINEAR, and so shrunk like the others; the dual is
/// then strictly convex with one solution.
/// </summary>
/// <param name="rows">x.</param>
/// <param name="sides">y, each 1 or −1.</param>
/// <param name="c">C &gt; 0.</param>
/// <param name="tolerance">
/// ε: it ends when, within a pass over all rows, the largest projected gradient of the dual is at most ε above the
/// smallest.
/// </param>
internal sealed class DualCoordinateDescent(FeatureRows rows, sbyte[] sides, double c, double tolerance)
{
    /// <summary>Passes at most; digits take hundreds.</summary>
    private const int MostPasses = 100_000;

    private readonly double[] weights = new double[rows.Padded];
    private readonly double[] multipliers = new double[rows.Count];
    private readonly double[] curvatures = new double[rows.Count];
    private readonly int[] order = [.. Enumerable.Range(0, rows.Count)];
    private readonly double ridge = 1 / (2 * c);
    private double bias;
    private int active = rows.Count;

    /// <summary>
    /// Solves it. Rows are gone through in an order drawn anew for each pass, always the same for a name.
    /// </summary>
    /// <param name="name">Of the draw.</param>
    /// <param name="cancellation">Asked between passes.</param>
    /// <exception cref="MethodException">It did not end in 100,000 passes.</exception>
    public LinearSolution Solve(string name, CancellationToken cancellation)
    {
        for (int row = 0; row < rows.Count; row++)
            curvatures[row] = Square(rows.Row(row)) + 1 + ridge;
        double shrinkAbove = double.PositiveInfinity;
        for (int pass = 1; pass <= MostPasses; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            SeedStream.Open(0, name, (ulong)pass).Shuffle(order.AsSpan(0, active));
            (double smallest, double largest) = Pass(shrinkAbove);
            shrinkAbove = largest > 0 ? largest : double.PositiveInfinity;
            if (largest - smallest > tolerance)
                continue;
            if (active == rows.Count)
                return new LinearSolution(weights, bias, multipliers);

            // What was left out may matter again: it ends only with a pass over all.
            active = rows.Count;
            shrinkAbove = double.PositiveInfinity;
        }

        throw new MethodException(
            $"A linear support vector machine did not come within {tolerance} in {MostPasses:N0} passes; "
            + "a larger model.svm_tolerance or a smaller model.svm_c would.");
    }

    /// <summary>
    /// One step for each active row; rows that will most probably stay at 0 are left out from then on.
    /// </summary>
    /// <returns>The smallest and the largest projected gradient met.</returns>
    private (double Smallest, double Largest) Pass(double shrinkAbove)
    {
        double smallest = double.PositiveInfinity, largest = double.NegativeInfinity;
        for (int i = 0; i < active; i++)
        {
            int row = order[i];
            double multiplier = multipliers[row];
            double gradient = (sides[row] * (rows.Product(row, weights) + bias)) - 1 + (ridge * multiplier);
            double projected = multiplier > 0 ? gradient : Math.Min(gradient, 0);
            if (multiplier == 0 && gradient > shrinkAbove)
            {
                (order[i], order[active - 1]) = (order[active - 1], row);
                active--;
                i--;
                continue;
            }

            smallest = Math.Min(smallest, projected);
            largest = Math.Max(largest, projected);
            if (projected != 0)
                Step(row, Math.Max(0, multiplier - (gradient / curvatures[row])));
        }

        return (smallest, largest);
    }

    private void Step(int row, double multiplier)
    {
        double change = sides[row] * (multiplier - multipliers[row]);
        multipliers[row] = multiplier;
        rows.AddTo(row, change, weights);
        bias += change;
    }

    private static double Square(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (float value in row)
            sum += (double)value * value;
        return sum;
    }
}
