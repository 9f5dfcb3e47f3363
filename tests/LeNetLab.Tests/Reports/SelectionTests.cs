using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Reports;

public sealed class SelectionTests
{
    private static readonly SelectedSide.Variant Tanh = new("sweep", "activation=tanh");
    private static readonly SelectedSide.Variant Relu = new("sweep", "activation=relu");
    private static readonly SelectedSide.Variant Sigmoid = new("sweep", "activation=sigmoid");

    [Fact]
    public void Two_of_three_variants_are_a_family_of_one_comparison()
    {
        using ReportedResults results = new ReportedResults().Sweep(7, labels: true);

        Selection some = Of(results, Sigmoid, Tanh);
        Selection all = Of(results, Sigmoid, Tanh, Relu);

        Comparison only = Assert.Single(Assert.Single(some.Findings).Family.All);
        Assert.Equal(7, only.Pairs);
        Assert.Equal(2.0 / 128, only.P, 12);
        Assert.Equal(only.P, only.AdjustedP);
        Assert.NotNull(only.Images);
        Comparison same = all.Findings[0].Family.All.Single(pair => pair.IsOf("activation=sigmoid", "activation=tanh"));
        Assert.Equal(only.P, same.P);
        Assert.True(same.AdjustedP > only.AdjustedP, "Three comparisons leave more to chance than one.");
        Assert.Contains("activation=relu", Text(all), StringComparison.Ordinal);
        Assert.DoesNotContain("activation=relu", Text(some), StringComparison.Ordinal);
    }

    [Fact]
    public void Variants_of_one_name_are_told_apart_by_their_experiments()
    {
        using ReportedResults results = new ReportedResults()
            .Sweep(2).Declare("other", [SyntheticResults.Plan("activation=tanh", 9)], "?",
                _ => SyntheticResults.Trained(1, 2));

        Selection both = Of(results, Tanh, new SelectedSide.Variant("other", "activation=tanh"), Relu);

        Assert.Equal(
            ["sweep: activation=tanh", "other: activation=tanh", "activation=relu"],
            both.Findings[0].Variants.Select(variant => variant.Variant));
    }

    [Fact]
    public void Two_runs_are_compared_image_by_image()
    {
        using ReportedResults results = new ReportedResults().Sweep(2, labels: true);

        Selection two = Of(
            results, new SelectedSide.Run(SyntheticResults.Plan("activation=tanh", 1).RunId[..8]),
            new SelectedSide.Run(SyntheticResults.Plan("activation=sigmoid", 2).RunId));

        Assert.Contains("## On the test images", Text(two), StringComparison.Ordinal);
        Assert.Contains("`training.learning_rate`", Text(two), StringComparison.Ordinal);
    }

    [Fact]
    public void Datasets_are_shown_apart()
    {
        using ReportedResults results = new ReportedResults().Sweep(2).Sweep(2, "fashion", "other");

        Selection two = Of(results, Tanh, new SelectedSide.Variant("other", "activation=relu"));

        Assert.Equal(2, two.Findings.Count);
        Assert.All(two.Findings, found => Assert.Empty(found.Family.All));
        Assert.Contains("on 2 datasets", Text(two), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_exist_or_cannot_be_compared_is_refused()
    {
        using ReportedResults results = new ReportedResults().Sweep(2);

        Assert.StartsWith("Between 2 and 24", Refusal(results, Tanh), StringComparison.Ordinal);
        Assert.StartsWith("Between 2 and 24", Refusal(results, Tanh, Tanh), StringComparison.Ordinal);
        Assert.Contains(
            "no variant 'gone'", Refusal(results, Tanh, new SelectedSide.Variant("sweep", "gone")),
            StringComparison.Ordinal);
        Assert.Contains(
            "No run's id begins with 'xyz'", Refusal(results, Tanh, new SelectedSide.Run("xyz")),
            StringComparison.Ordinal);
    }

    private static string Text(Selection selection) =>
        string.Concat(selection.Sections().Select(section => section.Markdown));

    private static string Refusal(ReportedResults results, params SelectedSide[] sides) =>
        Assert.Throws<ResultsException>(() => Of(results, sides)).Message;

    private static Selection Of(ReportedResults results, params SelectedSide[] sides)
    {
        using ResultsReader reader = ResultsReader.Open(results.Path);
        return Selection.Of(reader, sides);
    }
}
