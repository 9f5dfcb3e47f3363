using LeNetLab.Benchmarks.Figures;

namespace LeNetLab.Tests.Benchmarks;

public sealed class SpreadTests
{
    [Fact]
    public void The_median_of_an_odd_number_is_the_middle_one() =>
        Assert.Equal(new Spread(3, 1, 2, 9), Spread.Of([9, 1, 2]));

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_middle_two() =>
        Assert.Equal(new Spread(4, 1, 3, 9), Spread.Of([9, 4, 1, 2]));

    // The median of the ratios is 2; the ratio of the medians, 30 / 10, would be 3.
    [Fact]
    public void Ratios_are_formed_within_the_round() =>
        Assert.Equal(new Spread(3, 1, 2, 30), Spread.OfRatios([20, 30, 100], [10, 1, 100], 1));

    [Fact]
    public void A_factor_makes_percentages() =>
        Assert.Equal(50, Spread.OfRatios([1], [2], 100).Median);

    [Fact]
    public void Rounds_that_do_not_belong_together_are_refused() =>
        Assert.Throws<ArgumentException>(() => Spread.OfRatios([1, 2], [1], 1));

    [Fact]
    public void Without_rounds_there_is_no_figure() => Assert.Throws<ArgumentException>(() => Spread.Of([]));
}
