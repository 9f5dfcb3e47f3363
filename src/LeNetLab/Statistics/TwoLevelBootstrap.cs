using System.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace LeNetLab.Statistics;

/// <summary>
/// The interval of a mean over seeds and test images that both might have been others. Every sample weighs seeds and,
/// on its own, images anew: seeds as a bootstrap sample of them, images by 0 or 2 (Owen 2007, "The pigeonhole
/// bootstrap"; Owen and Eckles 2012, "Bootstrapping data arrays of arbitrary order").
/// </summary>
/// <remarks>
/// Such samples count up to three times what is particular to one network on one image, and six seeds too little. The
/// shape of the interval is therefore theirs, its width that of the variance of a mean in two crossed random factors,
/// (MS_seeds + MS_images − MS_rest)/(seeds·images), by Student's t with Satterthwaite's degrees of freedom (Searle,
/// Casella and McCulloch 1992, ch. 4; Satterthwaite 1946).
/// </remarks>
public static class TwoLevelBootstrap
{
    /// <summary>The interval of the mean difference, as a share of the images.</summary>
    /// <param name="differences">
    /// [seed][image]: 1 where B alone is wrong, −1 where A alone is, 0 otherwise; at least two of both.
    /// </param>
    /// <param name="draws">How many samples, at least 2.</param>
    /// <param name="alpha">One less the coverage, such as 0.05.</param>
    /// <param name="words">Gives the next 32 random bits.</param>
    /// <exception cref="ArgumentException">There are fewer, or not as many images for one seed as for another.</exception>
    public static Interval Of(IReadOnlyList<sbyte[]> differences, int draws, double alpha, Func<uint> words)
    {
        if (differences.Count < 2 || differences[0].Length < 2
            || differences.Any(seed => seed.Length != differences[0].Length))
        {
            throw new ArgumentException("Every seed needs the same images, at least two of both.", nameof(differences));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 2);
        double[] means = Means(differences, draws, words);
        double mean = differences.Average(Mean);
        double spread = ArrayStatistics.StandardDeviation(means);
        if (spread == 0)
            return new Interval(mean, mean);
        (double error, double freedom) = StandardError(differences, mean);
        double width = error * StudentT.InvCDF(0, 1, freedom, 1 - (alpha / 2))
            / (spread * Normal.InvCDF(0, 1, 1 - (alpha / 2)));
        return new Interval(
            mean + (width * (ArrayStatistics.QuantileInplace(means, alpha / 2) - mean)),
            mean + (width * (ArrayStatistics.QuantileInplace(means, 1 - (alpha / 2)) - mean)));
    }

    /// <summary>The standard error of the mean over both, and its degrees of freedom.</summary>
    /// <remarks>A component of variance below 0, which chance alone can give, counts as 0.</remarks>
    public static (double Error, double Freedom) StandardError(IReadOnlyList<sbyte[]> differences, double mean)
    {
        double seeds = differences.Count, images = differences[0].Length;
        double ofSeeds = images * differences.Sum(seed => Square(Mean(seed) - mean));
        double ofImages = 0, all = 0;
        for (int image = 0; image < images; image++)
        {
            double sum = 0;
            foreach (sbyte[] seed in differences)
            {
                sum += seed[image];
                all += Square(seed[image] - mean);
            }

            ofImages += seeds * Square((sum / seeds) - mean);
        }

        double rest = Math.Max(0, all - ofSeeds - ofImages) / ((seeds - 1) * (images - 1));
        double bySeed = Math.Max(rest, ofSeeds / (seeds - 1)), byImage = Math.Max(rest, ofImages / (images - 1));
        double total = bySeed + byImage - rest;
        double freedom = Square(total) / ((Square(bySeed) / (seeds - 1)) + (Square(byImage) / (images - 1))
            + (Square(rest) / ((seeds - 1) * (images - 1))));
        return (Math.Sqrt(total / (seeds * images)), freedom);
    }

    private static double[] Means(IReadOnlyList<sbyte[]> differences, int draws, Func<uint> words)
    {
        int seeds = differences.Count, images = differences[0].Length;
        ulong[][] plus = [.. differences.Select(seed => Where(seed, 1))];
        ulong[][] minus = [.. differences.Select(seed => Where(seed, -1))];
        var weights = new ulong[(images + 63) / 64];
        var means = new double[draws];
        for (int draw = 0; draw < draws; draw++)
        {
            Draw(weights, images, words);
            long drawn = Common(weights, weights), sum = 0;
            for (int seed = 0; seed < seeds; seed++)
            {
                int taken = (int)(((ulong)words() * (uint)seeds) >> 32);
                sum += Common(plus[taken], weights) - Common(minus[taken], weights);
            }

            // Without an image, a case for no more than a handful of them, nothing is known: the mean stays 0.
            means[draw] = drawn == 0 ? 0 : sum / ((double)seeds * drawn);
        }

        return means;
    }

    /// <summary>Which images have a weight, a bit for each.</summary>
    private static void Draw(ulong[] weights, int images, Func<uint> words)
    {
        for (int word = 0; word < weights.Length; word++)
        {
            weights[word] = words();
            if ((64 * word) + 32 < images)
                weights[word] |= (ulong)words() << 32;
        }

        if (images % 64 != 0)
            weights[^1] &= (1ul << (images % 64)) - 1;
    }

    /// <summary>How many images are in both of two sets.</summary>
    private static int Common(ulong[] one, ulong[] other)
    {
        int count = 0;
        for (int word = 0; word < one.Length; word++)
            count += BitOperations.PopCount(one[word] & other[word]);
        return count;
    }

    /// <summary>The images of a seed that show some difference, a bit for each.</summary>
    private static ulong[] Where(sbyte[] seed, sbyte difference)
    {
        var images = new ulong[(seed.Length + 63) / 64];
        for (int image = 0; image < seed.Length; image++)
        {
            if (seed[image] == difference)
                images[image / 64] |= 1ul << (image % 64);
        }

        return images;
    }

    private static double Mean(sbyte[] seed)
    {
        long sum = 0;
        foreach (sbyte difference in seed)
            sum += difference;
        return (double)sum / seed.Length;
    }

    private static double Square(double value) => value * value;
}
