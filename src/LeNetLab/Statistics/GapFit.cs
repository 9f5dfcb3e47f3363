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
/// The lower end of the 95 % interval of α by the jackknife over seeds and Student's t (Tukey 1958, "Bias and confidence
/// in not quite large samples"). It holds what seeds add; that a power law may not be the truth, it does not. Null if
/// there is but one seed, or gaps are so near 0 that those of the others have no positive mean.
/// </param>
/// <param name="High">Its upper end.</param>
public sealed record GapFit(double Alpha, double Coefficient, double? Low, double? High)
{
    /// <summary>A line through two points fits by itself.</summary>
    public const int FewestSizes = 3;

    /// <summary>Fits; null if a mean gap is not positive, which no power is.</summary>
    /// <param name="sizes">At least <see cref="FewestSizes"/> different ones.</param>
    /// <exception cref="ArgumentException">
    /// There are too few sizes, or they differ in their number of seeds.
    /// </exception>
    public static GapFit? Of(IReadOnlyList<GapAtSize> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        if (sizes.Select(size => size.Patterns).Distinct().Count() < FewestSizes)
            throw new ArgumentException($"A power law wants {FewestSizes} sizes or more.", nameof(sizes));
        int seeds = sizes[0].Gaps.Count;
        if (seeds == 0 || sizes.Any(size => size.Gaps.Count != seeds))
            throw new ArgumentException("Every size wants the same seeds.", nameof(sizes));
        if (Line(sizes, [.. Enumerable.Range(0, seeds)]) is not { } line)
            return null;
        double? half = seeds > 1 ? HalfInterval(sizes, seeds) : null;
        return new GapFit(-line.Slope, Math.Exp(line.Intercept), -line.Slope - half, -line.Slope + half);
    }

    /// <summary>The gap that the fit gives.</summary>
    /// <param name="patterns">P.</param>
    public double At(double patterns) => Coefficient * Math.Pow(patterns, -Alpha);

    /// <summary>Half the interval's width, from the slopes that leave one seed out each; null where one has none.</summary>
    private static double? HalfInterval(IReadOnlyList<GapAtSize> sizes, int seeds)
    {
        var pseudoValues = new double[seeds];
        for (int left = 0; left < seeds; left++)
        {
            if (Line(sizes, [.. Enumerable.Range(0, seeds).Where(seed => seed != left)]) is not { } line)
                return null;
            pseudoValues[left] = -(seeds - 1) * line.Slope;
        }

        Interval interval = MeanInterval.Of(Sample.Of(pseudoValues))!.Value;
        return (interval.High - interval.Low) / 2;
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
