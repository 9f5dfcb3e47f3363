using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class TwoLevelBootstrapTests
{
    // R, x and word() as in ParkMiller, x <- 1 before each part:
    //   for (i in 1:3) for (j in 1:40) { w <- word(); y[i, j] <- if (w < 2^32*.1) 1 else if (w > 2^32*.85) -1 else 0 }
    //   t <- replicate(500, { w <- c(word(), word())
    //     v <- c(floor(w[1] / 2^(0:31)) %% 2, floor(w[2] / 2^(0:7)) %% 2)
    //     s <- 0; for (k in 1:3) s <- s + sum(y[floor(word() * 3 / 2^32) + 1, ] * v); s / (3 * sum(v)) })
    //   ms <- anova(lm(y ~ seed + image))[["Mean Sq"]]       # 0.475, 0.31431623931623964, 0.25277777777777782
    //   V <- ms[1] + ms[2] - ms[3]; se <- sqrt(V / 120)
    //   nu <- V^2 / (ms[1]^2 / 2 + ms[2]^2 / 39 + ms[3]^2 / 78)
    //   mean(y) + se * qt(.975, nu) / (sd(t) * qnorm(.975)) * (quantile(t, c(.025, .975), type = 8) - mean(y))
    [Fact]
    public void Of_the_same_words_it_is_what_R_gives()
    {
        sbyte[][] differences = Drawn(3, 40);

        Interval interval = TwoLevelBootstrap.Of(differences, 500, 0.05, new ParkMiller().Next);
        (double error, double freedom) = TwoLevelBootstrap.StandardError(differences, -0.025);

        Assert.Equal(0.066866687118129653, error, 1e-12);
        Assert.Equal(2.4781457977981303, freedom, 1e-9);
        Assert.Equal(-0.2934712208015649, interval.Low, 1e-9);
        Assert.Equal(0.20511818925848413, interval.High, 1e-9);
    }

    [Fact]
    public void Networks_that_agree_everywhere_differ_by_nothing() => Assert.Equal(
        new Interval(0, 0), TwoLevelBootstrap.Of([new sbyte[9], new sbyte[9]], 100, 0.05, new ParkMiller().Next));

    [Fact]
    public void One_seed_one_image_or_unequal_images_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TwoLevelBootstrap.Of([new sbyte[9]], 100, 0.05, () => 0));
        Assert.Throws<ArgumentException>(() => TwoLevelBootstrap.Of([[1], [1]], 100, 0.05, () => 0));
        Assert.Throws<ArgumentException>(() => TwoLevelBootstrap.Of([[1, 0], [1, 0, 0]], 100, 0.05, () => 0));
    }

    private static sbyte[][] Drawn(int seeds, int images)
    {
        var words = new ParkMiller();
        return
        [
            .. Enumerable.Range(0, seeds).Select(_ => Enumerable.Range(0, images).Select(_ =>
            {
                double share = words.Next() / Math.ScaleB(1, 32);
                return (sbyte)(share < 0.1 ? 1 : share > 0.85 ? -1 : 0);
            }).ToArray()),
        ];
    }
}
