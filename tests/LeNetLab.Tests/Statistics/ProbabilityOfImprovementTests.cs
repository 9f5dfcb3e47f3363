using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class ProbabilityOfImprovementTests
{
    // R: wilcox.test(control, treatment)$statistic / 60 is 0.625: how often treatment is the lower.
    [Fact]
    public void It_is_Mann_and_Whitneys_U_over_its_largest_value() => Assert.Equal(
        0.625,
        ProbabilityOfImprovement.Of([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50]), 1e-15);

    [Fact]
    public void Level_pairs_count_by_half_and_both_sides_make_one()
    {
        double[] a = [1, 2, 2, 3], b = [2, 2, 4];

        // 1 is below three, each 2 below one and level with two, 3 below one.
        Assert.Equal((3 + 2 + 2 + 1) / 12.0, ProbabilityOfImprovement.Of(a, b), 1e-15);
        Assert.Equal(1, ProbabilityOfImprovement.Of(a, b) + ProbabilityOfImprovement.Of(b, a), 1e-15);
        Assert.Equal(1, ProbabilityOfImprovement.Of([1, 2], [3, 4]));
        Assert.Throws<ArgumentException>(() => ProbabilityOfImprovement.Of([], [1]));
    }

    // R: v <- function(t) { N <- (m + n)/2 - 1; t*(1-t)*(1 + N*(1-t)/(2-t) + N*t/(1+t))/(m*n) }
    //    uniroot(function(t) share - t - qnorm(.975)*sqrt(v(t)), c(0, min(share, 1 - 1e-9)), tol = 1e-15)$root
    // and the same with the sign turned from the share up to 1.
    [Theory]
    [InlineData(0.75, 10, 10, 0.49077368885127481, 0.89705439520251085)]
    [InlineData(0.8, 5, 20, 0.51159392696886985, 0.93257178286933839)]
    [InlineData(0.5, 20, 20, 0.33148792711627084, 0.66851207288372916)]
    [InlineData(1, 6, 6, 0.68923057473045535, 1)]
    public void The_interval_is_that_of_Newcombes_fifth_method(double share, int m, int n, double low, double high)
    {
        Interval interval = ProbabilityOfImprovement.IntervalOf(share, m, n, 0.05), opposite =
            ProbabilityOfImprovement.IntervalOf(1 - share, n, m, 0.05);

        Assert.Equal(low, interval.Low, 1e-9);
        Assert.Equal(high, interval.High, 1e-9);
        Assert.Equal(1 - high, opposite.Low, 1e-9);
        Assert.Equal(1 - low, opposite.High, 1e-9);
    }
}
