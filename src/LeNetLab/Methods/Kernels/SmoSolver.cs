namespace LeNetLab.Methods.Kernels;

/// <summary>A separation by a kernel: what is positive is on its side Σᵢ yᵢαᵢ·K(xᵢ, x) + b &gt; 0.</summary>
/// <param name="Multipliers">α, one for each row, 0 … C.</param>
/// <param name="Bias">b.</param>
/// <param name="Violation">By how much the worst pair still misses the conditions of the solution.</param>
internal sealed record SmoSolution(double[] Multipliers, double Bias, double Violation);

/// <summary>
/// Sequential minimal optimisation (Platt 1998) of the support vector machine's dual, two multipliers at a time, chosen
/// by second-order information (Fan, Chen and Lin, "Working Set Selection Using Second Order Information for Training
/// Support Vector Machines", JMLR 6, 2005, WSS 2):
/// min over 0 ≤ α ≤ C with Σ yᵢαᵢ = 0 of ½ Σᵢⱼ αᵢαⱼyᵢyⱼKᵢⱼ − Σᵢ αᵢ.
/// </summary>
/// <remarks>
/// F(k) = y(k) − Σⱼ yⱼαⱼKₖⱼ is what separates a multiplier that can grow on its class's side (up) from one that can
/// shrink (low): at the solution no F of the first is above any of the second, and b lies between.
/// </remarks>
/// <param name="kernel">K.</param>
/// <param name="sides">y, each 1 or −1.</param>
/// <param name="c">C &gt; 0.</param>
/// <param name="tolerance">
/// ε: it ends when the largest F of the first is at most ε above the smallest of the second.
/// </param>
internal sealed class SmoSolver(IKernelMatrix kernel, sbyte[] sides, double c, double tolerance)
{
    private const int MostSteps = 100_000_000, StepsBetweenLooks = 256;

    // Two images that the kernel cannot tell apart: their pair has no curvature of its own.
    private const double LeastCurvature = 1e-12;

    private readonly double[] multipliers = new double[sides.Length];
    private readonly double[] misses = [.. sides.Select(side => (double)side)];

    /// <summary>Solves it.</summary>
    /// <param name="cancellation">Asked now and then.</param>
    /// <exception cref="MethodException">It did not end in 100 million steps.</exception>
    public SmoSolution Solve(CancellationToken cancellation)
    {
        for (int step = 0; step < MostSteps; step++)
        {
            if (step % StepsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            (int up, double highest, double lowest) = Extremes();
            if (!(highest - lowest > tolerance))
                return new SmoSolution(multipliers, Bias(highest, lowest), Math.Max(0, highest - lowest));
            ReadOnlySpan<float> upRow = kernel.Row(up);
            int low = Second(up, highest, upRow);
            Move(up, low, upRow);
        }

        throw new MethodException(
            $"A support vector machine did not come within {tolerance} in {MostSteps:N0} steps; "
            + "a larger model.svm_tolerance or a smaller model.svm_c would.");
    }

    private bool CanRise(int row) => sides[row] > 0 ? multipliers[row] < c : multipliers[row] > 0;

    private bool CanFall(int row) => sides[row] > 0 ? multipliers[row] > 0 : multipliers[row] < c;

    /// <summary>The first of the pair: the one that most wants to rise. And what wants most to fall.</summary>
    private (int Up, double Highest, double Lowest) Extremes()
    {
        int up = -1;
        double highest = double.NegativeInfinity, lowest = double.PositiveInfinity;
        for (int row = 0; row < sides.Length; row++)
        {
            double miss = misses[row];
            if (miss > highest && CanRise(row))
                (up, highest) = (row, miss);
            if (miss < lowest && CanFall(row))
                lowest = miss;
        }

        return (up, highest, lowest);
    }

    /// <summary>The second of the pair: the one with which the first gains most.</summary>
    private int Second(int up, double highest, ReadOnlySpan<float> upRow)
    {
        int best = -1;
        double most = 0, own = kernel.Diagonal(up);
        for (int row = 0; row < sides.Length; row++)
        {
            double gap = highest - misses[row];
            if (gap <= 0 || !CanFall(row))
                continue;
            double gain = gap * gap / Math.Max(LeastCurvature, own + kernel.Diagonal(row) - (2.0 * upRow[row]));
            if (gain > most)
                (best, most) = (row, gain);
        }

        return best;
    }

    /// <summary>Moves both to the least value on their line within the bounds.</summary>
    private void Move(int up, int low, ReadOnlySpan<float> upRow)
    {
        double curvature = Math.Max(
            LeastCurvature, kernel.Diagonal(up) + kernel.Diagonal(low) - (2.0 * upRow[low]));
        double room = Math.Min(
            sides[up] > 0 ? c - multipliers[up] : multipliers[up],
            sides[low] > 0 ? multipliers[low] : c - multipliers[low]);
        double move = Math.Min(room, (misses[up] - misses[low]) / curvature);
        multipliers[up] = Within(multipliers[up] + (sides[up] * move));
        multipliers[low] = Within(multipliers[low] - (sides[low] * move));
        ReadOnlySpan<float> lowRow = kernel.Row(low);
        Span<double> all = misses;
        for (int row = 0; row < all.Length; row++)
            all[row] -= move * ((double)upRow[row] - lowRow[row]);
    }

    // Rounding must leave a multiplier at its bound, not a hair off it: it would still count as free.
    private double Within(double multiplier) =>
        multiplier < c * 1e-14 ? 0 : multiplier > c * (1 - 1e-14) ? c : multiplier;

    /// <summary>
    /// b: the mean miss of free multipliers, all alike at the solution; without any, the middle of what is left.
    /// </summary>
    private double Bias(double highest, double lowest)
    {
        double sum = 0;
        int free = 0;
        for (int row = 0; row < sides.Length; row++)
        {
            if (multipliers[row] > 0 && multipliers[row] < c)
                (sum, free) = (sum + misses[row], free + 1);
        }

        return free > 0 ? sum / free
            : double.IsInfinity(highest) ? lowest
            : double.IsInfinity(lowest) ? highest
            : (highest + lowest) / 2;
    }
}
