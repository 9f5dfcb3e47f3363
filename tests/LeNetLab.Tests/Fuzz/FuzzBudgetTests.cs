namespace LeNetLab.Tests.Fuzz;

public sealed class FuzzBudgetTests
{
    [Fact]
    public void An_ordinary_run_tries_at_least_a_hundred_thousand_inputs() =>
        Assert.True(FuzzBudget.Ordinary >= 100_000);
}
