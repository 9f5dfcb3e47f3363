using LeNetLab.Results;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Reports;

public sealed class RunComparisonTests : IDisposable
{
    private readonly ReportedResults results = new();

    public void Dispose() => results.Dispose();

    [Fact]
    public void Two_variants_read_as_kept() => Golden.Matches(
        results.Sweep(seeds: 8, labels: true).Comparison("activation=tanh", "activation=sigmoid"), "comparison-variants");

    [Fact]
    public void It_fits_80_columns() => Assert.All(
        results.Sweep(seeds: 12, labels: true).Comparison("activation=tanh", "activation=relu").Split('\n'),
        line => Assert.True(line.Length <= 80, line));

    [Fact]
    public void Two_runs_read_as_kept()
    {
        results.Sweep(seeds: 2, labels: true);
        string a = SyntheticResults.Plan("activation=tanh", 1).RunId;
        string b = SyntheticResults.Plan("activation=tanh", 2).RunId;

        Golden.Matches(results.Comparison(a, b[..8]), "comparison-runs");
    }

    [Theory]
    [InlineData(4, "No claim of significance can be made with 4 seeds")]
    [InlineData(8, "A is better by 1.895 points, the 95 % interval of B − A being +1.810 to +1.990 (exact paired "
        + "sign-flip test, n = 8, p = 0.008; Holm-adjusted over 3 comparisons, all pairs, p = 0.023).")]
    public void The_verdict_names_the_side_and_the_seeds(int seeds, string verdict) => Assert.Contains(
        verdict, OneLine(results.Sweep(seeds).Comparison("activation=tanh", "activation=sigmoid", "sweep")));

    [Fact]
    public void What_the_adjusted_p_does_not_bear_out_is_not_claimed()
    {
        // The least p that 6 seeds can give, 0.031; over the 3 pairs of three variants it is 0.094.
        string text = OneLine(results.Sweep(6).Comparison("activation=tanh", "activation=sigmoid"));

        Assert.Contains("No claim of significance can be made with 6 seeds: ", text);
        Assert.Contains("here 0.03125, nor below 0.094 when adjusted over 3 comparisons", text);
    }

    // One of eight pairs has the other sign: p is 6/256, which is shown alone, and not among three comparisons.
    [Fact]
    public void What_would_be_shown_alone_and_not_among_others_is_told_apart()
    {
        string[] variants = ["a", "b", "c"];
        PlannedRun[] runs =
        [
            .. variants.SelectMany(variant =>
                Enumerable.Range(1, 8).Select(seed => SyntheticResults.Plan(variant, seed))),
        ];
        results.Declare("sweep", runs, "Which?", run => SyntheticResults.Trained(0, run.Spec.Variant == "b"
            ? 1 + (run.Spec.Seed == 1 ? -0.7 : 0.3 * run.Spec.Seed)
            : 1 + (run.Spec.Variant == "c" ? 0.01 * (run.Spec.Seed % 2) : 0)));

        string text = OneLine(results.Comparison("a", "b"));

        Assert.Contains("Not distinguishable with these 8 seeds among 3 comparisons: 1.225 points apart, which alone", text);
        Assert.Contains("leaves 0 out because it is of this comparison alone", text);
    }

    [Fact]
    public void A_pair_outside_of_the_declared_family_is_exploratory()
    {
        results.Sweep(8, baseline: "activation=tanh");

        Assert.Contains(
            "Holm-adjusted over 2 comparisons, each with the baseline, p = 0.016",
            OneLine(results.Comparison("activation=sigmoid", "activation=tanh")));
        Assert.Contains(
            "p = 0.008; exploratory: no part of the family",
            OneLine(results.Comparison("activation=sigmoid", "activation=relu")));
    }

    [Fact]
    public void Runs_that_came_to_nothing_are_counted()
    {
        PlannedRun[] runs =
        [
            .. new[] { "a", "b" }.SelectMany(variant =>
                Enumerable.Range(1, 8).Select(seed => SyntheticResults.Plan(variant, seed))),
        ];
        results.Declare("sweep", runs, "Which?", run => (run.Spec.Variant, run.Spec.Seed) switch
        {
            ("b", 3) => SyntheticResults.Diverged(),
            ("b", 4) => null,
            _ => SyntheticResults.Trained(0, run.Spec.Seed),
        });

        string text = results.Comparison("a", "b");

        Assert.Contains("| Runs done | 8 of 8 | 6 of 8, 1 diverged, 1 failed |  |", text);
        Assert.Contains("| Seeds that both have done | 6 of 8 |", text);
    }

    [Theory]
    [InlineData("activation=tanh", "activation=tanh")]
    [InlineData("activation=tanh", null)]
    public void The_same_runs_under_two_names_are_refused(string a, string? b)
    {
        results.Sweep(1);
        string other = b ?? SyntheticResults.Plan("activation=tanh", 1).RunId;

        string refusal = Assert.Throws<ResultsException>(() => results.Comparison(a, other)).Message;

        Assert.Contains("are the same run, which cannot differ. Name two", refusal);
    }

    private static string OneLine(string text) => text.Replace('\n', ' ');

    [Fact]
    public void Different_datasets_are_refused()
    {
        results.Sweep(1).Sweep(1, "strokes", "other");
        string here = SyntheticResults.Plan("activation=tanh", 1).RunId;
        string there = SyntheticResults.Plan("activation=tanh", 1, "strokes").RunId;

        string refusal = Assert.Throws<ResultsException>(() => results.Comparison(here, there)).Message;

        Assert.Contains("mnist (aaaaaaaaaaaa) and strokes (bbbbbbbbbbbb)", refusal);
    }

    [Fact]
    public void A_name_that_fits_nothing_or_too_much_is_explained()
    {
        results.Sweep(1).Sweep(1, "strokes", "other");

        string Refusal(string a, string b, string? experiment) =>
            Assert.Throws<ResultsException>(() => results.Comparison(a, b, experiment)).Message;

        Assert.Contains("Several experiments have a variant 'activation=tanh': other, sweep. Say which: EXP=other",
            Refusal("activation=tanh", "activation=relu", null));
        Assert.Contains("'tahn' is neither a variant of sweep nor the beginning of a run's id. Variants: activation=r",
            Refusal("activation=tanh", "tahn", "sweep"));
        Assert.Contains("There are of: other, sweep.", Refusal("activation=tanh", "activation=relu", "sweeps"));
        Assert.Contains("Several runs' ids begin with ''", Refusal("", "activation=relu", "sweep"));
    }
}
