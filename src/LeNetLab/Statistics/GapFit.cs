namespace LeNetLab.Statistics;

/// <summary>What was found with one number of training patterns.</summary>
/// <param name="Patterns">P, at least 1.</param>
/// <param name="Gaps">[seed], test error − training error; the same seeds in the same places for every size.</param>
public sealed record GapAtSize(double Patterns, IReadOnlyList<double> Gaps);

/// <summary>
/// The gap between test and training error as a power of the number of training patterns: E_test − E_train = k·(h/P)^α
/// (LeCun et al. 1998, eq. 1). From gaps alone k and h cannot be told apart, so what is fitted is c·P^−α with c =
/// k·h^α: a straight line through the logarithms of the mean gaps, by least squares, every size counting the same.
/// </summary>
/// <param name="Alpha">α.</param>
/// <param name="Coefficient">c, in the unit of the gaps.</param>
/// <param name="Low">
/// The lower end of the 95 % interval of α: percentiles over samples of the seeds, drawn with replacement and alike for
/// all sizes. It holds what seeds add; that a power law may not be the truth, it does not. Null if there is but one
/// seed, or gaps are so near 0 that samples of them are not positive.
/// </param>
/// <param name="High">Its upper end.</param>
public sealed record GapFit(double Alpha, double Coefficient, double? Low, double? High)
{
    /// <summary>A line through two points fits by itself.</summary>
    public const int FewestSizes = 3;

    /// <summary>Samples of the seeds.</summary>
    public const int Draws = 10_000;

    private const double Tail = 0.025;

    /// <summary>Fits; null if a mean gap is not positive, which no power is.</summary>
    /// <param name="sizes">At least <see cref="FewestSizes"/> different ones.</param>
    /// <param name="pick">Gives a random whole number from 0 up to, and without, its argument.</param>
    /// <exception cref="ArgumentException">
    /// There are too few sizes, or they differ in their number of seeds.
    /// </exception>
    public static GapFit? Of(IReadOnlyList<GapAtSize> sizes, Func<int, int> pick)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(pick);
        if (sizes.Select(size => size.Patterns).Distinct().Count() < FewestSizes)
            throw new ArgumentException($"A power law wants {FewestSizes} sizes or more.", nameof(sizes));
        int seeds = sizes[0].Gaps.Count;
        if (seeds == 0 || sizes.Any(size => size.Gaps.Count != seeds))
            throw new ArgumentException("Every size wants the same seeds.", nameof(sizes));
        if (Line(sizes, [.. Enumerable.Range(0, seeds)]) is not { } line)
            return null;
        (double? low, double? high) = seeds > 1 ? Interval(sizes, seeds, pick) : (null, null);
        return new GapFit(-line.Slope, Math.Exp(line.Intercept), low, high);
    }

    /// <summary>The gap that the fit gives.</summary>
    /// <param name="patterns">P.</param>
    public double At(double patterns) => Coefficient * Math.Pow(patterns, -Alpha);

    private static (double? Low, double? High) Interval(
        IReadOnlyList<GapAtSize> sizes, int seeds, Func<int, int> pick)
    {
        var alphas = new List<double>(Draws);
        var sample = new int[seeds];
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int i = 0; i < seeds; i++)
                sample[i] = pick(seeds);
            if (Line(sizes, sample) is { } line)
                alphas.Add(-line.Slope);
        }

        if (alphas.Count < Draws)
            return (null, null);
        alphas.Sort();
        return (alphas[(int)(Tail * Draws)], alphas[(int)((1 - Tail) * Draws) - 1]);
    }

    /// <summary>log mean gap = intercept + slope · log P over some seeds; null if a mean is not positive.</summary>
    private static (double Slope, double Intercept)? Line(IReadOnlyList<GapAtSize> sizes, int[] seeds)
    {
        double x = 0, y = 0, xx = 0, xy = 0;
        foreach (GapAtSize size in sizes)
        {
            double mean = seeds.Sum(seed => size.Gaps[seed]) / seeds.Length;
            if (mean <= 0)
                return null;
            (double logP, double logGap) = (Math.Log(size.Patterns), Math.Log(mean));
            x += logP / sizes.Count;
            y += logGap / sizes.Count;
            xx += logP * logP / sizes.Count;
            xy += logP * logGap / sizes.Count;
        }

        double slope = (xy - (x * y)) / (xx - (x * x));
        return (slope, y - (slope * x));
    }
}
