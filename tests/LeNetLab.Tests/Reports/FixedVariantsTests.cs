using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Reports;

/// <summary>Variants that are one and the same model with every seed: six runs of one are one observation.</summary>
public sealed class FixedVariantsTests : IDisposable
{
    private readonly ReportedResults results = new();

    public void Dispose() => results.Dispose();

    [Fact]
    public void Identical_runs_make_no_claim_over_seeds()
    {
        DatasetFindings found = Declare(6, ["k=1", "k=9"]).Findings[0];

        Comparison comparison = Assert.Single(found.Family.All);
        Assert.Equal((1, true), (comparison.Pairs, comparison.Differences.IsFixed));
        Assert.Null(comparison.Differences.SignFlip());
        Assert.Null(comparison.Differences.Bca());
        Assert.All(found.Variants, variant => Assert.Equal((6, 1, 1), (variant.Done, variant.Models, variant.TestError!.Count)));
        string answer = Answer.Of(found);
        Assert.StartsWith("`k=1` has the lowest mean test error, 1.00 % with every seed: 1.000 points under the other", answer);
        Assert.Contains("The seed changes neither `k=1` nor `k=9`: all runs of each are one and the same model, so n is 1", answer);
        Assert.DoesNotContain("sign-flip", answer);
        Assert.Empty(Certainty.Of(found));
    }

    // What is tested is what the images show, and p is McNemar's: 70 images against 170 that one alone gets wrong.
    [Fact]
    public void They_are_compared_on_the_test_images()
    {
        ExperimentReport report = Declare(6, ["k=1", "k=9"]);

        Comparison comparison = Assert.Single(report.Findings[0].Family.All);
        NetworkPair pair = comparison.OnImages!;
        Assert.Equal(pair.OnlyA + 100, pair.OnlyB);
        Assert.Equal(pair.P, comparison.P);
        Assert.Equal(Verdict.AIsBetter, comparison.Verdict);
        Assert.Contains(
            $"By McNemar's exact test on the test images, it is better than `k=9` (by 1.000 points, p < 0.001: "
            + $"{pair.OnlyA} images that only `k=1` gets wrong, {pair.OnlyB} that only `k=9` does).",
            Answer.Of(report.Findings[0]));
        Assert.Contains("| `k=9` | 1, all the same | +1.000 | – | < 0.001 (McNemar) |", report.Sections().ToMarkdown());
    }

    [Fact]
    public void Without_predictions_nothing_is_tested()
    {
        DatasetFindings found = Declare(6, ["k=1", "k=9"], labels: false).Findings[0];

        Assert.Equal(Verdict.NoClaim, Assert.Single(found.Family.All).Verdict);
        Assert.Contains("Nor can they be compared on the test images, for which no predictions", Answer.Of(found));
    }

    [Fact]
    public void Beside_one_that_the_seed_changes_it_is_a_constant()
    {
        DatasetFindings found = Declare(8, ["k=1", "k=9", "net"]).Findings[0];

        Comparison mixed = found.Family.All.Single(comparison => comparison.IsOf("k=1", "net"));
        Assert.Equal((8, true, false), (mixed.Pairs, mixed.Differences.AIsFixed, mixed.Differences.BIsFixed));
        Assert.Null(mixed.OnImages);
        Assert.Equal(2 / 256.0, mixed.P, 12);
        string answer = Answer.Of(found);
        Assert.Contains("it is better than `net` (by ", answer);
        Assert.Contains("The seed does not change `k=1`: its error is a constant, against which the seeds of the oth", answer);
        Assert.Contains("The seed changes neither `k=1` nor `k=9`", answer);

        // Wilson's interval of 8 of 8: n/(n + z²).
        Assert.Equal(8 / (8 + (1.959963984540054 * 1.959963984540054)), Improvement.Of(mixed.Differences)!.Interval.Low, 9);
    }

    [Fact]
    public void A_comparison_of_two_says_the_same()
    {
        Declare(6, ["k=1", "k=9", "net"]);

        string both = results.Comparison("k=1", "k=9").ReplaceLineEndings(" "), mixed = results.Comparison("k=1", "net");

        Assert.Contains("The seed changes neither A nor B: all runs of each are one and the same model, so n is 1", both);
        Assert.Contains("On such images A is better (McNemar's exact test: ", both);
        Assert.Matches(@"\| Seeds that both have done +\| +1: they change neither \|", results.Comparison("k=1", "k=9"));
        Assert.Contains("The seed does not change A: its error is a constant", mixed.ReplaceLineEndings(" "));
    }

    [Fact]
    public void Only_what_differs_counts_as_a_seed_of_a_gap_curve_or_a_grid()
    {
        Declare(6, ["a=1, b=1", "a=1, b=2", "a=2, b=1", "a=2, b=2"]);

        Assert.Equal([1L], results.Report().Findings[0].Factors.Single().Seeds);
    }

    private ExperimentReport Declare(int seeds, string[] variants, bool labels = true)
    {
        PlannedRun[] runs =
        [
            .. variants.SelectMany(variant =>
                Enumerable.Range(1, seeds).Select(seed => SyntheticResults.Plan(variant, seed))),
        ];
        results.Declare(
            "sweep", runs, "Which?",
            run =>
            {
                bool isFixed = IsFixed(run.Spec.Variant);
                double error = isFixed ? 1 + Array.IndexOf(variants, run.Spec.Variant) : 4 + (0.1 * run.Spec.Seed);
                PlannedRun drawn = isFixed ? run with { Spec = run.Spec with { Seed = 1 } } : run;
                return SyntheticResults.Trained(
                    0.5, error, predictions: labels ? SyntheticResults.Predictions(drawn, error) : null);
            },
            labels: labels, isFixed: IsFixed);
        return results.Report();

        static bool IsFixed(string variant) => variant != "net";
    }
}
