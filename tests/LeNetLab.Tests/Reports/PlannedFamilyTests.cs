using LeNetLab.Reports;
using LeNetLab.Specs;
using LeNetLab.Tests.Specs;

namespace LeNetLab.Tests.Reports;

public sealed class PlannedFamilyTests
{
    private const string Three = "grid: {model.activation: [sigmoid, tanh, relu]}\n";
    private const string Tune = "tune: {training.learning_rate: [0.02, 0.1], validation_images: 1000}\n";

    [Theory]
    [InlineData(Three, 3)]
    [InlineData(Three + "baseline: activation=tanh\n", 2)]
    [InlineData(Three + Tune, 3 + 3 + 3)]
    [InlineData(Three + Tune + "baseline: activation=tanh\n", 2 + 2 + 3)]
    [InlineData("", 0)]
    public void Counts_what_the_report_will_compare(string sweep, int comparisons)
    {
        ExperimentSpec experiment = SpecReader.Read("x.yaml", SpecText.With(sweep), []);

        Assert.Equal(comparisons, PlannedFamily.Of(experiment).Comparisons);
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 7)]
    [InlineData(3, 7)]
    [InlineData(4, 8)]
    [InlineData(10, 9)]
    [InlineData(36, 11)]
    public void Says_how_many_seeds_leave_room_for_a_claim(int comparisons, int seeds)
    {
        // m · 2^(1 − n) ≤ 0.05, n the number of seeds.
        Assert.Equal(seeds, PlannedFamily.SeedsFor(comparisons));
        Assert.True(new PlannedFamily(comparisons, seeds).LeavesRoom);
        Assert.False(new PlannedFamily(comparisons, seeds - 1).LeavesRoom);
    }

    [Fact]
    public void A_single_variant_claims_nothing_and_lacks_nothing() =>
        Assert.True(new PlannedFamily(0, 1).LeavesRoom);
}
