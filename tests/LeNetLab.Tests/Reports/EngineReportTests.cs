using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Reports;

/// <summary>Variants that differ in nothing but what trained them.</summary>
public sealed class EngineReportTests : IDisposable
{
    private static readonly EngineIdentity
        Simd = new("simd", 2, "cpu", 256), Torch = new("torch", 1, "cpu", 0), Card = new("torch", 1, "cuda", 0);

    private readonly ReportedResults results = new();

    public void Dispose() => results.Dispose();

    [Fact]
    public void A_report_over_two_engines_reads_as_kept() => Golden.Matches(
        Agreement().ReportText("engine-agreement"), "report-engines");

    [Fact]
    public void A_comparison_of_two_engines_reads_as_kept() => Golden.Matches(
        Agreement().Comparison("engine=simd", "engine=torch", "engine-agreement"), "comparison-engines");

    [Fact]
    public void An_experiment_that_is_declared_again_with_another_engine_keeps_nothing_of_the_first()
    {
        PlannedRun[] before = Runs("activation=tanh", Simd), after = Runs("activation=tanh", Card);
        results.Declare("again", before, "Which?", _ => SyntheticResults.Trained(1, 9));
        results.Declare("again", after, "Which?", _ => SyntheticResults.Trained(1, 2));

        string report = results.ReportText("again");

        Assert.Equal([8], results.Report("again").Findings[0].Variants.Select(variant => variant.Done));
        Assert.Contains("a mean test error of 2.00 % over 8 seeds", report);
        Assert.Contains("8 runs: engine `torch` version 1 on `cuda`; A CPU", report);
        Assert.DoesNotContain("`simd`", report);
        Assert.DoesNotContain("| `engine` |", report);
    }

    [Fact]
    public void A_variant_of_two_experiments_on_different_engines_is_asked_about()
    {
        // Two experiments ask for one variant, each on an engine of its own.
        results.Declare("here", Runs("activation=tanh", Simd), "Which?", _ => SyntheticResults.Trained(1, 9));
        results.Declare("there", Runs("activation=tanh", Torch), "Which?", _ => SyntheticResults.Trained(1, 2));

        string refusal = Assert.Throws<ResultsException>(
            () => results.Comparison("activation=tanh", "activation=tanh")).Message;

        Assert.Contains("Several experiments have a variant 'activation=tanh': here, there.", refusal);
        Assert.Contains(
            "are the same runs",
            Assert.Throws<ResultsException>(
                () => results.Comparison("activation=tanh", "activation=tanh", "there")).Message);
    }

    private ReportedResults Agreement() => results.Declare(
        "engine-agreement", [.. Runs("engine=simd", Simd), .. Runs("engine=torch", Torch)],
        "Do the simd engine and PyTorch's agree?",
        run => run.Engine == Simd
            ? SyntheticResults.Trained(0.4, 1.5 + (0.02 * (run.Spec.Seed % 3)))
            : SyntheticResults.Trained(0.4, 1.5 + (0.03 * (run.Spec.Seed % 2)), 24));

    private static PlannedRun[] Runs(string variant, EngineIdentity engine) =>
        [.. Enumerable.Range(1, 8).Select(seed => SyntheticResults.Plan(variant, seed, engine: engine))];
}
