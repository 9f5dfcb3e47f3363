using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class EffectSizeTests
{
    // R: dz <- with(sleep, extra[group == 2] - extra[group == 1]); mean(dz) / sd(dz)
    [Fact]
    public void The_paired_one_is_the_mean_in_standard_deviations() => Assert.Equal(
        1.2845575625910546, EffectSize.PairedDz([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4])!.Value, 1e-12);

    [Fact]
    public void Differences_without_spread_have_none()
    {
        Assert.Null(EffectSize.PairedDz([0.5]));
        Assert.Null(EffectSize.PairedDz([0.5, 0.5]));
        Assert.Null(EffectSize.PairedDz([]));
    }

    // The example of cliff.delta in R's package effsize: estimate -0.25.
    [Fact]
    public void Cliffs_is_the_one_of_effsizes_example()
    {
        double[] treatment = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], control = [10, 20, 30, 40, 40, 50];

        Assert.Equal(-0.25, EffectSize.CliffsDelta(treatment, control), 1e-15);
        Assert.Equal(0.25, EffectSize.CliffsDelta(control, treatment), 1e-15);
    }
}
