using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Reports;

public sealed class GapAnswerTests : IDisposable
{
    private readonly ReportedResults results = new();

    public void Dispose() => results.Dispose();

    // Sigmoid: 2.5 % on the training images where the others have 0.02 and 0.01, and the smallest gap.
    [Fact]
    public void The_gap_is_answered_and_an_under_trained_variant_named()
    {
        string answer = Answer.Of(results.Sweep(seeds: 8).Report().Findings[0]);

        Assert.Contains(
            "The gap between test and training error is smallest for `activation=sigmoid`, 0.54 points; by the paired "
            + "sign-flip test of the gaps, Holm-adjusted over 3 comparisons, all pairs, it is smaller than that of "
            + "`activation=tanh` (by 0.585 points, p = 0.023), `activation=relu` (by 0.626 points, p = 0.023). ",
            answer);
        Assert.Contains(
            " The training error of `activation=sigmoid` (2.50 %) is far above the others': it is under-trained, or too "
            + "small for the task, and a small gap is then no sign of generalising well.",
            answer);
        Assert.Contains("### The gap between test and training error", results.ReportText());
    }

    [Fact]
    public void The_gap_is_told_from_a_baseline()
    {
        string answer = Answer.Of(results.Sweep(8, baseline: "activation=relu").Report().Findings[0]);

        Assert.Contains("is 1.17 points for `activation=relu`; by", answer);
        Assert.Contains("it is larger than that of `activation=sigmoid`", answer);
    }

    [Theory]
    [InlineData(1.1, 0.05, true)]
    [InlineData(1.0, 0.05, false)]
    [InlineData(8.9, 3, false)]
    [InlineData(9.1, 3, true)]
    public void Far_above_is_a_point_and_three_times_the_others(double own, double others, bool isFar)
    {
        PlannedRun[] runs = [.. new[] { "a", "b", "c" }.Select(variant => SyntheticResults.Plan(variant, 1))];
        results.Declare("sweep", runs, "Which?", run => SyntheticResults.Trained(run.Spec.Variant == "a" ? own : others, 10));

        Assert.Equal(
            isFar ? ["a"] : [],
            GapAnswer.UnderTrainedOf(results.Report().Findings[0].Variants).Select(variant => variant.Variant));
    }

    // The rate is one for all in these results, but sigmoid's.
    [Fact]
    public void A_shared_rate_is_said_to_be_untuned()
    {
        using var tuned = new ReportedResults();
        string answer = Answer.Of(results.Sweep(8).Report().Findings[0]);

        Assert.EndsWith(
            "\n\nMind that variants share the learning rate 0.05, which was tuned for none of them, and that the best rate "
            + "depends on `model.activation`: `tune` in the spec chooses one for each (docs/specs.md).",
            answer);
        Assert.DoesNotContain("Mind that variants share", Answer.Of(tuned.Tuned(8).Report().Findings[0]));
    }
}
