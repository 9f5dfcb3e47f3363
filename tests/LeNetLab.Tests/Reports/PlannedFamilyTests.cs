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

        Assert.Equal(comparisons, PlannedFamily.Of(experiment, 60_000).Comparisons);
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

    // Neighbours and support vector machines draw nothing; the seed reaches them through the images that it chooses.
    [Theory]
    [InlineData("grid: {model.k: [1, 3, 9]}\n", "", 3, 3)]
    [InlineData("grid: {model.k: [1, 3, 9]}\nbaseline: k=1\n", "", 2, 3)]
    [InlineData("grid: {model.k: [1, 3, 9]}\n", ", training: {validation_images: 100}", 0, 0)]
    [InlineData("grid: {model.k: [1, 3, 9]}\n", ", training: {train_images: 59999}", 0, 0)]
    [InlineData("grid: {model.k: [1, 3, 9]}\n", ", training: {train_images: 60000}", 3, 3)]
    [InlineData("variants: {net: {model.preset: lenet5}, a: {}, b: {model.k: 1}}\n", "", 1, 2)]
    [InlineData("variants: {net: {model.preset: lenet5}, a: {}, b: {model.k: 1}}\nbaseline: net\n", "", 0, 2)]
    [InlineData("tune: {model.k: [1, 5], validation_images: 1000}\n", "", 1, 1)]
    public void Knows_which_variants_the_seed_does_not_change(string sweep, string training, int onImages, int isFixed)
    {
        string spec = SpecText.With($"base: {{model: {{preset: knn}}{training}}}\n{sweep}");

        PlannedFamily family = PlannedFamily.Of(SpecReader.Read("x.yaml", spec, ["seeds=2"]), 60_000);

        Assert.Equal((onImages, isFixed), ((int)family.OnImages, family.Fixed.Count));
    }

    [Fact]
    public void Comparisons_on_images_alone_lack_no_seeds()
    {
        string spec = SpecText.With("base: {model: {preset: knn}}\ngrid: {model.k: [1, 9]}\n");

        Assert.True(PlannedFamily.Of(SpecReader.Read("x.yaml", spec, ["seeds=2"]), 60_000).LeavesRoom);
    }
}
