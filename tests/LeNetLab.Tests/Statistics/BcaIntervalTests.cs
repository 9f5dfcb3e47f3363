using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Statistics;
using Interval = LeNetLab.Statistics.Interval;

namespace LeNetLab.Tests.Statistics;

public sealed class BcaIntervalTests
{
    private static readonly double[] Ten = [0.31, -0.07, 0.22, 0.05, -0.11, 0.4, 0.09, 0.178, 0.26, -0.013];
    private static readonly double[] Six = Ten[..6];

    // R 4.2.2, boot 1.3-28.1, the words of ParkMiller:
    //   t <- replicate(999, { s <- 0; for (i in 1:10) s <- s + d[floor(word() * 10 / 2^32) + 1]; s / 10 })
    //   L <- d - mean(d); a <- sum(L^3) / (6 * sum(L^2)^1.5); z0 <- qnorm(mean(t < mean(d)))
    //   boot.ci(<a boot object with this t>, type = "bca", L = L)
    [Fact]
    public void Of_the_same_drawn_samples_it_is_what_R_gives()
    {
        BootstrapMeans bootstrap = BootstrapMeans.Drawn(Ten, 999, new ParkMiller().Next);

        Interval interval = BcaInterval.Of(Ten, bootstrap, 0.05);

        Assert.Equal(0.032581399772807662, interval.Low, 1e-9);
        Assert.Equal(0.23404865959739948, interval.High, 1e-9);
        Assert.Equal(0.0026147884636266157, BcaInterval.Acceleration(Ten), 1e-12);
    }

    // R: pnorm(z0 + (z0 + qnorm(0.025)) / (1 - a * (z0 + qnorm(0.025)))), z0 = 0.048947717981603439 and a as above.
    [Fact]
    public void The_level_is_corrected_as_R_does() => Assert.Equal(
        0.03197223277297765, BcaInterval.Level(0.025, 0.048947717981603439, 0.0026147884636266157), 1e-12);

    // R: every row of expand.grid(rep(list(1:6), 6)); share = (mean(t < m - 1e-12) + mean(t < m + 1e-12)) / 2;
    // quantile(t, levels, type = 1) with the levels from that share.
    [Fact]
    public void Of_all_samples_of_six_it_is_what_R_gives()
    {
        BootstrapMeans bootstrap = BootstrapMeans.Exact(Six);

        Interval interval = BcaInterval.Of(Six, bootstrap, 0.05);

        Assert.Equal(0.50171467764060351, bootstrap.ShareBelow(Six.Average()), 1e-9);
        Assert.Equal(-0.015, interval.Low, 1e-12);
        Assert.Equal(0.285, interval.High, 1e-12);
    }

    [Fact]
    public void Exact_and_drawn_samples_agree()
    {
        BootstrapMeans exact = BootstrapMeans.Exact(Six);
        BootstrapMeans drawn = BootstrapMeans.Drawn(Six, 100_000, new ParkMiller().Next);

        foreach (double p in new[] { 0.025, 0.2, 0.5, 0.9, 0.975 })
            Assert.Equal(exact.Quantile(p), drawn.Quantile(p), 0.006);
        Assert.Equal(exact.ShareBelow(0.1), drawn.ShareBelow(0.1), 0.006);
    }

    [Fact]
    public void The_mirrored_sample_has_the_mirrored_interval() =>
        Prop.ForAll(
            Gen.Choose(-40, 40).Select(steps => steps / 100.0).ArrayOf(5).ToArbitrary(),
            values =>
            {
                double[] mirrored = [.. values.Select(value => -value)];
                Interval here = BcaInterval.Of(values, BootstrapMeans.Exact(values), 0.05);
                Interval there = BcaInterval.Of(mirrored, BootstrapMeans.Exact(mirrored), 0.05);

                // Of a step function the quantile from below may lie one step from that from above.
                double step = (values.Max() - values.Min()) / 5;
                Assert.InRange(here.Low + there.High, -step - 1e-9, step + 1e-9);
                Assert.InRange(here.High + there.Low, -step - 1e-9, step + 1e-9);
            }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void Equal_values_have_an_interval_of_one_point()
    {
        double[] equal = [0.1, 0.1, 0.1];

        Interval interval = BcaInterval.Of(equal, BootstrapMeans.Exact(equal), 0.05);

        Assert.Equal(interval.Low, interval.High);
        Assert.Equal(0.1, interval.Low, 1e-15);
    }

    [Fact]
    public void None_or_too_many_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BootstrapMeans.Exact([]));
        Assert.Throws<ArgumentException>(() => BootstrapMeans.Exact(new double[9]));
        Assert.Throws<ArgumentException>(() => BootstrapMeans.Drawn([], 10, () => 0));
    }
}
