using MathNet.Numerics.Distributions;

namespace LeNetLab.Statistics;

/// <summary>
/// The means of bootstrap samples, which are drawn from some values with replacement, as many as there are values
/// (Efron 1979): all of them, weighted by how often they occur, where the values are few; and drawn ones otherwise.
/// </summary>
public sealed class BootstrapMeans
{
    /// <summary>Up to so many values all 6,435 samples or fewer are looked at (Fisher and Hall 1991).</summary>
    public const int MostExactValues = 8;

    // Ascending; and what share of all samples has a mean up to each, where they are not equally many.
    private readonly double[] means;
    private readonly double[]? upTo;

    private BootstrapMeans(double[] means, double[]? upTo)
    {
        this.means = means;
        this.upTo = upTo;
    }

    /// <summary>Every sample that can be drawn: no chance is left in what follows from them.</summary>
    /// <param name="values">1 … <see cref="MostExactValues"/> of them.</param>
    /// <exception cref="ArgumentException">There are none or too many.</exception>
    public static BootstrapMeans Exact(IReadOnlyList<double> values)
    {
        if (values.Count is < 1 or > MostExactValues)
            throw new ArgumentException($"{values.Count} values are not 1 … {MostExactValues}.", nameof(values));
        var samples = new List<(double Mean, double Weight)>();
        Add(values, 0, values.Count, 0, 1, samples);
        double[] ascending = [.. samples.Select(sample => sample.Mean)];
        double[] weights = [.. samples.Select(sample => sample.Weight)];
        Array.Sort(ascending, weights);
        for (int i = 1; i < weights.Length; i++)
            weights[i] += weights[i - 1];
        return new BootstrapMeans(ascending, weights);
    }

    /// <summary>Drawn samples.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="draws">How many samples, at least 1.</param>
    /// <param name="words">Gives the next 32 random bits; each picks a value.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static BootstrapMeans Drawn(IReadOnlyList<double> values, int draws, Func<uint> words)
    {
        if (values.Count == 0)
            throw new ArgumentException("A sample needs at least one value.", nameof(values));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        double[] copy = [.. values];
        var drawn = new double[draws];
        for (int draw = 0; draw < draws; draw++)
        {
            double sum = 0;
            for (int i = 0; i < copy.Length; i++)
                sum += copy[(int)(((ulong)words() * (uint)copy.Length) >> 32)];
            drawn[draw] = sum / copy.Length;
        }

        Array.Sort(drawn);
        return new BootstrapMeans(drawn, null);
    }

    /// <summary>The share of means below a number, those level with it by half: so a mirrored sample mirrors it.</summary>
    public double ShareBelow(double value)
    {
        // Sums of the same numbers in another order differ by rounding.
        double slack = 1e-12 * Math.Max(Math.Abs(means[0]), Math.Abs(means[^1]));
        int first = FirstAtLeast(value - slack), end = FirstAtLeast(value + slack);
        return (UpTo(first) + UpTo(end)) / 2;
    }

    /// <summary>
    /// The mean below which a share p of them lies. Of all samples it is the first at which that is so; between two
    /// drawn ones it is interpolated on the normal scale (Davison and Hinkley 1997, eq. 5.8), as R's <c>boot</c> does.
    /// </summary>
    /// <param name="p">0 … 1; beyond what the drawn samples resolve the outermost is taken.</param>
    public double Quantile(double p)
    {
        if (upTo is not null)
        {
            int found = Array.BinarySearch(upTo, p * (1 - 1e-12));
            return means[Math.Min(found < 0 ? ~found : found, means.Length - 1)];
        }

        double rank = (means.Length + 1) * p;
        int below = (int)Math.Floor(rank);
        if (below < 1 || below >= means.Length)
            return means[below < 1 ? 0 : ^1];
        double here = Normal.InvCDF(0, 1, p);
        double low = Normal.InvCDF(0, 1, below / (means.Length + 1.0));
        double high = Normal.InvCDF(0, 1, (below + 1) / (means.Length + 1.0));
        return means[below - 1] + ((here - low) / (high - low) * (means[below] - means[below - 1]));
    }

    private double UpTo(int count) => count == 0 ? 0 : upTo is null ? (double)count / means.Length : upTo[count - 1];

    private int FirstAtLeast(double value)
    {
        int low = 0, high = means.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = means[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// Adds every way to draw <paramref name="left"/> more values from the <paramref name="next"/>-th on. A value that
    /// is taken k times in a row of n draws counts with k!, of which the multinomial coefficient is made.
    /// </summary>
    private static void Add(
        IReadOnlyList<double> values, int next, int left, double sum, double weight,
        List<(double Mean, double Weight)> samples)
    {
        if (next == values.Count - 1)
        {
            double last = weight * Share(values.Count, left, left);
            samples.Add(((sum + (left * values[next])) / values.Count, last));
            return;
        }

        for (int taken = 0; taken <= left; taken++)
        {
            Add(values, next + 1, left - taken, sum + (taken * values[next]),
                weight * Share(values.Count, left, taken), samples);
        }
    }

    /// <summary>Which of the draws that are left give a value: C(left, taken), each with probability 1/n.</summary>
    private static double Share(int n, int left, int taken) =>
        MathNet.Numerics.SpecialFunctions.Binomial(left, taken) / Math.Pow(n, taken);
}
