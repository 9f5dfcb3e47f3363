using LeNetLab.Methods.Kernels;

namespace LeNetLab.Tests.Methods.Kernels;

public sealed class SmoSolverTests
{
    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(2, 1)]
    [InlineData(3, 20)]
    public void It_finds_what_a_slow_general_method_finds(long seed, double c)
    {
        (double[][] points, sbyte[] sides) = QuadraticProgram.Clouds(seed, 24, 2);
        var kernel = new Matrix(points, 0.5);
        var q = new double[24, 24];
        for (int i = 0; i < 24; i++)
        {
            for (int j = 0; j < 24; j++)
                q[i, j] = sides[i] * sides[j] * kernel.Row(i)[j];
        }

        SmoSolution found = new SmoSolver(kernel, sides, c, 1e-9).Solve(CancellationToken.None);

        var slow = new QuadraticProgram(q, sides, c, balanced: true);
        double[] expected = slow.Solve(5_000);
        Assert.Equal(slow.Value(expected), slow.Value(found.Multipliers), 1e-7 * Math.Max(1, c));
        for (int i = 0; i < 24; i++)
            Assert.Equal(expected[i], found.Multipliers[i], 1e-4 * c);
        Assert.Equal(0, found.Multipliers.Select((value, i) => value * sides[i]).Sum(), 1e-12);
    }

    [Theory]
    [InlineData(4, 0.1)]
    [InlineData(5, 2)]
    [InlineData(6, 100)]
    public void The_conditions_of_the_solution_hold_within_the_tolerance(long seed, double c)
    {
        const double Tolerance = 1e-3;
        (double[][] points, sbyte[] sides) = QuadraticProgram.Clouds(seed, 300, 5);
        var kernel = new Matrix(points, 0.2);

        SmoSolution found = new SmoSolver(kernel, sides, c, Tolerance).Solve(CancellationToken.None);

        Assert.InRange(found.Violation, 0, Tolerance);
        for (int row = 0; row < 300; row++)
        {
            double multiplier = found.Multipliers[row], output = found.Bias;
            for (int other = 0; other < 300; other++)
                output += sides[other] * found.Multipliers[other] * kernel.Row(row)[other];
            double margin = sides[row] * output;
            Assert.InRange(multiplier, 0, c);
            Assert.True(multiplier == c || margin > 1 - (2 * Tolerance), $"{multiplier} {margin}");
            Assert.True(multiplier == 0 || margin < 1 + (2 * Tolerance), $"{multiplier} {margin}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Where_one_side_is_empty_the_other_is_everywhere(sbyte side)
    {
        (double[][] points, _) = QuadraticProgram.Clouds(7, 10, 2);
        var sides = new sbyte[10];
        Array.Fill(sides, side);

        SmoSolution found = new SmoSolver(new Matrix(points, 1), sides, 1, 1e-3).Solve(CancellationToken.None);

        Assert.All(found.Multipliers, multiplier => Assert.Equal(0, multiplier));
        Assert.Equal(side, found.Bias);
    }

    [Fact]
    public void Points_that_are_the_same_but_for_their_side_are_both_at_the_bound()
    {
        double[][] points = [[0, 0], [0, 0], [1, 1]];

        SmoSolution found = new SmoSolver(new Matrix(points, 1), [1, -1, 1], 2, 1e-6).Solve(CancellationToken.None);

        Assert.Equal(2, found.Multipliers[1]);
        Assert.Equal(2, found.Multipliers[0] + found.Multipliers[2], 1e-9);
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        (double[][] points, sbyte[] sides) = QuadraticProgram.Clouds(8, 20, 2);
        var solver = new SmoSolver(new Matrix(points, 1), sides, 1, 1e-3);

        Assert.Throws<OperationCanceledException>(() => solver.Solve(new CancellationToken(canceled: true)));
    }

    private sealed class Matrix(double[][] points, double gamma) : IKernelMatrix
    {
        private readonly float[][] rows =
        [
            .. points.Select(a => points.Select(b => (float)Math.Exp(
                -gamma * a.Zip(b, (x, y) => (x - y) * (x - y)).Sum())).ToArray()),
        ];

        public int Count => rows.Length;

        public double Diagonal(int row) => 1;

        public ReadOnlySpan<float> Row(int row) => rows[row];
    }
}
