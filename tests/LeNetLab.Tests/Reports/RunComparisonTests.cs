using LeNetLab.Results;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Reports;

public sealed class RunComparisonTests : IDisposable
{
    private readonly ReportedResults results = new();

    public void Dispose() => results.Dispose();

    [Fact]
    public void Two_variants_read_as_kept() => Golden.Matches(
        results.Sweep(seeds: 8).Comparison("activation=tanh", "activation=sigmoid"), "comparison-variants");

    [Fact]
    public void Two_runs_read_as_kept()
    {
        results.Sweep(seeds: 2);
        string a = SyntheticResults.Plan("activation=tanh", 1).RunId;
        string b = SyntheticResults.Plan("activation=tanh", 2).RunId;

        Golden.Matches(results.Comparison(a, b[..8]), "comparison-runs");
    }

    [Theory]
    [InlineData(4, "No claim of significance can be made with 4 seeds")]
    [InlineData(8, "A has the lower test error (exact paired sign-flip test, n = 8, p = 0.008)")]
    public void The_verdict_names_the_side_and_the_seeds(int seeds, string verdict) => Assert.Contains(
        verdict, results.Sweep(seeds).Comparison("activation=tanh", "activation=sigmoid", "sweep"));

    [Fact]
    public void A_run_is_compared_with_itself_to_the_last_bit()
    {
        string id = results.Sweep(1).Report().Origins[0].RunId;

        string text = results.Comparison(id, id);

        Assert.Contains("None.", text);
        Assert.Contains("the same to the last bit", text);
    }

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
