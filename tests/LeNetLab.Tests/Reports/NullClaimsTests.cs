using LeNetLab.Numerics;
using LeNetLab.Reports;
using LeNetLab.Results;

namespace LeNetLab.Tests.Reports;

/// <summary>
/// How often something is claimed where nothing differs: at most one experiment in twenty, for variants that the seed
/// changes, that it does not change, and both together. docs/statistics.md has the same figures.
/// </summary>
public sealed class NullClaimsTests
{
    private const int Images = 10_000;
    private const double TrueErrorPct = 2;

    /// <summary>What the errors of a variant that the seed changes may look like; their mean is the true error.</summary>
    public enum Errors
    {
        /// <summary>Normal.</summary>
        Normal,

        /// <summary>The count of wrong ones among the test images.</summary>
        Counted,

        /// <summary>Exponential beyond a floor: far more skewed than trained networks' are.</summary>
        Skewed,
    }

    [Theory]
    [InlineData(Errors.Normal, 1, 1, 6, 2.4, 3.9)]
    [InlineData(Errors.Normal, 1, 1, 8, 3.2, 4.7)]
    [InlineData(Errors.Normal, 1, 1, 10, 4.0, 5.5)]
    [InlineData(Errors.Counted, 1, 1, 8, 3.0, 5.2)]
    [InlineData(Errors.Normal, 1, 3, 10, 1.0, 5.0)]
    [InlineData(Errors.Counted, 2, 2, 10, 0.5, 5.0)]
    [InlineData(Errors.Normal, 0, 3, 10, 1.0, 5.0)]
    [InlineData(Errors.Skewed, 1, 1, 8, 8.0, 11.5)]
    public void A_claim_over_seeds_is_rarely_false(
        Errors errors, int constants, int seeded, int seeds, double lowPct, double highPct)
    {
        const int Experiments = 3_000;
        int claimed = 0;
        for (int experiment = 0; experiment < Experiments; experiment++)
        {
            SeedStream stream = SeedStream.Open(experiment, "null claims");
            VariantSummary[] variants =
            [
                .. Enumerable.Range(0, constants).Select(variant => Variant($"constant {variant}", seeds, _ => TrueErrorPct, true)),
                .. Enumerable.Range(0, seeded).Select(variant => Variant($"net {variant}", seeds, _ => Draw(errors, stream), false)),
            ];
            claimed += ComparisonFamily.Of(variants, null).All.Any(IsClaim) ? 1 : 0;
        }

        Assert.InRange(100.0 * claimed / Experiments, lowPct, highPct);
    }

    // Two fixed models that err equally often: of the images that one alone gets wrong, either is as likely to be it.
    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(200)]
    public void A_claim_on_the_images_is_rarely_false(int discordant)
    {
        const int Experiments = 20_000;
        VariantSummary a = Variant("a", 6, _ => TrueErrorPct, true), b = Variant("b", 6, _ => TrueErrorPct, true);
        PairedDifferences differences = PairedDifferences.Of(a.Runs, b.Runs);
        int claimed = 0;
        for (int experiment = 0; experiment < Experiments; experiment++)
        {
            SeedStream stream = SeedStream.Open(experiment, "null images");
            int onlyA = Enumerable.Range(0, discordant).Count(_ => stream.NextInt32(2) == 0);
            var pair = new NetworkPair(1, 1, onlyA, discordant - onlyA);
            claimed += IsClaim(new Comparison(a, b, differences, pair.P) { OnImages = pair }) ? 1 : 0;
        }

        Assert.InRange(100.0 * claimed / Experiments, 1, 5);
    }

    private static bool IsClaim(Comparison comparison) => comparison.Verdict is Verdict.AIsBetter or Verdict.BIsBetter;

    private static double Draw(Errors errors, SeedStream stream) => errors switch
    {
        Errors.Normal => TrueErrorPct + (0.1 * stream.NextGaussian()),
        Errors.Counted => 100.0 / Images * Enumerable.Range(0, Images / 50).Sum(_ => Poisson(stream)),
        _ => TrueErrorPct + (0.1 * (-PortableMath.Log(1 - stream.NextDouble()) - 1)),
    };

    // Of mean 1: a wrong one in every fifty images.
    private static int Poisson(SeedStream stream)
    {
        double limit = PortableMath.Exp(-1), product = stream.NextDouble();
        int count = 0;
        for (; product > limit; count++)
            product *= stream.NextDouble();
        return count;
    }

    private static VariantSummary Variant(string name, int seeds, Func<int, double> errorPct, bool isFixed)
    {
        RunSummary[] runs =
        [
            .. Enumerable.Range(1, seeds).Select(seed => new RunSummary
            {
                RunId = $"{name}/{seed}", Experiment = "null", Variant = name, Activation = "tanh", C3 = "full",
                Pooling = "average", Width = "lenet5", Engine = "simd", Device = "cpu", Dataset = "mnist",
                DatasetSha256 = new string('a', 64), TrainImages = 60_000, Seed = seed, Status = RunStatus.Done,
                Epochs = 1, Parameters = 1, TestErrorPct = errorPct(seed), TrainErrorPct = 0, GapPct = 0,
                WeightsSha256 = isFixed ? name : $"{name}/{seed}",
            }),
        ];
        return VariantSummary.Of(runs, Array.Empty<EpochRow>().ToLookup(epoch => epoch.RunId));
    }
}
