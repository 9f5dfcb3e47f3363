using MathNet.Numerics.Distributions;

namespace LeNetLab.Statistics;

/// <summary>
/// McNemar's test of two trained models on the same images, exact (McNemar 1947; Dietterich 1998 recommends it where
/// each is trained once): of the images that one of them alone gets wrong, were they alike, each might be either's.
/// </summary>
/// <remarks>It is about these two networks and new images. It says nothing about training them again.</remarks>
public static class McNemarTest
{
    /// <summary>The two-sided p, by the binomial distribution with ½.</summary>
    /// <param name="onlyA">Images that A alone gets wrong.</param>
    /// <param name="onlyB">Images that B alone gets wrong.</param>
    public static double ExactP(int onlyA, int onlyB)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyA);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyB);
        return onlyA == onlyB ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, onlyA + onlyB, Math.Min(onlyA, onlyB)));
    }
}
