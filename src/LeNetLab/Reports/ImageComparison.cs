using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>Two trained networks on the same test images.</summary>
/// <param name="SeedA">The seed of A's.</param>
/// <param name="SeedB">The seed of B's.</param>
/// <param name="OnlyA">Images that A alone gets wrong.</param>
/// <param name="OnlyB">Images that B alone gets wrong.</param>
public sealed record NetworkPair(long SeedA, long SeedB, int OnlyA, int OnlyB)
{
    /// <summary>McNemar's exact p.</summary>
    public double P { get; } = McNemarTest.ExactP(OnlyA, OnlyB);
}

/// <summary>Two sets of runs held against each other image by image.</summary>
/// <param name="Networks">
/// One for each seed that both have, and a single one where the seed changes neither; or the two runs, where there is one
/// on either side.
/// </param>
/// <param name="OverSeedsAndImages">
/// The two-level bootstrap interval of the mean of B − A in points; null without two seeds.
/// </param>
public sealed record ImageComparison(IReadOnlyList<NetworkPair> Networks, Interval? OverSeedsAndImages)
{
    private const int Draws = 1_000;

    /// <summary>Compares them; null where predictions or the images' classes are not recorded.</summary>
    public static ImageComparison? Of(
        IReadOnlyList<RunSummary> a, IReadOnlyList<RunSummary> b, ImageErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var networks = new List<NetworkPair>();
        var differences = new List<sbyte[]>();
        foreach ((RunSummary left, RunSummary right) in Pairs(a, b))
        {
            if (errors.Of(left) is not { } wrongA || errors.Of(right) is not { } wrongB)
                return null;
            (sbyte[] told, int onlyA, int onlyB) = Difference(wrongA, wrongB);
            networks.Add(new NetworkPair(left.Seed, right.Seed, onlyA, onlyB));
            differences.Add(told);
        }

        return networks.Count == 0 ? null : new ImageComparison(networks, OverBoth(differences));
    }

    private static IEnumerable<(RunSummary A, RunSummary B)> Pairs(
        IReadOnlyList<RunSummary> a, IReadOnlyList<RunSummary> b)
    {
        RunSummary[] doneA = [.. a.Where(IsDone).DistinctBy(run => run.Seed)];
        RunSummary[] doneB = [.. b.Where(IsDone).DistinctBy(run => run.Seed)];
        return doneA is [var onlyA] && doneB is [var onlyB] ? [(onlyA, onlyB)] : RunPairs.Of(doneA, doneB).Pairs;
    }

    private static (sbyte[] Told, int OnlyA, int OnlyB) Difference(bool[] wrongA, bool[] wrongB)
    {
        var told = new sbyte[wrongA.Length];
        int onlyA = 0, onlyB = 0;
        for (int image = 0; image < told.Length; image++)
        {
            if (wrongA[image] == wrongB[image])
                continue;
            told[image] = (sbyte)(wrongB[image] ? 1 : -1);
            onlyA += wrongA[image] ? 1 : 0;
            onlyB += wrongB[image] ? 1 : 0;
        }

        return (told, onlyA, onlyB);
    }

    private static Interval? OverBoth(List<sbyte[]> differences)
    {
        if (differences.Count < 2 || differences[0].Length < 2)
            return null;
        Interval shares = TwoLevelBootstrap.Of(
            differences, Draws, PairedDifferences.Significance, PairedDifferences.Stream("seeds and images"));
        return new Interval(100 * shares.Low, 100 * shares.High);
    }

    private static bool IsDone(RunSummary run) => run.Status == RunStatus.Done;
}
