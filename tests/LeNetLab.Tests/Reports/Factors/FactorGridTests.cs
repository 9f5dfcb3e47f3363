using LeNetLab.Reports.Factors;
using LeNetLab.Results;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Reports.Factors;

public sealed class FactorGridTests : IDisposable
{
    private readonly ReportedResults results = new();

    public void Dispose() => results.Dispose();

    private FactorGrid? Grid(params string[] variants)
    {
        PlannedRun[] runs = [.. variants.Select(variant => SyntheticResults.Plan(variant, 1))];
        results.Declare("sweep", runs, "?", _ => SyntheticResults.Trained(0.1, 1));
        return FactorGrid.Of(results.Report().Findings[0].Variants);
    }

    [Fact]
    public void Names_give_the_factors_and_their_levels()
    {
        FactorGrid grid = Grid(
            "c3=full, rate=0.1", "c3=full, rate=0.2", "c3=full, rate=0.4", "c3=partial, rate=0.1", "c3=partial, rate=0.2",
            "c3=partial, rate=0.4")!;

        Assert.Equal(["c3", "rate"], grid.Factors.Select(factor => factor.Name));
        Assert.Equal(["c3=full", "c3=partial"], grid.Factors[0].Levels);
        Assert.Equal(["rate=0.1", "rate=0.2", "rate=0.4"], grid.Factors[1].Levels);
    }

    [Fact]
    public void Combinations_are_put_in_the_order_of_the_levels()
    {
        FactorGrid grid = Grid("a=1, b=1", "a=2, b=2", "a=2, b=1", "a=1, b=2")!;

        Assert.Equal(
            ["a=1, b=1", "a=1, b=2", "a=2, b=1", "a=2, b=2"], grid.Variants.Select(variant => variant.Variant));
    }

    [Fact]
    public void Names_of_a_spec_are_levels_of_one_factor() => Assert.Equal(
        ["rate", "variant"],
        Grid("rate=0.1, pattern", "rate=0.1, batch", "rate=0.2, pattern", "rate=0.2, batch")!
            .Factors.Select(factor => factor.Name));

    [Fact]
    public void Settings_that_change_together_are_one_factor()
    {
        FactorGrid grid = Grid(
            "epochs=2, images=5, c3=full", "epochs=2, images=5, c3=partial", "epochs=9, images=1, c3=full",
            "epochs=9, images=1, c3=partial")!;

        Assert.Equal(["epochs, images", "c3"], grid.Factors.Select(factor => factor.Name));
        Assert.Equal(["epochs=2, images=5", "epochs=9, images=1"], grid.Factors[0].Levels);
    }

    [Theory]
    [InlineData("a=1", "a=2")]
    [InlineData("a=1, b=1", "a=1, b=2", "a=2, b=1")]
    [InlineData("a=1, b=1", "a=2, b=2")]
    [InlineData("a=1, b=1", "a=1, c=1", "a=2, b=1", "a=2, c=1")]
    [InlineData("pattern", "batch")]
    [InlineData("base", "a=1, b=1", "a=1, b=2", "a=2, b=1")]
    public void What_crosses_no_factors_is_none(params string[] variants) => Assert.Null(Grid(variants));
}
