using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Methods.Linear;

namespace LeNetLab.Tests.Methods.Linear;

public sealed class DualCoordinateDescentTests
{
    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(2, 1)]
    [InlineData(3, 10)]
    public void It_finds_what_a_slow_general_method_finds(long seed, double c)
    {
        (double[][] points, sbyte[] sides) = QuadraticProgram.Clouds(seed, 24, 3);
        FeatureRows rows = Rows(points);
        var q = new double[24, 24];
        for (int i = 0; i < 24; i++)
        {
            for (int j = 0; j < 24; j++)
                q[i, j] = (sides[i] * sides[j] * (Product(rows, i, j) + 1)) + (i == j ? 1 / (2 * c) : 0);
        }

        LinearSolution found = new DualCoordinateDescent(rows, sides, c, 1e-10).Solve("test", CancellationToken.None);

        double[] expected = new QuadraticProgram(q, sides, double.PositiveInfinity, balanced: false).Solve(5_000);
        for (int i = 0; i < 24; i++)
            Assert.Equal(expected[i], found.Multipliers[i], 1e-6 * Math.Max(1, c));
    }

    [Theory]
    [InlineData(4, 0.01)]
    [InlineData(5, 1)]
    [InlineData(6, 50)]
    public void The_conditions_of_the_solution_hold_within_the_tolerance(long seed, double c)
    {
        const double Tolerance = 1e-4;
        (double[][] points, sbyte[] sides) = QuadraticProgram.Clouds(seed, 400, 30);
        FeatureRows rows = Rows(points);

        LinearSolution found =
            new DualCoordinateDescent(rows, sides, c, Tolerance).Solve("test", CancellationToken.None);

        var weights = new double[rows.Padded];
        double bias = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            double multiplier = found.Multipliers[row];
            double slack = sides[row] * (rows.Product(row, found.Weights) + found.Bias) - 1 + (multiplier / (2 * c));
            Assert.True(multiplier >= 0);
            Assert.True(slack > -2 * Tolerance, $"{slack}");
            Assert.True(multiplier == 0 || slack < 2 * Tolerance, $"{multiplier} {slack}");
            rows.AddTo(row, sides[row] * multiplier, weights);
            bias += sides[row] * multiplier;
        }

        Assert.All(weights.Zip(found.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.Equal(bias, found.Bias, 1e-9);
    }

    [Fact]
    public void A_class_that_is_not_there_is_never_found()
    {
        (double[][] points, _) = QuadraticProgram.Clouds(7, 50, 4);
        var sides = new sbyte[50];
        Array.Fill(sides, (sbyte)-1);
        FeatureRows rows = Rows(points);

        LinearSolution found = new DualCoordinateDescent(rows, sides, 1, 1e-3).Solve("test", CancellationToken.None);

        Assert.All(Enumerable.Range(0, 50), row => Assert.True(rows.Product(row, found.Weights) + found.Bias < 0));
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        (double[][] points, sbyte[] sides) = QuadraticProgram.Clouds(8, 20, 2);
        var solver = new DualCoordinateDescent(Rows(points), sides, 1, 1e-3);

        Assert.Throws<OperationCanceledException>(() => solver.Solve("test", new CancellationToken(canceled: true)));
    }

    private static FeatureRows Rows(double[][] points)
    {
        var rows = new FeatureRows(points.Length, points[0].Length);
        for (int row = 0; row < points.Length; row++)
        {
            for (int i = 0; i < points[row].Length; i++)
                rows.Row(row)[i] = (float)points[row][i];
        }

        return rows;
    }

    private static double Product(FeatureRows rows, int i, int j)
    {
        double sum = 0;
        for (int k = 0; k < rows.Length; k++)
            sum += (double)rows.Row(i)[k] * rows.Row(j)[k];
        return sum;
    }
}
