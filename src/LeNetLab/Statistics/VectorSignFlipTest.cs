using System.Numerics;

namespace LeNetLab.Statistics;

/// <summary>
/// The sign-flip test of several numbers at once (Chung and Fraser 1958; Pesarin and Salmaso 2010, ch. 2): were each
/// block's vector of differences as likely as its negative, any pattern of signs would have been as likely as the one
/// seen. p is the share of all patterns whose sum is at least as long. Of vectors that are multiples of each other it is
/// <see cref="SignFlipTest"/>.
/// </summary>
public static class VectorSignFlipTest
{
    /// <summary>The most blocks whose sign patterns are all counted, 2¹⁵ up to a common sign.</summary>
    public const int MostExactBlocks = 16;

    // Sums that are equal on paper differ by rounding.
    private const double TieTolerance = 1e-9;

    /// <summary>The exact p.</summary>
    /// <param name="vectors">One for each of 1 … <see cref="MostExactBlocks"/> blocks, all of one length.</param>
    /// <exception cref="ArgumentException">There are none or too many.</exception>
    public static double ExactP(IReadOnlyList<double[]> vectors)
    {
        if (vectors.Count is < 1 or > MostExactBlocks)
        {
            throw new ArgumentException(
                $"{vectors.Count} blocks are not 1 … {MostExactBlocks}; sample instead.", nameof(vectors));
        }

        double[] sum = Sum(vectors);
        double bound = Bound(sum, vectors);
        int patterns = 1 << (vectors.Count - 1), hits = 1;
        var signs = new double[vectors.Count];
        Array.Fill(signs, 1);

        // Gray's code: from one pattern to the next a single sign turns. The last block's never does.
        for (int pattern = 1; pattern < patterns; pattern++)
        {
            int turned = BitOperations.TrailingZeroCount(pattern);
            signs[turned] = -signs[turned];
            Add(sum, vectors[turned], 2 * signs[turned]);
            if (SquaredLength(sum) >= bound)
                hits++;
        }

        return (double)hits / patterns;
    }

    /// <summary>An estimate of p from drawn sign patterns, the one seen among them: (hits + 1)/(draws + 1).</summary>
    /// <param name="vectors">One for each block, at least one, all of one length.</param>
    /// <param name="draws">Patterns to draw, at least 1.</param>
    /// <param name="words">Gives the next 32 random bits: which vectors to turn round.</param>
    /// <exception cref="ArgumentException">There are no vectors.</exception>
    public static double SampledP(IReadOnlyList<double[]> vectors, int draws, Func<uint> words)
    {
        if (vectors.Count == 0)
            throw new ArgumentException("The test needs at least one block.", nameof(vectors));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        double bound = Bound(Sum(vectors), vectors);
        int hits = 0;
        var sum = new double[vectors[0].Length];
        for (int draw = 0; draw < draws; draw++)
        {
            Array.Clear(sum);
            uint word = 0;
            for (int block = 0; block < vectors.Count; block++, word >>= 1)
            {
                if (block % 32 == 0)
                    word = words();
                Add(sum, vectors[block], (word & 1) == 0 ? 1 : -1);
            }

            if (SquaredLength(sum) >= bound)
                hits++;
        }

        return (hits + 1.0) / (draws + 1.0);
    }

    private static double[] Sum(IReadOnlyList<double[]> vectors)
    {
        var sum = new double[vectors[0].Length];
        foreach (double[] vector in vectors)
            Add(sum, vector, 1);
        return sum;
    }

    private static double Bound(double[] sum, IReadOnlyList<double[]> vectors) =>
        SquaredLength(sum) - (TieTolerance * vectors.Count * vectors.Sum(SquaredLength));

    private static void Add(double[] sum, double[] vector, double times)
    {
        for (int place = 0; place < sum.Length; place++)
            sum[place] += times * vector[place];
    }

    private static double SquaredLength(double[] vector) => vector.Sum(value => value * value);
}
